/** The name of a field hidden from people: robots fill every field. */
export const TRAP = "website";

/** Destinations of an exit to an activity that lasts, as the list of destinations codes them. */
export const sustainableDestinations: readonly string[] = [
  "own_business",
  "other_cooperative",
  "permanent_job",
];

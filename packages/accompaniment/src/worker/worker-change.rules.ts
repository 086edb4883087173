/** Fields of a file in words, in the order of its form. */
export type Words = readonly (readonly [field: string, text: string])[];

/** A field that changed, as the person reads it; an empty text is « non renseigné ». */
export type Change = { field: string; before: string; after: string };

/** The fields whose words differ between two states of a file; a field that is in one state only was or becomes empty. */
export function changesBetween(before: Words, after: Words): Change[] {
  const earlier = new Map(before);
  const later = new Map(after);
  return [...new Set([...earlier.keys(), ...later.keys()])]
    .map((field) => ({
      field,
      before: earlier.get(field) ?? "",
      after: later.get(field) ?? "",
    }))
    .filter((change) => change.before !== change.after);
}

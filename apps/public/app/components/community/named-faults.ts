/** A field as its page shows it. */
export type NamedField = { name: string; label: string };

/**
 * The faults of a form, each with the name of its field, in the order of the page. Those of a field without a name here
 * come first, as they are.
 * @param fields in the order of the page
 * @param write one line of the summary, in the reader's language
 */
export function nameFaults(
  faults: Readonly<Record<string, string>>,
  fields: readonly NamedField[],
  write: (line: { field: string; fault: string }) => string,
): Record<string, string> {
  const rankOf = (name: string) => fields.findIndex((field) => field.name === name);
  const lines = Object.entries(faults)
    .sort(([one], [other]) => rankOf(one) - rankOf(other))
    .map(([name, fault]) => {
      const label = fields[rankOf(name)]?.label;
      return [name, label === undefined ? fault : write({ field: label, fault })];
    });
  return Object.fromEntries(lines);
}

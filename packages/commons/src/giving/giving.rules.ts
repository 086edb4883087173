/** What was given in a year, of one kind. Money in cents, time in minutes. */
export type Given = {
  year: number;
  kind: string;
  entries: number;
  amountCents: number;
  minutes: number;
};

/** Adds up what was given by year or by kind; the latest year first, or what was given most often. */
export function sumGiven<Key extends "year" | "kind">(
  given: readonly Given[],
  by: Key,
): (Omit<Given, "year" | "kind"> & { key: Given[Key] })[] {
  const sums = new Map<Given[Key], Omit<Given, "year" | "kind"> & { key: Given[Key] }>();
  for (const one of given) {
    const sum = sums.get(one[by]) ?? { key: one[by], entries: 0, amountCents: 0, minutes: 0 };
    sum.entries += one.entries;
    sum.amountCents += one.amountCents;
    sum.minutes += one.minutes;
    sums.set(one[by], sum);
  }
  return [...sums.values()].sort((a, b) =>
    by === "year" ? Number(b.key) - Number(a.key) : b.entries - a.entries,
  );
}

import { earlierOf, laterOf, monthAfter, monthOf, type Period } from "./period.rules.ts";

/** Months during which an indicator is to be declared: a target of a grant promises it, or somebody began to. */
export type Expected = Period & { key: string };
export type Declared = { key: string; month: string };

/** Months without any figure, of those of a period that are over on a day; and how many were expected. */
export function missingFigures(
  { period, day }: { period: Period; day: string },
  expected: readonly Expected[],
  declared: readonly Declared[],
): { expected: number; missing: Declared[] } {
  const known = new Set(declared.map(({ key, month }) => `${key} ${month}`));
  const wanted = new Map<string, Declared>();
  for (const { key, from, to } of expected) {
    const last = earlierOf(to, period.to);
    let month = monthOf(laterOf(from, period.from));
    for (; month <= last && month < monthOf(day); month = monthAfter(month, 1)) {
      wanted.set(`${key} ${month}`, { key, month });
    }
  }
  return {
    expected: wanted.size,
    missing: [...wanted]
      .filter(([name]) => !known.has(name))
      .map(([, one]) => one)
      .sort((a, b) => a.month.localeCompare(b.month) || a.key.localeCompare(b.key)),
  };
}

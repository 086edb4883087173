/**
 * A declared number of people (an estimate, no file behind it), shown anew at a cut-off: from the threshold on, and far
 * enough from each figure shown before that the difference is no small number either.
 * @param before what releases showed of it already
 * @returns null where the former figure stays, if there is one
 */
export function decideDeclared(
  before: readonly number[],
  people: number | null,
  threshold: number,
): number | null {
  if (people === null || people < threshold) return null;
  return before.every((one) => Math.abs(people - one) >= threshold) ? people : null;
}

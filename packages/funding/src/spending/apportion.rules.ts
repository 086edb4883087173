/**
 * Whole cents whose sum is the whole: each its floor, and one more to those that lose most, the first of them first, so
 * that none is lost (method of the largest remainders).
 * @param exact each part, in so many `unit`s of a cent; they add up to `whole * unit`
 */
export function largestRemainders(
  exact: readonly bigint[],
  { unit, whole }: { unit: bigint; whole: bigint },
): bigint[] {
  const floors = exact.map((part) => part / unit);
  const missing = Number(whole - floors.reduce((sum, part) => sum + part, 0n));
  const raised = new Set(
    exact
      .map((part, index) => ({ index, rest: part % unit }))
      .sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1))
      .slice(0, missing)
      .map(({ index }) => index),
  );
  return floors.map((part, index) => (raised.has(index) ? part + 1n : part));
}

/**
 * How good an order is, from 0 to 1: the normalised discounted cumulative gain of its first ten, with gains of 2^grade−1
 * (Järvelin and Kekäläinen, 2002; gains of Burges et al., 2005).
 */
export function ndcgAt10(
  found: readonly string[],
  grades: Readonly<Record<string, number>>,
): number {
  const gain = (order: readonly number[]) =>
    order
      .slice(0, 10)
      .reduce((total, grade, at) => total + (2 ** grade - 1) / Math.log2(at + 2), 0);
  const best = gain(Object.values(grades).sort((a, b) => b - a));
  return best === 0 ? 1 : gain(found.map((one) => grades[one] ?? 0)) / best;
}

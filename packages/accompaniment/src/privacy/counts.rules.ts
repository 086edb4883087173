/** How many of each, by name; what there is none of is not named. */
export type Counts = Record<string, number>;

/** Adds to what is counted under a name already. */
export function addCount(counts: Counts, name: string, more: number | bigint): void {
  if (more > 0) counts[name] = (counts[name] ?? 0) + Number(more);
}

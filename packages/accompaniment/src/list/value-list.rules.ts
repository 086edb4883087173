/**
 * The order of a list after one of its values moved by one place. The first stays first and the last, last.
 * @param ids in the order of the list
 * @returns ids in their new order, or null when nothing moves
 */
export function movedBy(
  ids: readonly string[],
  id: string,
  direction: "up" | "down",
): string[] | null {
  const from = ids.indexOf(id);
  const to = direction === "up" ? from - 1 : from + 1;
  const other = ids[to];
  if (from < 0 || other === undefined) return null;
  return ids.map((one, at) => (at === from ? other : at === to ? id : one));
}

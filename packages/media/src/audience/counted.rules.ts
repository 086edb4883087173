import type { Origin } from "./audience.schema.ts";

/** What one source said of a piece, a platform and a month. `order`: later words have a higher one. */
export type Said = {
  pieceId: string;
  platform: string;
  month: string;
  origin: Origin;
  value: number;
  order: number;
  isSetAside: boolean;
};

/** Does nobody stand behind what this source says? */
export const isMachine = (origin: Origin) => origin === "peertube_api" || origin === "own_counter";

/**
 * The one that counts among what was said of a piece, a platform and a month: the last word of somebody that was not set
 * aside, or else what a machine read. `audience_counted` says the same to PostgreSQL, and a test holds them together.
 */
export function countedOf<S extends Said>(said: readonly S[]): S | null {
  const standing = said.filter(({ isSetAside }) => !isSetAside);
  const byPeople = standing.filter(({ origin }) => !isMachine(origin));
  const heard = byPeople.length > 0 ? byPeople : standing;
  return heard.reduce<S | null>(
    (last, one) => (last === null || one.order > last.order ? one : last),
    null,
  );
}

/** What counts of everything that was said, added up: nothing twice. */
export function sumCounted(said: readonly Said[]): number {
  const groups = new Map<string, Said[]>();
  for (const one of said) {
    const key = `${one.pieceId} ${one.platform} ${one.month}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].reduce((sum, group) => sum + (countedOf(group)?.value ?? 0), 0);
}

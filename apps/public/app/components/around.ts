import type { SearchResult } from "@essaim/directory/search/search.schema";
import type { ListQuery } from "~/list-query";

/** The place that the list keeps to; nothing when no commune is known by what was typed. */
export function around({ km }: ListQuery, { communes }: Pick<SearchResult, "communes">) {
  const [first] = communes ?? [];
  if (!first || !communes) return null;
  const words = { commune: first.name, count: communes.length, km };
  const isOne = communes.length === 1;
  if (!km) return { key: isOne ? "search.aroundAlone" : "search.aroundTheseAlone", words } as const;
  // Where no distance can be told, what is near is what is governed together.
  if (!communes.every(({ isLocated }) => isLocated))
    return { key: isOne ? "search.aroundEpci" : "search.aroundTheseEpci", words } as const;
  return { key: isOne ? "search.aroundKm" : "search.aroundTheseKm", words } as const;
}

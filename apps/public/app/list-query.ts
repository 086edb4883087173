import type { Search, SearchSort } from "@essaim/directory/search/search.schema";

/** What the address of a list can say. */
export type ListQuery = Partial<
  Pick<
    Search,
    | "q"
    | "sector"
    | "cost"
    | "skill"
    | "maturity"
    | "legalForm"
    | "department"
    | "resourceKind"
    | "licence"
    | "commune"
    | "km"
    | "sort"
    | "cursor"
  >
>;

/** Their names, French in every language: a shared address keeps its filters. */
export const parameterNames = {
  q: "q",
  sector: "secteur",
  cost: "cout",
  skill: "competence",
  maturity: "maturite",
  legalForm: "statut",
  department: "departement",
  resourceKind: "nature",
  licence: "licence",
  commune: "commune",
  km: "rayon",
  sort: "tri",
  cursor: "suite",
} as const satisfies Record<keyof ListQuery, string>;

export const sortWords: Record<SearchSort, string> = {
  relevance: "pertinence",
  fresh: "fraicheur",
  near: "proximite",
};

/** What goes without saying is left out, so that one list has one address. */
export function queryString(query: ListQuery): string {
  const address = new URLSearchParams();
  for (const name of Object.keys(parameterNames) as (keyof ListQuery)[]) {
    const value = query[name];
    if (value === undefined || value === "") continue;
    if (name === "sort") {
      if (query.sort && query.sort !== "relevance") address.set("tri", sortWords[query.sort]);
    } else if (name === "km") {
      if (query.commune && query.km !== 10) address.set("rayon", String(query.km));
    } else address.set(parameterNames[name], String(value));
  }
  const text = address.toString();
  return text && `?${text}`;
}

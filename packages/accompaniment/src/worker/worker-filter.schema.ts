import { communeCodePattern } from "@essaim/territory/communes/department.rules";
import { z } from "zod";
import { type ConditionGroup, readGroups, writeGroup } from "./worker-filter-condition.schema.ts";
import {
  type ColumnKey,
  readColumns,
  usualColumns,
  writeColumns,
} from "./worker-list-columns.schema.ts";

/** Words of the address bar for the values we name in English. */
const kindWords = {
  plateforme: "platform_worker",
  commun: "commons_contributor",
  "plateforme-et-commun": "both",
} as const;
const residenceWords = {
  "quartier-prioritaire": "priority",
  "hors-quartier": "outside",
  "non-renseigne": "unknown",
} as const;
const supportWords = { "en-cours": "current", termine: "ended", tous: "all" } as const;
const needWords = { "a-revoir": "review", "en-retard": "overdue" } as const;
/**
 * "review" when nobody met the person for as many weeks as the organisation says, "overdue" when the day of an
 * action is past.
 */
export type WorkerNeed = (typeof needWords)[keyof typeof needWords];
const sortWords = {
  nom: "name",
  rencontre: "lastMeeting",
  debut: "start",
  contrat: "contractEnd",
} as const;

function word<W extends Record<string, string>>(words: W) {
  return z
    .enum(Object.keys(words) as [keyof W & string])
    .transform((value) => words[value] as W[keyof W]);
}

/** People per page of the list. */
export const WORKERS_PER_PAGE = 25;

/**
 * The list of people as its address says it, in French; an absent field asks for nothing. All that is asked must be
 * so: the fields of the bar, and the groups of conditions, of which `between` says whether one is enough.
 */
export const workerFilterSchema = z
  // A word that means nothing, as an old bookmark may hold, counts as absent.
  .object({
    q: z.string().trim().max(100).catch("").default(""),
    profil: word(kindWords).optional().catch(undefined),
    /** "moi", "personne" or a membership. */
    accompagnement: z
      .union([z.enum(["moi", "personne"]), z.uuid()])
      .optional()
      .catch(undefined),
    lieu: word(residenceWords).optional().catch(undefined),
    commune: z.string().regex(communeCodePattern).optional().catch(undefined),
    etat: word(needWords).optional().catch(undefined),
    suivi: word(supportWords).catch("current").default("current"),
    /** One group of conditions each time it is there (`worker-filter-condition.schema.ts`). */
    groupe: z
      .array(z.string())
      .default([])
      .transform((texts) => readGroups(texts)),
    /** Must every group be so, or is one enough? */
    entre: z.enum(["et", "ou"]).catch("et").default("et"),
    /** Words joined by points, or one word each time it is there, as the boxes of a form are sent. */
    colonnes: z
      .array(z.string())
      .default([])
      .transform((texts) => readColumns(texts.join(".")))
      // No known column: an address mistyped, rather than a wish for none.
      .transform((columns) => (columns.length > 0 ? columns : [...usualColumns])),
    tri: z
      .string()
      .regex(/^-?(nom|rencontre|debut|contrat)$/)
      .catch("nom")
      .default("nom"),
    page: z.coerce.number().int().min(1).max(100_000).catch(1).default(1),
  })
  .transform(({ q, profil, accompagnement, lieu, commune, etat, suivi, ...rest }) => ({
    search: q,
    kind: profil,
    coach:
      accompagnement === "moi" ? "me" : accompagnement === "personne" ? "none" : accompagnement,
    residence: lieu,
    communeCode: commune,
    need: etat,
    support: suivi,
    groups: rest.groupe,
    // Between nothing and one group there is nothing to choose.
    between: rest.groupe.length > 1 && rest.entre === "ou" ? ("any" as const) : ("all" as const),
    columns: rest.colonnes,
    sort: sortWords[rest.tri.replace("-", "") as keyof typeof sortWords],
    descending: rest.tri.startsWith("-"),
    page: rest.page,
  }));

export type WorkerFilter = {
  search: string;
  kind: (typeof kindWords)[keyof typeof kindWords] | undefined;
  /** "me", "none" or a membership. */
  coach: string | undefined;
  residence: (typeof residenceWords)[keyof typeof residenceWords] | undefined;
  communeCode: string | undefined;
  need: WorkerNeed | undefined;
  support: (typeof supportWords)[keyof typeof supportWords];
  groups: ConditionGroup[];
  between: "all" | "any";
  columns: ColumnKey[];
  sort: (typeof sortWords)[keyof typeof sortWords];
  descending: boolean;
  page: number;
};

/** Everybody accompanied now, by name. */
export const noFilter: WorkerFilter = workerFilterSchema.parse({});

/** The filter that an address says. */
export function readFilter(parameters: URLSearchParams): WorkerFilter {
  return workerFilterSchema.parse({
    ...Object.fromEntries(parameters),
    groupe: parameters.getAll("groupe"),
    colonnes: parameters.getAll("colonnes"),
  });
}

function wordOf(words: Record<string, string>, value: string | undefined): string | undefined {
  return Object.keys(words).find((key) => words[key] === value);
}

/** The values of the filter's fields that hold one word, by field name, as the address writes them. */
export function filterWords(filter: WorkerFilter): Record<string, string> {
  const words: Record<string, string | undefined> = {
    q: filter.search,
    profil: wordOf(kindWords, filter.kind),
    accompagnement: { me: "moi", none: "personne" }[filter.coach ?? ""] ?? filter.coach,
    lieu: wordOf(residenceWords, filter.residence),
    commune: filter.communeCode,
    etat: wordOf(needWords, filter.need),
    suivi: wordOf(supportWords, filter.support),
    entre: filter.between === "any" ? "ou" : "et",
    colonnes: writeColumns(filter.columns),
    tri: `${filter.descending ? "-" : ""}${wordOf(sortWords, filter.sort)}`,
    page: String(filter.page),
  };
  return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, value ?? ""]));
}

/** The parameters of a filter's address, leaving out what goes without saying. */
export function filterParameters(filter: WorkerFilter): [name: string, value: string][] {
  const usual = filterWords(noFilter);
  return [
    ...Object.entries(filterWords(filter)).filter(([name, value]) => value !== usual[name]),
    ...filter.groups.map((group): [string, string] => ["groupe", writeGroup(group)]),
  ];
}

/**
 * The query string of a filter, `?` included, leaving out what goes without saying. Changing anything
 * but the page goes back to the first one.
 */
export function filterQuery(filter: WorkerFilter, change: Partial<WorkerFilter> = {}): string {
  const query = new URLSearchParams(filterParameters({ ...filter, page: 1, ...change })).toString();
  return query ? `?${query}` : "";
}

/** Does the filter keep anybody apart? Its order, columns and page do not. */
export function isNarrowed(filter: WorkerFilter): boolean {
  const { sort, descending, columns, page } = noFilter;
  return filterQuery({ ...filter, sort, descending, columns, page }) !== "";
}

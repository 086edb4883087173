import { z } from "zod";

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
/** "review" when nobody met the person for six weeks, "overdue" when the day of their next step is past. */
export type WorkerNeed = (typeof needWords)[keyof typeof needWords];
const sortWords = { nom: "name", rencontre: "lastMeeting", debut: "start" } as const;

function word<W extends Record<string, string>>(words: W) {
  return z
    .enum(Object.keys(words) as [keyof W & string])
    .transform((value) => words[value] as W[keyof W]);
}

/** People per page of the list. */
export const WORKERS_PER_PAGE = 25;

/** The list of people as its address says it, in French; an absent field asks for nothing. */
export const workerFilterSchema = z
  .object({
    q: z.string().trim().max(100).default(""),
    profil: word(kindWords).optional(),
    /** "moi", "personne" or a membership. */
    accompagnement: z.union([z.enum(["moi", "personne"]), z.uuid()]).optional(),
    lieu: word(residenceWords).optional(),
    commune: z
      .string()
      .regex(/^([0-9]{2}|2[AB])[0-9]{3}$/)
      .optional(),
    etat: word(needWords).optional(),
    suivi: word(supportWords).default("current"),
    tri: z
      .string()
      .regex(/^-?(nom|rencontre|debut)$/)
      .default("nom"),
    page: z.coerce.number().int().min(1).max(100_000).default(1),
  })
  .transform(({ q, profil, accompagnement, lieu, commune, etat, suivi, tri, page }) => ({
    search: q,
    kind: profil,
    coach:
      accompagnement === "moi" ? "me" : accompagnement === "personne" ? "none" : accompagnement,
    residence: lieu,
    communeCode: commune,
    need: etat,
    support: suivi,
    sort: sortWords[tri.replace("-", "") as keyof typeof sortWords],
    descending: tri.startsWith("-"),
    page,
  }));

export type WorkerFilter = z.output<typeof workerFilterSchema>;

/** Everybody accompanied now, by name. */
export const noFilter: WorkerFilter = workerFilterSchema.parse({});

function wordOf(words: Record<string, string>, value: string | undefined): string | undefined {
  return Object.keys(words).find((key) => words[key] === value);
}

/** The values of the filter form's fields, by field name, as the address writes them. */
export function filterWords(filter: WorkerFilter): Record<string, string> {
  const words: Record<string, string | undefined> = {
    q: filter.search,
    profil: wordOf(kindWords, filter.kind),
    accompagnement: { me: "moi", none: "personne" }[filter.coach ?? ""] ?? filter.coach,
    lieu: wordOf(residenceWords, filter.residence),
    commune: filter.communeCode,
    etat: wordOf(needWords, filter.need),
    suivi: wordOf(supportWords, filter.support),
    tri: `${filter.descending ? "-" : ""}${wordOf(sortWords, filter.sort)}`,
    page: String(filter.page),
  };
  return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, value ?? ""]));
}

/**
 * The query string of a filter, `?` included, leaving out what goes without saying. Changing anything
 * but the page goes back to the first one.
 */
export function filterQuery(filter: WorkerFilter, change: Partial<WorkerFilter> = {}): string {
  const usual = filterWords(noFilter);
  const wanted = filterWords({ ...filter, page: 1, ...change });
  const parameters = Object.entries(wanted).filter(([key, value]) => value !== usual[key]);
  const query = new URLSearchParams(parameters).toString();
  return query ? `?${query}` : "";
}

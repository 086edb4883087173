import { z } from "zod";

const day = z.iso
  .date({ error: "Indiquez une date valable, par exemple 31/12/2026.", abort: true })
  .refine((date) => date >= "1990-01-01" && date <= "2100-12-31", {
    error: "Vérifiez l’année de cette date.",
  });

/**
 * What a dashboard of the team is asked, as its address says it. Nothing is left out in silence: a figure of another
 * period than the one typed would be a wrong figure.
 */
export const teamFilterSchema = z
  .object({
    du: day.optional(),
    au: day.optional(),
    /** A grant, whose period is read. */
    financement: z.uuid({ error: "Choisissez un financement de la liste." }).optional(),
    /** "moi", "personne" (nobody yet) or a membership. */
    accompagnement: z
      .string()
      .refine((word) => word === "moi" || word === "personne" || z.uuid().safeParse(word).success, {
        error: "Choisissez quelqu’un de la liste.",
      })
      .optional(),
    page: z.coerce.number().int().min(1).max(100_000).catch(1).default(1),
  })
  .refine(({ du, au }) => !du || !au || du <= au, {
    path: ["au"],
    error:
      "Cette période se termine avant de commencer\u202f: choisissez un dernier jour plus tardif.",
  })
  .refine(({ du, au, financement }) => !financement || (!du && !au), {
    path: ["financement"],
    error: "Choisissez un financement ou des dates, pas les deux.",
  })
  .transform(({ du, au, financement, accompagnement, page }) => ({
    from: du,
    to: au,
    grantId: financement,
    coach:
      accompagnement === "moi"
        ? ("me" as const)
        : accompagnement === "personne"
          ? ("none" as const)
          : accompagnement,
    page,
  }));
export type TeamFilter = z.output<typeof teamFilterSchema>;

/** The words of a filter's address, leaving out what is not asked and the page. */
export function teamFilterWords(filter: TeamFilter): Record<string, string> {
  const words = {
    du: filter.from,
    au: filter.to,
    financement: filter.grantId,
    accompagnement: filter.coach && ({ me: "moi", none: "personne" }[filter.coach] ?? filter.coach),
  };
  return Object.fromEntries(
    Object.entries(words).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
}

export const ROWS_PER_PAGE = 50;

/** What may be late, with the word of its page's address. */
export const delayKinds = {
  renewal: "cape-a-renouveler",
  deadline: "echeances-proches",
  overdue: "echeances-depassees",
  untold: "rendez-vous-a-raconter",
  action: "actions-en-retard",
} as const;
export type DelayKind = keyof typeof delayKinds;
export const delayKeys = Object.keys(delayKinds) as DelayKind[];

/** Days ahead within which a deadline is told. */
export const DEADLINE_DAYS = 90;
/** Days during which somebody met is « seen lately ». */
export const SEEN_DAYS = 28;

/** What a report needs and a file may lack, with the word of its page's address. */
export const missingKinds = {
  residenceToCheck: "adresse-a-verifier",
  residence: "lieu-de-vie",
  gender: "genre",
  birth: "naissance",
  education: "formation",
  exitReason: "motif-de-sortie",
  exitDestination: "destination-de-sortie",
  untold: "rendez-vous-a-raconter",
  attendance: "presences-d-atelier",
  contributionEvidence: "preuve-de-contribution",
  expenseEvidence: "piece-de-depense",
  expenseSplit: "repartition-de-depense",
  figure: "chiffres-declares",
} as const;
export type MissingKind = keyof typeof missingKinds;
export const missingKeys = Object.keys(missingKinds) as MissingKind[];
/** Those listed here: expenses have a list of their own. */
export type ListedKind = Exclude<MissingKind, "expenseEvidence" | "expenseSplit">;
export const listedKeys = missingKeys.filter(
  (kind): kind is ListedKind => kind !== "expenseEvidence" && kind !== "expenseSplit",
);

/** The kind that a word of an address says, if any. */
export function kindOfWord<K extends string>(
  kinds: Readonly<Record<K, string>>,
  word: string | undefined,
): K | undefined {
  return (Object.keys(kinds) as K[]).find((kind) => kinds[kind] === word);
}

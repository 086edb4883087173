import { z } from "zod";
import { type Sector, sectors } from "../activity.schema.ts";
import { licenceStatuses } from "../licence.rules.ts";
import { type ResourceKind, resourceKinds } from "../open-resource.schema.ts";
import type { Label } from "../publication.schema.ts";
import { longestSearch, type Part } from "../published.rules.ts";
import type { Licence } from "../published-record.queries.ts";
import { cursorSchema } from "./cursor.ts";

export const searchKinds = ["all", "activity", "resource"] as const;

/**
 * - `relevance`: the best answers to the words; where there are none, the nearest to the commune, or the freshest.
 * - `fresh`: last confirmed first.
 * - `near`: nearest to the commune first; without a commune, like `relevance`.
 */
export const searchSorts = ["relevance", "fresh", "near"] as const;
export type SearchSort = (typeof searchSorts)[number];

/** By what it takes at least to start, in euros. */
export const costBrackets = ["none", "to_500", "to_2000", "to_10000", "over_10000"] as const;
export type CostBracket = (typeof costBrackets)[number];
export const costBracketLabels: Record<CostBracket, Label> = {
  none: { fr: "Rien à débourser", en: "Nothing to pay" },
  to_500: { fr: "Jusqu’à 500 €", en: "Up to €500" },
  to_2000: { fr: "De 500 à 2 000 €", en: "€500 to €2,000" },
  to_10000: { fr: "De 2 000 à 10 000 €", en: "€2,000 to €10,000" },
  over_10000: { fr: "Plus de 10 000 €", en: "Over €10,000" },
};

/** Kilometres around a commune; 0 is the commune alone. */
export const radii = [0, 10, 25, 50] as const;

export const facetNames = [
  "sector",
  "cost",
  "skill",
  "maturity",
  "legalForm",
  "department",
  "resourceKind",
  "licence",
] as const;
export type FacetName = (typeof facetNames)[number];

/** Results on one page of the directory. */
export const resultsPerPage = 20;

/** Up to here answers are counted one by one; beyond, « plus de 1 000 ». */
export const countedUpTo = 1000;

/** A few words on one line; emptied, nothing is asked. PostgreSQL refuses the NUL character, and nobody types one. */
const optionalLine = z
  .string()
  .max(100)
  .transform((typed) => typed.replace(/[\p{Cc}\s]+/gu, " ").trim() || undefined)
  .optional();

const codeSchema = z.string().regex(/^[a-z][a-z_]{0,29}$/);

/**
 * A search of the public directory: pages, feeds and API share it. Words that are too long are cut: a pasted page is
 * still a search.
 */
export const searchSchema = z.object({
  q: z
    .string()
    .default("")
    .transform((typed) =>
      typed
        .replace(/[\p{Cc}\s]+/gu, " ")
        .trim()
        .slice(0, longestSearch),
    ),
  kind: z.enum(searchKinds).default("all"),
  sector: z.enum(sectors).optional(),
  cost: z.enum(costBrackets).optional(),
  /** A skill as it is written, whatever its accents and capitals. */
  skill: optionalLine,
  maturity: codeSchema.optional(),
  legalForm: codeSchema.optional(),
  /** Code of a département: « 59 », « 2A ». */
  department: z
    .string()
    .regex(/^(\d{2,3}|2[AB])$/)
    .optional(),
  resourceKind: z.enum(resourceKinds).optional(),
  licence: z.enum(licenceStatuses).optional(),
  /** Its name, a postcode, « Lille (59) », or its INSEE code: between brackets, it is never read as a postcode. */
  commune: optionalLine,
  km: z.coerce.number().pipe(z.literal(radii)).default(10),
  sort: z.enum(searchSorts).default("relevance"),
  limit: z.coerce.number().int().min(1).max(100).default(resultsPerPage),
  /** Where a page begins, as `next` or `previous` of another said; it holds for the same search only. */
  cursor: cursorSchema.optional(),
});
export type Search = z.output<typeof searchSchema>;

export type Place = { code: string; name: string };
/** A commune of the register; without its centre, what is around it is its intercommunality. */
export type NamedCommune = Place & { departmentCode: string; isLocated: boolean };

/** A commune as `commune` takes it, and as no other can be read. */
export const writeCommune = ({ code, name = "" }: { code: string; name?: string }) =>
  `${name} (${code})`.trim();

/** How many: counted, counted on a sample, or more than that, which is as far as it is counted. */
export type Amount = { count: number; is: "exact" | "about" | "more" };

type FoundRecord = {
  id: string;
  slug: string;
  title: Part[];
  summary: Part[];
  /** The same in English, as far as it was translated. */
  english: { title: Part[] | null; summary: Part[] | null };
  /** Where the words were found, when neither title nor summary holds them. */
  excerpt: Part[] | null;
  /** Day it was last confirmed on, `YYYY-MM-DD`. */
  confirmedOn: string;
  isStale: boolean;
};
export type FoundActivity = FoundRecord & {
  kind: "activity";
  sector: Sector;
  /** Cents; null when unknown. */
  startupCostMinCents: number | null;
  startupCostMaxCents: number | null;
  places: Place[];
  /** From the commune asked for, when it is known; as the crow flies. */
  kilometres: number | null;
};
export type FoundResource = FoundRecord & {
  kind: "resource";
  resourceKind: ResourceKind;
  licence: Licence;
  /** Published activities built on it. */
  activityCount: number;
};
export type Found = FoundActivity | FoundResource;

export type FacetValue = {
  value: string;
  /** As written in the records, for skills, and the name of a département. */
  label?: string;
  count: number;
};
export type Facet = {
  values: FacetValue[];
  /** Beyond `countedUpTo` answers, a part of them is counted: the numbers are near, not exact. */
  isEstimated: boolean;
};

export type SearchResult = {
  results: Found[];
  /** Cursors of the pages after and before this one. */
  next: string | null;
  previous: string | null;
  /** All that answers the search and its filters, whatever the page. */
  total: Amount;
  /** The same, of one kind and of the other, the choice of the kind left aside. */
  kinds: { activity: Amount; resource: Amount };
  /** What each value of each filter would give, the filter itself left aside. */
  facets: Record<FacetName, Facet>;
  reading: {
    /** Words that no record holds, and those that were searched for instead. */
    corrections: { typed: string; read: string }[];
    /** Words searched for along with what was typed. */
    synonyms: { typed: string; others: string[] }[];
    /** What was typed, when none of it can be searched for: a letter alone, « le ». */
    ignored: string | null;
    /** Places that the words name. */
    places: Place[];
    /** Records that have some of the words were added, because none has them all (`none`), or few (`few`). */
    widened: "none" | "few" | null;
  };
  /** What `commune` was read as: nothing when it is not known, several when the name is shared. */
  communes: NamedCommune[] | null;
  /** When `commune` is not known: those that were perhaps meant. */
  communesAlike: NamedCommune[];
  /** When nothing answers: records whose name looks like what was typed. */
  suggestions: { kind: "activity" | "resource"; slug: string; title: string }[];
  /** When nothing answers there: communes around where something does, the nearest first. */
  nearby: (Place & { kilometres: number })[];
};

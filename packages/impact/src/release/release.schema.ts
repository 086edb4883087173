import { z } from "zod";
import type { PeopleClass } from "../disclosure/release.schema.ts";

const day = z.iso.date();
const bilingual = z.object({ fr: z.string(), en: z.string() });

/** How many people, on which day they were counted: a figure that cannot be shown again safely stays as it was. */
const shownTotalSchema = z.object({ people: z.number().int(), asOf: day });

const shownTableSchema = z.object({
  classes: z.custom<PeopleClass[]>((classes) => Array.isArray(classes)),
  asOf: day,
});
export type ShownTable = z.output<typeof shownTableSchema>;

/** Why a figure is not shown: too few people, or another release shows the people of its period. */
export const withheldReasons = ["small", "overlap", "not_released"] as const;
export type Withheld = (typeof withheldReasons)[number];

const releasedFigureSchema = z.object({
  key: z.string(),
  name: bilingual,
  definition: bilingual,
  unit: z.object({
    fr: z.tuple([z.string(), z.string()]),
    en: z.tuple([z.string(), z.string()]),
  }),
  counted: z.enum(["people", "events", "views", "euros", "minutes", "days", "share"]),
  source: z.enum(["records", "declared", "ratio"]),
  countsPeople: z.boolean(),
  /** null: withheld when `withheld` says why, otherwise nobody knows. Euros in cents. */
  value: z.number().nullable(),
  asOf: day.nullable(),
  withheld: z.enum(withheldReasons).nullable(),
  /** What a ratio divides by what. */
  parts: z.object({ numerator: z.number(), denominator: z.number() }).nullable(),
  target: z.number().nullable(),
  /** What was promised on the way, first day first. */
  milestones: z.array(z.object({ dueOn: day, value: z.number() })),
  /** Of the programme; null for none of them. */
  actionId: z.string().nullable(),
});
export type ReleasedFigure = z.output<typeof releasedFigureSchema>;

const monthsSchema = z.record(z.string(), z.array(z.object({ month: day, value: z.number() })));

/** What everybody may read of a release that is public, and its funder of any. Read as it was written, years later. */
const releaseContentSchema = z.object({
  /** Of this document; another one when its shape changes. */
  edition: z.literal(1),
  cutOffOn: day,
  /** Fewer people than this, and a class was not shown. */
  threshold: z.number().int(),
  header: z.object({
    organisationName: z.string(),
    grantTitle: z.string(),
    funderName: z.string(),
    programmeName: z.string(),
    programmeDescription: z.string(),
    startsOn: day,
    endsOn: day,
  }),
  actions: z.array(z.object({ id: z.string(), name: z.string(), description: z.string() })),
  people: z.object({
    total: shownTotalSchema.nullable(),
    tables: z.record(z.string(), shownTableSchema),
    neighbourhoods: z
      .object({
        /** By code; one that is not there is withheld, be it empty or not. */
        people: z.record(z.string(), z.number().int()),
        names: z.record(z.string(), z.string()),
        asOf: day,
      })
      .nullable(),
    /** Do the releases of another grant show the people of these months? Which one is not for others to know. */
    isElsewhere: z.boolean(),
  }),
  figures: z.array(releasedFigureSchema),
  /** What nobody is counted in, month by month from the beginning: 'YYYY-MM-01'. */
  months: monthsSchema,
  contributions: z.array(z.object({ kind: z.string(), contributions: z.number().int() })),
});
export type ReleaseContent = z.output<typeof releaseContentSchema>;

export const readContent = (kept: unknown): ReleaseContent => releaseContentSchema.parse(kept);

/** What the funder of the grant alone reads besides. Whole cents. */
const releaseDetailsSchema = z.object({
  edition: z.literal(1),
  money: z.object({
    awardedCents: z.number().nullable(),
    receivedCents: z.number(),
    paidCents: z.number(),
    committedCents: z.number(),
    /** By line of the budget, in its order. */
    lines: z.array(
      z.object({
        account: z.string(),
        label: z.string(),
        plannedCents: z.number(),
        paidCents: z.number(),
        committedCents: z.number(),
      }),
    ),
  }),
  figures: z.array(releasedFigureSchema),
  /** Of these figures, as in the content. */
  months: monthsSchema,
});
export type ReleaseDetails = z.output<typeof releaseDetailsSchema>;

export const readDetails = (kept: unknown): ReleaseDetails => releaseDetailsSchema.parse(kept);

const isTicked = z
  .literal("on")
  .optional()
  .transform((value) => value === "on");

const releaseDay = z.iso.date({ error: "Indiquez le jour d’arrêté, par exemple 30/09/2026." });

/** The form that releases: for the funder, and for everybody when the box is ticked. */
export const releaseFormSchema = z.object({ cutOffOn: releaseDay, isPublic: isTicked });

export const makeReleaseSchema = z.object({
  grantId: z.uuid(),
  cutOffOn: releaseDay,
  isPublic: z.boolean(),
});
export type MakeRelease = z.output<typeof makeReleaseSchema>;

/** `jour`, in the address: the day of which a preview is wanted. */
export const releaseDaySchema = z.object({ jour: day.optional() });

/** Why a release is refused, as the page says it beside the day. */
export const releaseRefusals = {
  not_awarded: "Ce financement n’est pas acquis\u202f: son financeur ne lit encore aucun chiffre.",
  before_period: "Ce jour est avant le début du financement.",
  after_period: "Ce jour est après la fin du financement.",
  in_future: "Ce jour n’est pas encore passé.",
  not_forward:
    "Des chiffres ont déjà été arrêtés à ce jour ou après. Un arrêté ne revient pas en arrière\u202f: choisissez un jour plus récent.",
} as const;
export type ReleaseRefusal = keyof typeof releaseRefusals;

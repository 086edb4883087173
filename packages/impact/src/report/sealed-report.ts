import { z } from "zod";

/** How the numbers of a column are written. Money in whole cents, time in minutes, a share as a part of one. */
const units = ["text", "number", "cents", "share", "minutes"] as const;
export type Unit = (typeof units)[number];

/** A word, a number of the column's unit, or nothing known. */
const cellSchema = z.union([z.string(), z.number(), z.null()]);
export type Cell = z.output<typeof cellSchema>;

const pointSchema = z.object({
  label: z.string(),
  /** null when it is withheld, or not known. */
  value: z.number().nullable(),
  target: z.number().nullable(),
  withheld: z.boolean(),
  isUnknown: z.boolean(),
});

const spotSchema = z.object({ x: z.number(), y: z.number() });
/** Of a class, from the palest; null for what is withheld. */
const toneSchema = z.int().min(1).max(5).nullable();

/** A map as it was drawn: contours that are corrected afterwards do not change it. */
const mapSchema = z.object({
  kind: z.literal("map"),
  title: z.string(),
  /** Where its contours come from. */
  note: z.string(),
  width: z.number(),
  height: z.number(),
  shapes: z.array(
    z.object({
      /** Of an SVG path in M, L and Z alone, by the even-odd rule. */
      path: z.string(),
      /** null, all three, for what is withheld, be it empty or not. */
      name: z.string().nullable(),
      value: z.number().nullable(),
      tone: toneSchema,
    }),
  ),
  labels: z.array(
    z.object({
      text: z.string(),
      at: spotSchema,
      /** There is room for it on a wide screen and on paper only. */
      isWide: z.boolean(),
      isValue: z.boolean(),
    }),
  ),
  keys: z.array(z.object({ tone: toneSchema, words: z.string() })),
  /** A length on the ground, as drawn. */
  scale: z.object({ length: z.number(), words: z.string() }),
});
export type MapPart = z.output<typeof mapSchema>;

/** What a chapter is made of: words and values, drawn by whoever shows them. */
const partSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("text"), text: z.string() }),
  z.object({ kind: z.literal("heading"), text: z.string() }),
  z.object({ kind: z.literal("quote"), text: z.string() }),
  z.object({ kind: z.literal("list"), items: z.array(z.string()) }),
  z.object({ kind: z.literal("facts"), facts: z.array(z.tuple([z.string(), z.string()])) }),
  z.object({
    kind: z.literal("table"),
    caption: z.string(),
    columns: z.array(z.object({ header: z.string(), unit: z.enum(units) })),
    rows: z.array(z.array(cellSchema)),
    /** Rows that add others up. */
    totals: z.array(z.number()),
  }),
  z.object({
    kind: z.literal("bars"),
    title: z.string(),
    unit: z.enum(units),
    /** Each is drawn as a part of its own target. */
    isAgainstTargets: z.boolean(),
    points: z.array(pointSchema),
  }),
  mapSchema,
]);
export type Part = z.output<typeof partSchema>;

const chapterSchema = z.object({ title: z.string(), parts: z.array(partSchema) });
export type ReportChapter = z.output<typeof chapterSchema>;

/** A figure by its key, so that what it becomes is told beside what was sealed. */
const keptFigureSchema = z.object({
  key: z.string(),
  name: z.string(),
  unit: z.enum(units),
  value: z.number().nullable(),
  /** The day it counts to, the cut-off or one before it; reports sealed without it say nothing. */
  asOf: z.iso.date().nullish(),
});
export type KeptFigure = z.output<typeof keptFigureSchema>;

/** Who and what a report is about, as its first page says it. */
export const headerSchema = z.object({
  organisationName: z.string(),
  grantTitle: z.string(),
  grantReference: z.string(),
  funderName: z.string(),
  programmeName: z.string(),
  startsOn: z.string(),
  endsOn: z.string(),
});
export type ReportHeader = z.output<typeof headerSchema>;

/** A report whole, as it is read and printed; a draft has no code and no day of approval. */
const reportContentSchema = z.object({
  title: z.string(),
  header: headerSchema,
  cutOffOn: z.string(),
  chapters: z.array(chapterSchema),
  figures: z.array(keptFigureSchema),
});
export type ReportContent = z.output<typeof reportContentSchema>;

/**
 * What is sealed: the words, figures, definitions and method of a report, and nothing that is looked for elsewhere when
 * it is read. Read in ten years as it was written.
 */
const sealedReportSchema = reportContentSchema.extend({
  /** Of this document; another one when its shape changes. */
  edition: z.literal(1),
  code: z.string(),
  approvedOn: z.string(),
});
export type SealedReport = z.output<typeof sealedReportSchema>;

export const readSealed = (text: string): SealedReport =>
  sealedReportSchema.parse(JSON.parse(text));

import { z } from "zod";
import { answersSchema } from "./report.schema.ts";
import type { CountedExpense } from "./report-differences.rules.ts";
import type { ReportFigures } from "./report-figures.rules.ts";

/** Who and what a report is about, as its first page says it. */
export const reportHeaderSchema = z.object({
  organisationName: z.string(),
  legalName: z.string(),
  siret: z.string().nullable(),
  funderName: z.string(),
  grantTitle: z.string(),
  grantReference: z.string(),
  grantStartsOn: z.string(),
  grantEndsOn: z.string(),
  programmeName: z.string(),
});
export type ReportHeader = z.output<typeof reportHeaderSchema>;

/**
 * What a report said when it was sent. Its figures are read as they were written: only their outline is checked, so
 * that a report of today is still read in ten years.
 */
const frozenSchema = z.object({
  /** Of this document; another one when its shape changes. */
  edition: z.literal(1),
  /** The edition of the official form; null for a free one. */
  officialForm: z.string().nullable(),
  frozenAt: z.string(),
  header: reportHeaderSchema,
  answers: answersSchema,
  figures: z.custom<ReportFigures>(
    (figures) => typeof figures === "object" && figures !== null && "rows" in figures,
  ),
  counted: z.custom<CountedExpense[]>((counted) => Array.isArray(counted)),
});
export type FrozenReport = z.output<typeof frozenSchema>;

export const readFrozen = (kept: unknown): FrozenReport => frozenSchema.parse(kept);

/** What a funder reads of it: not the expenses that it counts. */
const toldSchema = frozenSchema.omit({ counted: true });
export const readTold = (kept: unknown) => toldSchema.parse(kept);

import { z } from "zod";
import { workerKinds } from "../worker/worker.schema.ts";
import { isImportField } from "./import-field.schema.ts";

/** The choice for a word that stands for nothing: « non renseigné ». */
export const NOTHING = "";

/** One meaning that the words of a field may have. `code`: what our own rules know it by. */
export type Choice = { id: string; label: string; code?: string | null; aliases?: string[] };

/** The meanings of each field of words. */
export type Choices = Readonly<Record<string, readonly Choice[]>>;

const columnKey = z.string().regex(/^[1-9][0-9]{0,2}$/);

/** What each column is taken for, and what its words mean. Kept with the import. */
export const mappingSchema = z.object({
  sheet: z.int().min(0),
  /** Field by column, counted from 1; a column that is not here is ignored. */
  columns: z.record(columnKey, z.string().refine(isImportField)),
  /** Choice by word (`wordKey`), by column. */
  words: z.record(columnKey, z.record(z.string(), z.string())),
  /** What holds for everybody of whom the file says nothing. */
  everybody: z.object({
    kind: z.enum(workerKinds).nullable(),
    coachId: z.uuid().nullable(),
    supportedFrom: z.iso.date().nullable(),
  }),
});
export type Mapping = z.output<typeof mappingSchema>;

/** Columns by field, in their order. */
export function columnsByField(mapping: Pick<Mapping, "columns">): Map<string, number[]> {
  const byField = new Map<string, number[]>();
  for (const [column, field] of Object.entries(mapping.columns)) {
    byField.set(
      field,
      [...(byField.get(field) ?? []), Number(column)].sort((a, b) => a - b),
    );
  }
  return byField;
}

import { z } from "zod";

/** What was typed in a form, by field; several values for boxes that share a name. */
export type DraftFields = Record<string, string | string[]>;

/**
 * What a draft never keeps: what is sent once. The version stays, so that a text resumed over what somebody saved
 * meanwhile meets it.
 */
const draftless: ReadonlySet<string> = new Set(["submissionId", "intent"]);

/** What a draft keeps of the fields of a form. */
export function keptFields(fields: DraftFields): DraftFields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !draftless.has(name)));
}

/** Do two drafts hold the same text, whatever the order of their fields? */
export function isSameDraft(one: DraftFields, other: DraftFields): boolean {
  const told = (fields: DraftFields) => JSON.stringify(Object.entries(keptFields(fields)).sort());
  return told(one) === told(other);
}

/** Days after which a draft that nobody came back to is thrown away. */
export const DRAFT_DAYS = 30;

/** The address of a form, which is how its draft is found. */
export const draftFormSchema = z
  .string()
  .max(200)
  .regex(/^(\/[\w-]+)+$/);

const value = z.union([z.string().max(20_000), z.array(z.string().max(20_000)).max(500)]);

export const saveDraftSchema = z.object({
  form: draftFormSchema,
  /** The id that the form is sent under: once it is sent, it has no draft any more. */
  submissionId: z.uuid(),
  fields: z
    .record(z.string().max(60), value)
    .refine((fields) => Object.keys(fields).length <= 500)
    .transform(keptFields),
  /** When the latest draft that its author has seen was kept: a later one is not written over. */
  seenAt: z.coerce.date().nullable(),
});

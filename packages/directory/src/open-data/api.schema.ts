import { z } from "zod";
import { licenceSchema } from "./licence.schema.ts";
import { openActivitySchema, openResourceRecordSchema } from "./record.schema.ts";

/** Records that one answer holds. */
export const mostRecords = 100;
const limit = z.coerce
  .number()
  .int()
  .min(1)
  .max(mostRecords)
  .default(20)
  .describe("Records in one answer.");

const since = z
  .string()
  .regex(/^(\d{1,15}|\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))$/, {
    abort: true,
  })
  .refine((text) => /^\d+$/.test(text) || !Number.isNaN(Date.parse(text)))
  .default("0")
  .describe(
    "The `next` position of the last answer, or an instant (ISO 8601, with its time zone); nothing: from the beginning.",
  );

export const changesParameters = z.object({ since, limit });

export const slugParameters = z.object({
  slug: z.string().min(1).max(200).describe("As the record writes it."),
});

const answered = { licence: licenceSchema };
const next = z.url().nullable().describe("Where the following ones are; null at the end.");

export const activityAnswer = z.object({ ...answered, data: openActivitySchema });
export const resourceAnswer = z.object({ ...answered, data: openResourceRecordSchema });
export const activitiesAnswer = z.object({
  ...answered,
  total: z
    .object({ count: z.int(), is: z.enum(["exact", "about", "more"]) })
    .describe("All that answer, whatever the page; « more » is at least that many."),
  data: z.array(openActivitySchema),
  next,
});
export const resourcesAnswer = activitiesAnswer.extend({
  data: z.array(openResourceRecordSchema),
});

export const changeSchema = z
  .discriminatedUnion("change", [
    z.object({
      change: z.literal("update"),
      position: z.int(),
      record: z.discriminatedUnion("kind", [openActivitySchema, openResourceRecordSchema]),
    }),
    z.object({
      change: z.literal("deletion"),
      position: z.int(),
      kind: z.enum(["activity", "resource"]),
      id: z.uuid(),
      slug: z.string(),
      withdrawnAt: z.iso.datetime(),
    }),
  ])
  .describe(
    "A record as it now is, or one that is no longer published. Each record comes once, at its last change.",
  );
export type Change = z.output<typeof changeSchema>;

export const changesAnswer = z.object({
  ...answered,
  data: z.array(changeSchema),
  position: z
    .int()
    .describe(
      "To be given as `since` next time: nothing before it was missed, and none comes twice.",
    ),
  next,
});

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z
      .array(z.object({ parameter: z.string(), message: z.string() }))
      .optional()
      .describe("Which parameters could not be read."),
  })
  .describe("A refusal (RFC 9457).");

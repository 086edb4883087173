import { z } from "zod";
import { legalForms, maturities, sectors } from "../activity.schema.ts";
import { linkKinds } from "../content.schema.ts";
import { licenceStatuses } from "../licence.rules.ts";
import { resourceKinds } from "../open-resource.schema.ts";

const instant = z.iso.datetime().describe("Instant, ISO 8601, UTC.");
const cents = z.int().min(0).nullable().describe("Euro cents; null when unknown.");
const markdown = z.string().describe("Markdown; empty when nothing is said.");
const webAddress = z.url().nullable();

export const communeSchema = z
  .object({
    code: z.string().describe("INSEE code."),
    name: z.string(),
    lat: z.number().min(-90).max(90).nullable().describe("Degrees, WGS 84; of its centre."),
    lon: z.number().min(-180).max(180).nullable(),
  })
  .describe("A French municipality.");

const linkSchema = z.object({
  kind: z.enum(linkKinds),
  title: z.string(),
  url: z.string(),
});
const imageSchema = z.object({
  id: z.uuid(),
  url: z
    .url()
    .nullable()
    .describe("A WebP image, as large as there is; null while it is being made."),
  alt: z.string().describe("What the image shows."),
  credit: z.string(),
});

/** What every record says of itself. */
const common = {
  id: z.uuid().describe("Stays the same for the life of the record."),
  slug: z.string().describe("Last part of its address; an editor may change it."),
  url: z.url().describe("The page to read, in French."),
  summary: z.string(),
  publishedAt: instant.describe("Its first publication."),
  changedAt: instant.describe("The last change of what it says."),
  confirmedOn: z.iso.date().describe("When somebody who knows last said that it is true."),
  position: z.int().min(1).describe("Of its last change, among all changes."),
  organisation: z.object({
    name: z.string().describe("The cooperative that keeps the record."),
    websiteUrl: webAddress,
  }),
  links: z.array(linkSchema),
  images: z.array(imageSchema),
};

export const openActivitySchema = z
  .object({
    ...common,
    kind: z.literal("activity"),
    title: z.string(),
    sector: z.enum(sectors),
    maturity: z.enum(maturities).nullable(),
    description: markdown,
    requirements: markdown,
    steps: z.array(
      z.object({
        text: markdown,
        days: z.number().nullable().describe("Days it takes; halves are possible."),
        tools: z.string(),
      }),
    ),
    advantages: markdown,
    limits: markdown,
    income: markdown,
    startupCostMinCents: cents,
    startupCostMaxCents: cents,
    monthlyCostMinCents: cents,
    monthlyCostMaxCents: cents,
    peopleMin: z.int().nullable(),
    peopleMax: z.int().nullable(),
    space: z.string(),
    skills: z.array(z.string()),
    legalForms: z.array(z.enum(legalForms)),
    firstIncomeMinMonths: z.int().nullable(),
    firstIncomeMaxMonths: z.int().nullable(),
    figures: z.array(
      z.object({
        label: z.string(),
        cents: z.int(),
        year: z.int(),
        source: z.string(),
      }),
    ),
    supporters: z.array(z.object({ name: z.string(), url: z.string().nullable() })),
    questions: z.array(z.object({ text: z.string(), url: z.string().nullable() })),
    resources: z
      .array(
        z.object({
          id: z.uuid(),
          slug: z.string(),
          name: z.string(),
          usage: z.string().describe("What the activity does with it."),
        }),
      )
      .describe("Published open resources that it rests on."),
    locations: z
      .array(
        z.object({
          commune: communeSchema,
          sinceYear: z.int().nullable(),
          transferredFrom: communeSchema
            .nullable()
            .describe("Where it was taken up from: the lineage of the activity."),
          description: z.string(),
        }),
      )
      .describe("Where it works."),
    experiences: z
      .array(
        z.object({
          id: z.uuid(),
          displayName: z.string().describe("As its author wishes to be called."),
          commune: communeSchema.nullable(),
          sinceYear: z.int().nullable(),
          worked: z.string().describe("What worked."),
          didNot: z.string().describe("What did not."),
          publishedAt: instant,
        }),
      )
      .describe("Told by those who lived it, the latest first."),
    english: z
      .object({
        title: z.string(),
        summary: z.string(),
        description: markdown,
        requirements: markdown,
        advantages: markdown,
        limits: markdown,
      })
      .nullable()
      .describe("Null when it has not been translated."),
  })
  .describe("A simple economic activity that can be started.");
export type OpenActivity = z.output<typeof openActivitySchema>;

export const openResourceRecordSchema = z
  .object({
    ...common,
    kind: z.literal("resource"),
    name: z.string(),
    resourceKind: z.enum(resourceKinds),
    description: markdown,
    licenceExpression: z.string().nullable().describe("SPDX expression of the resource itself."),
    licenceStatus: z
      .enum(licenceStatuses)
      .describe("What the licence allows; anything but `free` lacks a freedom."),
    licenceNote: z.string(),
    websiteUrl: webAddress,
    sourceUrl: webAddress,
    documentationUrl: webAddress,
    usageGuide: markdown,
    contributionGuide: markdown,
    governance: markdown,
    needs: markdown,
    activities: z
      .array(z.object({ id: z.uuid(), slug: z.string(), title: z.string(), usage: z.string() }))
      .describe("Published activities built on it."),
    english: z
      .object({
        name: z.string(),
        summary: z.string(),
        description: markdown,
        usageGuide: markdown,
        contributionGuide: markdown,
      })
      .nullable()
      .describe("Null when it has not been translated."),
  })
  .describe("An open resource: software, hardware, knowledge, data, platform or place.");
export type OpenResource = z.output<typeof openResourceRecordSchema>;

export type OpenRecord = OpenActivity | OpenResource;

import { z } from "zod";
import { searchSchema } from "../search/search.schema.ts";

const { shape } = searchSchema;

const common = {
  q: shape.q.describe("Words, in French; spelling mistakes and synonyms are understood."),
  near: z
    .string()
    .regex(/^(\d{5}|2[AB]\d{3}|-?\d{1,2}(\.\d{1,9})?,-?\d{1,3}(\.\d{1,9})?)$/)
    .optional()
    .describe("A commune by its INSEE code, or the one nearest to « latitude,longitude »."),
  radius: shape.km.describe("Kilometres around `near`: 0, 10, 25 or 50."),
  sort: shape.sort.describe("Best answers, last confirmed or nearest first."),
  limit: shape.limit.describe("Records in one answer."),
  cursor: shape.cursor.describe("From the `next` of the answer before."),
};

/** What `GET /api/v1/activities` can be asked. */
export const activitiesParameters = z.object({
  ...common,
  sector: shape.sector,
  cost: shape.cost.describe("What it takes at least to start."),
  skill: shape.skill,
  maturity: shape.maturity,
  legalForm: shape.legalForm,
  department: shape.department.describe("Code of a département where it works."),
});

/** What `GET /api/v1/resources` can be asked. */
export const resourcesParameters = z.object({
  ...common,
  kind: shape.resourceKind,
  licence: shape.licence.describe("What its licence allows."),
});

/** What the feed can be asked: of everything, of a sector, or of a search. */
export const feedParameters = activitiesParameters
  .pick({ q: true, sector: true, skill: true, maturity: true, department: true })
  .extend(resourcesParameters.pick({ kind: true }).shape);

import { lastChange } from "@essaim/database/record";
import { defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import {
  type ActivityInput,
  activityFilterSchema,
  type PublicationStatus,
} from "./activity.schema.ts";
import { describeLicence, type LicenceDescription } from "./licence.rules.ts";
import type { ResourceKind } from "./open-resource.schema.ts";
import { orderOf, pageOf, showsWords } from "./publication.queries.ts";
import { pageSize } from "./publication.schema.ts";

export type ActivityResource = {
  openResourceId: string;
  name: string;
  kind: ResourceKind;
  status: PublicationStatus;
  licence: LicenceDescription;
  /** How the activity uses it. */
  usage: string;
};

export type ActivityLocation = {
  communeCode: string;
  communeName: string;
  departmentCode: string;
  sinceYear: number | null;
  /** The commune it travelled from; null where it began. */
  transferredFrom: { code: string; name: string; departmentCode: string } | null;
  description: string;
};

/** An activity as its form takes it, with what is known of its resources and of its communes. */
export type ActivityRecord = Omit<ActivityInput, "resources" | "locations"> & {
  id: string;
  version: number;
  slug: string;
  status: PublicationStatus;
  publishedAt: Date | null;
  updatedAt: Date;
  updatedByName: string | null;
  resources: ActivityResource[];
  locations: ActivityLocation[];
};

/** One page of the organisation's activities, drafts included, each with its communes, oldest first. A page past the end gives the last one. */
export const listActivities = defineQuery({
  name: "listActivities",
  permission: "directory:read",
  input: activityFilterSchema,
  run: async ({ db, input }) => {
    let found = db.selectFrom("activity as a");
    if (input.status) found = found.where("a.status", "=", input.status);
    if (input.sector) found = found.where("a.sector", "=", input.sector);
    if (input.search) found = found.where(showsWords("a.title", "a.search", input.search));
    const { total } = await found
      .select(({ fn }) => fn.countAll<number>().as("total"))
      .executeTakeFirstOrThrow();
    const { page, pageCount, offset } = pageOf(input.page, total);
    const rows = await found
      .select(["a.id", "a.title", "a.summary", "a.sector", "a.status", "a.updated_at as updatedAt"])
      .select(
        sql<string[]>`array(
          select c.name from activity_location l join commune c on c.code = l.commune_code
          where l.organisation_id = a.organisation_id and l.activity_id = a.id
          order by l.since_year nulls last, fold(c.name))`.as("places"),
      )
      .orderBy(orderOf(input.sort, "a.title", "a.updated_at"))
      .orderBy("a.id")
      .limit(pageSize)
      .offset(offset)
      .execute();
    return { activities: rows, total, page, pageCount };
  },
});

/**
 * One activity with the resources it rests on and the places where it works.
 * @throws NotFound when the organisation has no such activity
 */
export const getActivity = defineQuery({
  name: "getActivity",
  permission: "directory:read",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }) => await loadActivity(db, input.id),
});

export async function loadActivity(db: Tx, id: string): Promise<ActivityRecord> {
  const row = await db.selectFrom("activity").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new NotFound("No such activity");
  const { changedBy } = await lastChange(db, row);
  return {
    id: row.id,
    version: row.version,
    slug: row.slug,
    title: row.title,
    summary: row.summary,
    sector: row.sector,
    description: row.description,
    requirements: row.requirements,
    steps: row.steps as ActivityInput["steps"],
    advantages: row.advantages,
    limits: row.limits,
    startupCostMinCents: row.startup_cost_min_cents,
    startupCostMaxCents: row.startup_cost_max_cents,
    monthlyCostMinCents: row.monthly_cost_min_cents,
    monthlyCostMaxCents: row.monthly_cost_max_cents,
    peopleMin: row.people_min,
    peopleMax: row.people_max,
    space: row.space,
    skills: row.skills as ActivityInput["skills"],
    legalForms: row.legal_forms as ActivityInput["legalForms"],
    firstIncomeMinMonths: row.first_income_min_months,
    firstIncomeMaxMonths: row.first_income_max_months,
    maturity: row.maturity,
    income: row.income,
    figures: row.figures as ActivityInput["figures"],
    supporters: row.supporters as ActivityInput["supporters"],
    questions: row.questions as ActivityInput["questions"],
    links: row.links as ActivityInput["links"],
    images: row.images as ActivityInput["images"],
    english: row.english as ActivityInput["english"],
    status: row.status,
    publishedAt: row.published_at,
    updatedAt: row.updated_at,
    updatedByName: changedBy,
    resources: await resourcesOf(db, id),
    locations: await locationsOf(db, id),
  };
}

async function resourcesOf(db: Tx, activityId: string): Promise<ActivityResource[]> {
  const rows = await db
    .selectFrom("activity_resource as ar")
    .innerJoin("open_resource as r", (join) =>
      join
        .onRef("r.organisation_id", "=", "ar.organisation_id")
        .onRef("r.id", "=", "ar.open_resource_id"),
    )
    .where("ar.activity_id", "=", activityId)
    .select(["r.id", "r.name", "r.kind", "r.status", "r.licence_expression", "ar.usage"])
    .orderBy(sql`fold(r.name)`)
    .orderBy("r.id")
    .execute();
  return rows.map((row) => ({
    openResourceId: row.id,
    name: row.name,
    kind: row.kind,
    status: row.status,
    licence: describeLicence(row.licence_expression),
    usage: row.usage,
  }));
}

async function locationsOf(db: Tx, activityId: string): Promise<ActivityLocation[]> {
  const rows = await db
    .selectFrom("activity_location as l")
    .innerJoin("commune as c", "c.code", "l.commune_code")
    .leftJoin("commune as o", "o.code", "l.transferred_from_commune_code")
    .where("l.activity_id", "=", activityId)
    .select([
      "c.code as communeCode",
      "c.name as communeName",
      "c.department_code as departmentCode",
      "l.since_year as sinceYear",
      "o.code as originCode",
      "o.name as originName",
      "o.department_code as originDepartment",
      "l.description",
    ])
    .orderBy(sql`l.since_year nulls last`)
    .orderBy(sql`fold(c.name)`)
    .orderBy("c.code")
    .execute();
  return rows.map(({ originCode, originName, originDepartment, ...place }) => ({
    ...place,
    transferredFrom:
      originCode && originName && originDepartment
        ? { code: originCode, name: originName, departmentCode: originDepartment }
        : null,
  }));
}

/** Skills told so that they are written the same way. */
const mostSkills = 12;
/** Communes suggested while typing: past it, a list weighs more than it helps. */
const mostSuggestions = 1500;

/**
 * What the form of an activity offers: the resources of the organisation, and communes worth suggesting
 * (those with a priority neighbourhood or an activity), and the skills named most. Any other may be typed.
 */
export const getActivityChoices = defineQuery({
  name: "getActivityChoices",
  permission: "directory:write",
  input: z.object({}),
  run: async ({ db }) => {
    const resources = await db
      .selectFrom("open_resource")
      .select(["id", "name", "kind", "status"])
      .orderBy(sql`fold(name)`)
      .orderBy("id")
      .execute();
    const communes = await db
      .selectFrom("commune as c")
      .select(["c.code", "c.name", "c.department_code as departmentCode"])
      .where(({ or, exists, selectFrom }) =>
        or([
          exists(
            selectFrom("neighbourhood_commune as n")
              .select("n.commune_code")
              .whereRef("n.commune_code", "=", "c.code"),
          ),
          exists(
            selectFrom("activity_location as l")
              .select("l.commune_code")
              .whereRef("l.commune_code", "=", "c.code"),
          ),
        ]),
      )
      .orderBy(sql`fold(c.name)`)
      .orderBy("c.code")
      .limit(mostSuggestions)
      .execute();
    const { rows: skills } = await sql<{ skill: string }>`
      select skill from activity cross join jsonb_array_elements_text(skills) as skill
      group by skill order by count(*) desc, skill limit ${mostSkills}`.execute(db);
    return { resources, communes, skills: skills.map(({ skill }) => skill) };
  },
});

type ResourceChoice = {
  id: string;
  name: string;
  kind: ResourceKind;
  status: PublicationStatus;
};

export type ActivityChoices = {
  resources: ResourceChoice[];
  communes: { code: string; name: string; departmentCode: string }[];
  skills: string[];
};

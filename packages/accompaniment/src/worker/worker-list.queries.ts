import { today } from "@essaim/database/today";
import { can, type MemberActor } from "@essaim/identity/actor";
import { defineQuery, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { type ListValue, type WorkerListKey, workerLists } from "../list/value-list.schema.ts";
import type { StageKind } from "../pathway/stage.schema.ts";
import { type Coach, coachesOf } from "./worker.queries.ts";
import { isToReview } from "./worker.rules.ts";
import type { Residence, WorkerKind } from "./worker.schema.ts";
import {
  contractEndsOn,
  idsInOrder,
  keptBy,
  lastMetOn,
  type Reader,
  stageOn,
} from "./worker-filter.queries.ts";
import { WORKERS_PER_PAGE, workerFilterSchema } from "./worker-filter.schema.ts";
import {
  type ConditionGroup,
  criterionOf,
  sensitiveLists,
} from "./worker-filter-condition.schema.ts";
import { type ColumnKey, columnsFor, isListColumn } from "./worker-list-columns.schema.ts";

export type WorkerRow = {
  id: string;
  givenName: string;
  familyName: string;
  kind: WorkerKind;
  residence: Residence;
  communeName: string | null;
  departmentCode: string | null;
  neighbourhoodName: string | null;
  coachName: string | null;
  phone: string | null;
  email: string | null;
  birthOn: string | null;
  birthYear: number | null;
  supportedFrom: string;
  supportedUntil: string | null;
  /** Null before the first stage begins. */
  stage: StageKind | null;
  lastMeetingOn: string | null;
  /** The last day of the latest CAPE, while nothing follows it. */
  contractEndsOn: string | null;
  /** The open action that is due first. */
  nextStep: string | null;
  nextStepOn: string | null;
  toReview: boolean;
  /** Labels of what is answered in the lists asked for; nothing when the list is not shown. */
  values: Partial<Record<WorkerListKey, string[]>>;
  resources: string[];
};

/** The names behind the ids and codes that conditions are about. */
export type FilterNames = Record<string, string>;

/** People of one page of the list, how many the filter keeps in all, and what the bar of filters offers. */
export const listWorkers = defineQuery({
  name: "listWorkers",
  permission: "worker:read",
  input: workerFilterSchema,
  run: async ({ db, actor, input }) => {
    const reader = readerOf(actor);
    const { people, total, isApproximate } = await keptBy(db, input, reader);
    const pageCount = Math.max(1, Math.ceil(total / WORKERS_PER_PAGE));
    // An old bookmark may ask for a page that is no longer there: show the last one.
    const page = Math.min(input.page, pageCount);
    const ids = await idsInOrder(db, people, input, {
      limit: WORKERS_PER_PAGE,
      offset: (page - 1) * WORKERS_PER_PAGE,
    });
    const columns = columnsFor(actor.role, input.columns);
    return {
      workers: await rowsOf(db, ids, columns, reader),
      total,
      /** None bears the name searched: these are spelt almost so. */
      isApproximate,
      page,
      pageCount,
      columns,
      coaches: await coachesOf(db),
      communes: await communesLivedIn(db),
      names: await namesIn(db, input.groups, actor),
      /** Answers of lists that the actor reads of their own people only, and by which the filter chooses. */
      partlyClosed:
        actor.role === "manager"
          ? []
          : sensitiveLists(input.groups).map((key) => workerLists[key].name),
    };
  },
});

/** What the page of conditions offers, by type of criterion. */
export type FilterChoices = {
  coaches: Coach[];
  communes: { code: string; name: string; departmentCode: string }[];
  neighbourhoods: { code: string; name: string }[];
  resources: { id: string; name: string }[];
  /** For whoever may import only. */
  imports: { id: string; fileName: string; writtenAt: Date }[];
  /** Retired answers too, for the files that say them. */
  values: (ListValue & { key: WorkerListKey; isRetired: boolean })[];
};

/** What conditions may be about in this organisation: places where people live, commons they use, lists… */
export const getFilterChoices = defineQuery({
  name: "getFilterChoices",
  permission: "worker:read",
  input: workerFilterSchema,
  run: async ({ db, actor, input }): Promise<FilterChoices & { total: number }> => ({
    total: (await keptBy(db, input, readerOf(actor))).total,
    coaches: await coachesOf(db),
    communes: await communesLivedIn(db),
    neighbourhoods: await db
      .selectFrom("neighbourhood as n")
      .where(sql<boolean>`n.code in (select w.neighbourhood_code from worker w)`)
      .select(["n.code", "n.name"])
      .orderBy(sql`fold(n.name)`)
      .execute(),
    resources: await db
      .selectFrom("open_resource as r")
      .where(sql<boolean>`r.id in (select wr.open_resource_id from worker_resource wr)`)
      .select(["r.id", "r.name"])
      .orderBy(sql`fold(r.name)`)
      .orderBy("r.id")
      .execute(),
    imports: can(actor, "worker:import") ? await writtenImports(db) : [],
    values: await db
      .selectFrom("list_value as v")
      .where("v.list_key", "in", Object.keys(workerLists))
      .select(["v.id", "v.code", "v.label", "v.list_key as key"])
      .select(sql<boolean>`v.retired_at is not null`.as("isRetired"))
      .orderBy("v.position")
      .orderBy(sql`fold(v.label)`)
      .orderBy("v.id")
      .$castTo<FilterChoices["values"][number]>()
      .execute(),
  }),
});

async function writtenImports(db: Tx): Promise<FilterChoices["imports"]> {
  return await db
    .selectFrom("worker_import as i")
    .where("i.status", "=", "written")
    .select(["i.id", "i.file_name as fileName", "i.written_at as writtenAt"])
    .orderBy("i.written_at", "desc")
    .limit(50)
    .$castTo<FilterChoices["imports"][number]>()
    .execute();
}

/** People who can be ticked on one page. */
const MOST_TICKED = 200;

/** Whom one may give to a colleague: how many the filter keeps, those that can be ticked, and the colleagues. */
export const getAssignForm = defineQuery({
  name: "getAssignForm",
  permission: "worker:write",
  input: workerFilterSchema,
  run: async ({ db, actor, input }) => {
    const reader = readerOf(actor);
    const { people, total, isApproximate } = await keptBy(db, input, reader);
    const ids = isApproximate ? [] : await idsInOrder(db, people, input, { limit: MOST_TICKED });
    return {
      total: isApproximate ? 0 : total,
      workers: await rowsOf(db, ids, [], reader),
      coaches: await coachesOf(db),
    };
  },
});

/** Who asks for a list today. */
export function readerOf(actor: { membershipId: string; role: string }): Reader {
  return { membershipId: actor.membershipId, role: actor.role, day: today() };
}

/**
 * What the list shows of some people, in their order.
 * @param columns those to be shown, already cut to what the reader may see (`columnsFor`)
 */
export async function rowsOf(
  db: Tx,
  ids: readonly string[],
  columns: readonly ColumnKey[],
  { day }: Reader,
): Promise<WorkerRow[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("worker as w")
    .innerJoin("organisation as o", "o.id", "w.organisation_id")
    .leftJoin("commune as c", "c.code", "w.commune_code")
    .leftJoin("neighbourhood as n", "n.code", "w.neighbourhood_code")
    .leftJoin("membership as m", (join) =>
      join.onRef("m.organisation_id", "=", "w.organisation_id").onRef("m.id", "=", "w.coach_id"),
    )
    .leftJoin("user_account as u", "u.id", "m.user_id")
    .leftJoinLateral(
      (lateral) =>
        lateral
          .selectFrom("plan_action as a")
          .whereRef("a.organisation_id", "=", "w.organisation_id")
          .whereRef("a.worker_id", "=", "w.id")
          .where("a.done_on", "is", null)
          .where("a.dropped_on", "is", null)
          .orderBy("a.due_on", (by) => by.asc().nullsLast())
          .orderBy("a.id")
          .limit(1)
          .select(["a.label", "a.due_on"])
          .as("step"),
      (join) => join.onTrue(),
    )
    .where(sql<boolean>`w.id = any (${[...ids]}::uuid[])`)
    .select([
      "w.id",
      "w.given_name as givenName",
      "w.family_name as familyName",
      "w.kind",
      "w.residence",
      "c.name as communeName",
      "c.department_code as departmentCode",
      "n.name as neighbourhoodName",
      "u.full_name as coachName",
      "w.phone",
      "w.email",
      "w.birth_on as birthOn",
      "w.birth_year as birthYear",
      "w.supported_from as supportedFrom",
      "w.supported_until as supportedUntil",
      "step.label as nextStep",
      "step.due_on as nextStepOn",
      "o.review_after_weeks as reviewAfterWeeks",
      // For somebody who came back, not their first coming.
      sql<string | null>`(select max(p.starts_on) from support_period p
        where p.organisation_id = w.organisation_id and p.worker_id = w.id and p.starts_on <= ${day})`.as(
        "cameOn",
      ),
      lastMetOn.as("lastMeetingOn"),
      contractEndsOn.as("contractEndsOn"),
      stageOn(day).as("stage"),
    ])
    .execute();
  const values = await valuesOf(db, ids, columns.filter(isListColumn));
  const resources = columns.includes("resources") ? await resourcesOf(db, ids) : new Map();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    const { reviewAfterWeeks, stage, cameOn, ...rest } = row;
    const support = { ...rest, supportedFrom: cameOn ?? rest.supportedFrom };
    return {
      ...rest,
      stage: stage as StageKind | null,
      toReview: isToReview(support, day, reviewAfterWeeks),
      values: values.get(id) ?? {},
      resources: resources.get(id) ?? [],
    };
  });
}

async function valuesOf(db: Tx, ids: readonly string[], keys: readonly WorkerListKey[]) {
  const byWorker = new Map<string, Partial<Record<WorkerListKey, string[]>>>();
  if (keys.length === 0) return byWorker;
  const rows = await db
    .selectFrom("worker_value as wv")
    .innerJoin("list_value as v", (join) =>
      join.onRef("v.organisation_id", "=", "wv.organisation_id").onRef("v.id", "=", "wv.value_id"),
    )
    .where(sql<boolean>`wv.worker_id = any (${[...ids]}::uuid[])`)
    .where("wv.moment", "=", "now")
    .where("wv.list_key", "in", [...keys])
    .orderBy("v.position")
    .orderBy(sql`fold(v.label)`)
    .select(["wv.worker_id", "wv.list_key", "v.label"])
    .execute();
  for (const { worker_id, list_key, label } of rows) {
    const said = byWorker.get(worker_id) ?? {};
    const key = list_key as WorkerListKey;
    said[key] = [...(said[key] ?? []), label];
    byWorker.set(worker_id, said);
  }
  return byWorker;
}

async function resourcesOf(db: Tx, ids: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom("worker_resource as wr")
    .innerJoin("open_resource as r", (join) =>
      join
        .onRef("r.organisation_id", "=", "wr.organisation_id")
        .onRef("r.id", "=", "wr.open_resource_id"),
    )
    .where(sql<boolean>`wr.worker_id = any (${[...ids]}::uuid[])`)
    .orderBy(sql`fold(r.name)`)
    .select(["wr.worker_id", "r.name"])
    .execute();
  const byWorker = new Map<string, string[]>();
  for (const { worker_id, name } of rows) {
    byWorker.set(worker_id, [...(byWorker.get(worker_id) ?? []), name]);
  }
  return byWorker;
}

/** The communes where somebody lives, by name. */
async function communesLivedIn(db: Tx) {
  return await db
    .selectFrom("commune as c")
    .where(sql<boolean>`c.code in (select w.commune_code from worker w)`)
    .select(["c.code", "c.name", "c.department_code as departmentCode"])
    .orderBy(sql`fold(c.name)`)
    .execute();
}

/** What conditions are about, by the id or code that they name it with. What is no longer there has no name. */
async function namesIn(
  db: Tx,
  groups: readonly ConditionGroup[],
  actor: MemberActor,
): Promise<FilterNames> {
  const asked = (type: string) =>
    groups.flatMap(({ conditions }) =>
      conditions
        .filter(({ about }) => criterionOf(about).type === type)
        .flatMap(({ values }) => values.filter((value) => value !== "me" && value !== "unknown")),
    );
  const found: { id: string; name: string }[] = [];
  const coaches = asked("coach");
  if (coaches.length > 0) {
    found.push(
      ...(await db
        .selectFrom("membership as m")
        .innerJoin("user_account as u", "u.id", "m.user_id")
        .where("m.id", "in", coaches)
        .select(["m.id", "u.full_name as name"])
        .execute()),
    );
  }
  const answers = asked("list");
  if (answers.length > 0) {
    found.push(
      ...(await db
        .selectFrom("list_value")
        .where("id", "in", answers)
        .select(["id", "label as name"])
        .execute()),
    );
  }
  const communes = asked("commune");
  if (communes.length > 0) {
    found.push(
      ...(await db
        .selectFrom("commune")
        .where("code", "in", communes)
        .select(["code as id", sql<string>`name || ' (' || department_code || ')'`.as("name")])
        .execute()),
    );
  }
  const neighbourhoods = asked("neighbourhood");
  if (neighbourhoods.length > 0) {
    found.push(
      ...(await db
        .selectFrom("neighbourhood")
        .where("code", "in", neighbourhoods)
        .select(["code as id", "name"])
        .execute()),
    );
  }
  const resources = asked("resource");
  if (resources.length > 0) {
    found.push(
      ...(await db
        .selectFrom("open_resource")
        .where("id", "in", resources)
        .select(["id", "name"])
        .execute()),
    );
  }
  const imports = asked("import");
  if (imports.length > 0 && can(actor, "worker:import")) {
    found.push(
      ...(await db
        .selectFrom("worker_import")
        .where("id", "in", imports)
        .select(["id", "file_name as name"])
        .execute()),
    );
  }
  return Object.fromEntries(found.map(({ id, name }) => [id, name]));
}

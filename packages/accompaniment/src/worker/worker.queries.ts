import type { DB } from "@essaim/database/schema";
import { today } from "@essaim/database/today";
import { defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { type SelectQueryBuilder, sql } from "kysely";
import { z } from "zod";
import type { MeetingPlace } from "../meeting/meeting.schema.ts";
import {
  isToReview,
  LIKENESS,
  nextStepOf,
  REVIEW_AFTER_WEEKS,
  searchTerms,
  weeksBefore,
} from "./worker.rules.ts";
import type { Residence, WorkerKind } from "./worker.schema.ts";
import {
  WORKERS_PER_PAGE,
  type WorkerFilter,
  type WorkerNeed,
  workerFilterSchema,
} from "./worker-filter.schema.ts";
import { likeness } from "./worker-search.queries.ts";

/** Somebody who accompanies: a membership and its name. */
export type Coach = { id: string; name: string };

export type WorkerRow = {
  id: string;
  givenName: string;
  familyName: string;
  kind: WorkerKind;
  residence: Residence;
  communeName: string | null;
  neighbourhoodName: string | null;
  coachName: string | null;
  supportedFrom: string;
  supportedUntil: string | null;
  lastMeetingOn: string | null;
  toReview: boolean;
};

export type WorkerRecord = {
  id: string;
  version: number;
  givenName: string;
  familyName: string;
  kind: WorkerKind;
  birthOn: string | null;
  birthYear: number | null;
  email: string | null;
  phone: string | null;
  addressLine: string | null;
  postcode: string | null;
  communeCode: string | null;
  communeName: string | null;
  departmentCode: string | null;
  residence: Residence;
  neighbourhoodCode: string | null;
  neighbourhoodName: string | null;
  supportedFrom: string;
  supportedUntil: string | null;
  coachId: string | null;
  coachName: string | null;
  /** The commons that their work relies on. */
  resources: { id: string; name: string }[];
  /** Every identifying trace is removed: there is nothing left to edit. */
  isAnonymised: boolean;
  updatedAt: Date;
  updatedByName: string | null;
};

export type WorkerMeeting = {
  id: string;
  heldOn: string;
  durationMinutes: number;
  place: MeetingPlace;
  coachName: string;
  summary: string;
  nextStep: string;
  nextStepOn: string | null;
};

const byId = z.object({ id: z.uuid() });

/** People of one page of the list, how many the filter keeps in all, and what the filters offer. */
export const listWorkers = defineQuery({
  name: "listWorkers",
  permission: "worker:read",
  input: workerFilterSchema,
  run: async ({ db, actor, input }) => {
    const day = today();
    const asWritten = filtered(db, input, actor.membershipId, day);
    const written = await count(asWritten);
    // Nobody of that name: those whose name is spelt almost so.
    const like = written === 0 ? likeness(input.search) : null;
    const kept = like
      ? filtered(db, { ...input, search: "" }, actor.membershipId, day).where(like, ">=", LIKENESS)
      : asWritten;
    const total = like ? await count(kept) : written;
    const pageCount = Math.max(1, Math.ceil(total / WORKERS_PER_PAGE));
    // An old bookmark may ask for a page that is no longer there: show the last one.
    const page = Math.min(input.page, pageCount);
    const rows = await sorted(kept, input)
      .leftJoin("commune as c", "c.code", "w.commune_code")
      .leftJoin("neighbourhood as n", "n.code", "w.neighbourhood_code")
      .leftJoin("membership as m", (join) =>
        join.onRef("m.organisation_id", "=", "w.organisation_id").onRef("m.id", "=", "w.coach_id"),
      )
      .leftJoin("user_account as u", "u.id", "m.user_id")
      .select([
        "w.id",
        "w.given_name as givenName",
        "w.family_name as familyName",
        "w.kind",
        "w.residence",
        "c.name as communeName",
        "n.name as neighbourhoodName",
        "u.full_name as coachName",
        "w.supported_from as supportedFrom",
        "w.supported_until as supportedUntil",
        lastMeetingOn.as("lastMeetingOn"),
      ])
      .limit(WORKERS_PER_PAGE)
      .offset((page - 1) * WORKERS_PER_PAGE)
      .execute();
    const communes = await db
      .selectFrom("commune as c")
      .where(({ exists, selectFrom }) =>
        exists(selectFrom("worker as w").select("w.id").whereRef("w.commune_code", "=", "c.code")),
      )
      .select(["c.code", "c.name", "c.department_code as departmentCode"])
      .orderBy(sql`fold(c.name)`)
      .execute();
    return {
      workers: rows.map(
        (row): WorkerRow => ({
          ...row,
          toReview: isToReview(row, day),
        }),
      ),
      total,
      /** None bears the name searched: these are spelt almost so. */
      isApproximate: like !== null && total > 0,
      page,
      pageCount,
      coaches: await coachesOf(db),
      communes,
    };
  },
});

async function count(people: ReturnType<typeof filtered>): Promise<number> {
  const { total } = await people
    .select(({ fn }) => fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return total;
}

/** Correlated: the index on (organisation, worker, day) answers it for the rows that are shown. */
const lastMeetingOn = sql<string | null>`(
  select max(t.held_on) from meeting t
  where t.organisation_id = w.organisation_id and t.worker_id = w.id)`;

function filtered(db: Tx, filter: WorkerFilter, me: string, day: string) {
  let query = db.selectFrom("worker as w");
  for (const term of searchTerms(filter.search)) {
    const literal = term.replace(/[\\%_]/g, "\\$&");
    query = query.where(sql<boolean>`w.search_text like '%' || fold(${literal}) || '%'`);
  }
  if (filter.kind) query = query.where("w.kind", "=", filter.kind);
  if (filter.residence) query = query.where("w.residence", "=", filter.residence);
  if (filter.communeCode) query = query.where("w.commune_code", "=", filter.communeCode);
  if (filter.coach === "none") query = query.where("w.coach_id", "is", null);
  else if (filter.coach) {
    query = query.where("w.coach_id", "=", filter.coach === "me" ? me : filter.coach);
  }
  if (filter.need) query = needing(query, filter.need, day);
  if (filter.support === "ended") query = query.where("w.supported_until", "<", day);
  if (filter.support === "current") {
    query = query.where(({ or, eb }) =>
      or([eb("w.supported_until", "is", null), eb("w.supported_until", ">=", day)]),
    );
  }
  return query;
}

/** People accompanied that day whom the home page counts: to be met again, or whose next step is overdue. */
function needing(
  query: SelectQueryBuilder<DB & { w: DB["worker"] }, "w", object>,
  need: WorkerNeed,
  day: string,
) {
  const supported = query
    .where("w.supported_from", "<=", day)
    .where(({ or, eb }) =>
      or([eb("w.supported_until", "is", null), eb("w.supported_until", ">=", day)]),
    );
  if (need === "review") {
    const since = weeksBefore(day, REVIEW_AFTER_WEEKS);
    return supported.where(sql<boolean>`coalesce(${lastMeetingOn}, w.supported_from) < ${since}`);
  }
  return supported.where(sql<boolean>`exists (
    select from plan_action a
    where a.organisation_id = w.organisation_id and a.worker_id = w.id
      and a.done_on is null and a.dropped_on is null and a.due_on < ${day})`);
}

function sorted(query: ReturnType<typeof filtered>, { sort, descending }: WorkerFilter) {
  const direction = descending ? "desc" : "asc";
  if (sort === "start") query = query.orderBy("w.supported_from", direction);
  if (sort === "lastMeeting") {
    // Whoever was never met has waited the longest.
    query = query.orderBy(lastMeetingOn, (by) =>
      descending ? by.desc().nullsLast() : by.asc().nullsFirst(),
    );
  }
  const byName = sort === "name" ? direction : "asc";
  return query
    .orderBy(sql`fold(w.family_name)`, byName)
    .orderBy(sql`fold(w.given_name)`, byName)
    .orderBy("w.id", byName);
}

/**
 * A person's file: who they are, the commons they rely on and the meetings held with them, newest first.
 * @param input.meetings how many meetings at most
 * @throws NotFound when the organisation has no such person
 */
export const getWorker = defineQuery({
  name: "getWorker",
  permission: "worker:read",
  input: byId.extend({ meetings: z.int().min(1).default(20) }),
  run: async ({ db, input }) => {
    const worker = await loadWorker(db, input.id);
    const rows = await db
      .selectFrom("meeting as t")
      .innerJoin("membership as m", (join) =>
        join.onRef("m.organisation_id", "=", "t.organisation_id").onRef("m.id", "=", "t.coach_id"),
      )
      .innerJoin("user_account as u", "u.id", "m.user_id")
      .leftJoin("plan_action as a", (join) =>
        join
          .onRef("a.organisation_id", "=", "t.organisation_id")
          .onRef("a.meeting_id", "=", "t.id"),
      )
      .where("t.worker_id", "=", input.id)
      .where("t.attendance", "=", "present")
      .orderBy("t.held_on", "desc")
      .orderBy("t.id", "desc")
      .limit(input.meetings)
      .select(({ fn }) => [
        "t.id",
        "t.held_on as heldOn",
        "t.duration_minutes as durationMinutes",
        "t.place",
        "u.full_name as coachName",
        "t.summary",
        sql<string>`coalesce(a.label, '')`.as("nextStep"),
        "a.due_on as nextStepOn",
        fn.countAll<number>().over().as("total"),
      ])
      .execute();
    const meetings = rows.map(({ total, ...row }): WorkerMeeting => row);
    const day = today();
    return {
      worker,
      meetings,
      meetingCount: rows[0]?.total ?? 0,
      nextStep: nextStepOf(meetings),
      toReview: isToReview({ ...worker, lastMeetingOn: meetings[0]?.heldOn ?? null }, day),
    };
  },
});

/**
 * What the form of a person needs: the person if they have a file, who may accompany them, and the communes
 * where people already live.
 * @throws NotFound when the organisation has no such person, or their file is anonymised
 */
export const getWorkerForm = defineQuery({
  name: "getWorkerForm",
  permission: "worker:write",
  input: z.object({ id: z.uuid().nullable() }),
  run: async ({ db, input }) => {
    const worker = input.id ? await loadWorker(db, input.id) : null;
    if (worker?.isAnonymised) throw new NotFound("An anonymised file is not edited");
    const communes = await db
      .selectFrom("commune as c")
      .where(({ exists, selectFrom }) =>
        exists(selectFrom("worker as w").select("w.id").whereRef("w.commune_code", "=", "c.code")),
      )
      .select(["c.code", "c.name", "c.department_code as departmentCode"])
      .orderBy(sql`fold(c.name)`)
      .execute();
    return { worker, coaches: await coachesOf(db, worker?.coachId), communes };
  },
});

export type Homonym = {
  id: string;
  name: string;
  communeName: string | null;
  birthYear: number | null;
};

/** At most five files that bear the same name, accents and capitals aside. */
export async function homonymsOf(
  db: Tx,
  { givenName, familyName }: { givenName: string; familyName: string },
): Promise<Homonym[]> {
  return await db
    .selectFrom("worker as w")
    .leftJoin("commune as c", "c.code", "w.commune_code")
    .where(sql<boolean>`fold(w.family_name) = fold(${familyName})`)
    .where(sql<boolean>`fold(w.given_name) = fold(${givenName})`)
    .select(["w.id", sql<string>`w.given_name || ' ' || w.family_name`.as("name")])
    .select(["c.name as communeName", "w.birth_year as birthYear"])
    .orderBy("w.id")
    .limit(5)
    .execute();
}

/** Who may accompany a person today, by name. */
export const listCoaches = defineQuery({
  name: "listCoaches",
  permission: "worker:read",
  input: z.object({}),
  run: async ({ db }) => await coachesOf(db),
});

/**
 * Coaches and managers of the organisation whose membership has not ended, by name.
 * @param kept a membership offered whatever it has become, since the record already names it
 */
export async function coachesOf(db: Tx, kept?: string | null): Promise<Coach[]> {
  return await db
    .selectFrom("membership as m")
    .innerJoin("user_account as u", "u.id", "m.user_id")
    .where(({ or, and, eb }) =>
      or([
        and([eb("m.role", "in", ["coach", "manager"]), eb("m.ended_at", "is", null)]),
        ...(kept ? [eb("m.id", "=", kept)] : []),
      ]),
    )
    .select(["m.id", "u.full_name as name"])
    .orderBy(sql`fold(u.full_name)`)
    .orderBy("m.id")
    .execute();
}

/** One person's record with the names behind its codes. Throws NotFound. */
export async function loadWorker(db: Tx, id: string): Promise<WorkerRecord> {
  const row = await db
    .selectFrom("worker as w")
    .leftJoin("commune as c", "c.code", "w.commune_code")
    .leftJoin("neighbourhood as n", "n.code", "w.neighbourhood_code")
    .leftJoin("membership as m", (join) =>
      join.onRef("m.organisation_id", "=", "w.organisation_id").onRef("m.id", "=", "w.coach_id"),
    )
    .leftJoin("user_account as u", "u.id", "m.user_id")
    .leftJoin("membership as em", (join) =>
      join
        .onRef("em.organisation_id", "=", "w.organisation_id")
        .onRef("em.id", "=", "w.updated_by"),
    )
    .leftJoin("user_account as eu", "eu.id", "em.user_id")
    .where("w.id", "=", id)
    .select([
      "w.id",
      "w.version",
      "w.given_name as givenName",
      "w.family_name as familyName",
      "w.kind",
      "w.birth_on as birthOn",
      "w.birth_year as birthYear",
      "w.email",
      "w.phone",
      "w.address_line as addressLine",
      "w.postcode",
      "w.commune_code as communeCode",
      "c.name as communeName",
      "c.department_code as departmentCode",
      "w.residence",
      "w.neighbourhood_code as neighbourhoodCode",
      "n.name as neighbourhoodName",
      "w.supported_from as supportedFrom",
      "w.supported_until as supportedUntil",
      "w.coach_id as coachId",
      "u.full_name as coachName",
      "w.updated_at as updatedAt",
      "eu.full_name as updatedByName",
    ])
    .select(sql<boolean>`w.anonymised_at is not null`.as("isAnonymised"))
    .executeTakeFirst();
  if (!row) throw new NotFound("No such worker");
  return { ...row, resources: await resourcesOf(db, id) };
}

/** The commons that a person relies on, by name. */
export async function resourcesOf(
  db: Tx,
  workerId: string,
): Promise<{ id: string; name: string }[]> {
  return await db
    .selectFrom("worker_resource as wr")
    .innerJoin("open_resource as r", (join) =>
      join
        .onRef("r.organisation_id", "=", "wr.organisation_id")
        .onRef("r.id", "=", "wr.open_resource_id"),
    )
    .where("wr.worker_id", "=", workerId)
    .select(["r.id", "r.name"])
    .orderBy(sql`fold(r.name)`)
    .orderBy("r.id")
    .execute();
}

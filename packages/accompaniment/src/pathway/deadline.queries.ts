import { daysAfter } from "@essaim/database/today";
import { defineQuery, type Tx } from "@essaim/identity/operation";
import { type RawBuilder, type SqlBool, sql } from "kysely";
import { z } from "zod";
import { type Deadline, deadlinesOf } from "./deadline.rules.ts";
import { type DatedStage, stagesOf } from "./stage.queries.ts";
import { CAPE_RENEWALS } from "./stage.rules.ts";

export type WorkerDeadline = Pick<Deadline, "kind" | "on" | "sentence"> & {
  workerId: string;
  workerName: string;
  coachId: string | null;
};

/**
 * Deadlines of contracts that come within some days, or are gone by with nothing done: CAPE to renew or at
 * their end, associates to become. Soonest first.
 * @param input.scope "mine" for the people whom the actor accompanies, "everyone" for the organisation's
 * @param input.day the day it is, `YYYY-MM-DD`
 * @param input.withinDays how far ahead, 90 when it is left out
 */
export const listDeadlines = defineQuery({
  name: "listDeadlines",
  permission: "worker:read",
  input: z.object({
    scope: z.enum(["mine", "everyone"]),
    day: z.iso.date(),
    withinDays: z.int().min(0).max(1100).default(90),
  }),
  run: async ({ db, actor, input }) =>
    await deadlinesWithin(db, {
      coachId: input.scope === "mine" ? actor.membershipId : null,
      day: input.day,
      withinDays: input.withinDays,
    }),
});

/** The same for another query: `coachId` null for the whole organisation. */
export async function deadlinesWithin(
  db: Tx,
  { coachId, day, withinDays }: { coachId: string | null; day: string; withinDays: number },
): Promise<WorkerDeadline[]> {
  const found = deadlinesAmong({
    ...{ day, withinDays },
    people: coachId ? sql`w.coach_id = ${coachId}::uuid` : sql`true`,
  });
  return await told(db, found, day);
}

/** `people`: a condition on the worker `w`. */
type Asked = { people: RawBuilder<SqlBool>; day: string; withinDays: number };

/** How many deadlines the people of each coach have, by kind, and gone by or not: `on` is the day of one of them. */
export async function countDeadlines(db: Tx, asked: Asked) {
  const { rows } = await sql<
    Pick<Deadline, "kind" | "on"> & { coachId: string | null; count: number }
  >`
    select coach_id as "coachId", kind, min(on_day) as "on", count(*) as count
    from (${deadlinesAmong(asked)}) d group by 1, 2, on_day < ${asked.day}::date`.execute(db);
  return rows;
}

/**
 * A page of the deadlines that are so, soonest first, and how many they are.
 * @param which a condition on `d.kind` and `d.on_day`
 */
export async function pageOfDeadlines(
  db: Tx,
  {
    which,
    limit,
    offset,
    ...asked
  }: Asked &
    Record<"limit" | "offset", number> & {
      which: RawBuilder<SqlBool>;
    },
) {
  const all = sql`select d.* from (${deadlinesAmong(asked)}) d where ${which}`;
  const page = sql`${all} order by d.on_day, d.worker_id limit ${limit} offset ${offset}`;
  const { rows } = await sql<{ total: number }>`
    select count(*) as total from (${all}) d`.execute(db);
  return { rows: await told(db, page, asked.day), total: rows[0]?.total ?? 0 };
}

/** Deadlines found, told by the rules, soonest first. */
async function told(db: Tx, found: RawBuilder<unknown>, day: string): Promise<WorkerDeadline[]> {
  const { rows } = await sql<Omit<WorkerDeadline, "sentence">>`
    select d.worker_id as "workerId", d.name as "workerName", d.coach_id as "coachId", d.kind, d.on_day as "on"
    from (${found}) d order by d.on_day, d.worker_id`.execute(db);
  const stages = await stagesOf(
    db,
    rows.map(({ workerId }) => workerId),
  );
  return rows.flatMap((row) => {
    const own = deadlinesOf(stages.get(row.workerId) ?? ([] as DatedStage[]), day);
    const deadline = own.find(({ kind, on }) => kind === row.kind && on === row.on);
    return deadline ? [{ ...row, sentence: deadline.sentence }] : [];
  });
}

/**
 * The deadlines of some people that come by a day, as deadline.rules.ts says, of pathways that stage.rules.ts accepted.
 * What each passage is due is kept beside it (migration 059). Found once for the whole organisation, and not again for
 * each person of a coach.
 */
const deadlinesAmong = ({ people, day, withinDays }: Asked) => sql`
  with found as materialized (
    select p.worker_id, p.cape_term_on as on_day,
      case when p.cape_term_on < ${day}::date or p.cape_renewals >= ${CAPE_RENEWALS} then 'cape_end' else 'cape_renewal' end as kind
    from support_period p where p.cape_term_on <= ${daysAfter(day, withinDays)}::date
    union all
    select p.worker_id, p.associate_by, 'associate'
    from support_period p where p.associate_by <= ${daysAfter(day, withinDays)}::date)
  select f.worker_id, f.on_day, f.kind, w.coach_id, w.given_name || ' ' || w.family_name as name
  from found f join worker w on w.id = f.worker_id
  where w.anonymised_at is null and ${people}`;

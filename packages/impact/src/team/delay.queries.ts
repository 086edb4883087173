import { countDeadlines, pageOfDeadlines } from "@essaim/accompaniment/pathway/deadline.queries";
import { isSupported } from "@essaim/accompaniment/worker/worker-filter.queries";
import { defineQuery, type Tx } from "@essaim/identity/operation";
import { type RawBuilder, type SqlBool, sql } from "kysely";
import { z } from "zod";
import { isOf, type Whose, whoseIs } from "./coach-scope.queries.ts";
import { type DeadlineDelay, kindOfDeadline } from "./delay.rules.ts";
import {
  DEADLINE_DAYS,
  type DelayKind,
  delayKeys,
  ROWS_PER_PAGE,
  type TeamFilter,
} from "./team-filter.schema.ts";

/** One thing that is late, or soon will be. */
export type Delay = {
  /** Of the meeting or the action; of the person for a deadline. */
  id: string;
  workerId: string;
  workerName: string;
  /** Its day, gone by or to come. */
  on: string;
  /** What is to be done: the sentence of a deadline, the words of an action; none for a meeting. */
  text: string;
  coachName: string | null;
};

/** Meetings of a day gone by that nobody has told. */
const untold = (day: string, whose: Whose) => sql`
  select t.id, t.worker_id, t.held_on as day, '' as text, t.coach_id
  from meeting t
  join worker w on w.organisation_id = t.organisation_id and w.id = t.worker_id
  where t.attendance = 'expected' and t.held_on < ${day} and w.anonymised_at is null and ${isOf(whose, "t.coach_id")}`;

/** Actions of the plans of people accompanied, whose day is past. */
const lateActions = (day: string, whose: Whose) => sql`
  select a.id, a.worker_id, a.due_on as day, a.label as text, w.coach_id
  from plan_action a
  join worker w on w.organisation_id = a.organisation_id and w.id = a.worker_id
  where a.done_on is null and a.dropped_on is null and a.due_on < ${day}
    and w.anonymised_at is null and ${isSupported(day)} and ${isOf(whose, "w.coach_id")}`;

const recordsOf = (kind: "untold" | "action", day: string, whose: Whose) =>
  kind === "untold" ? untold(day, whose) : lateActions(day, whose);

/** Deadlines of the contracts of people: `d`, under what each calls for, as `kindOfDeadline` says. */
const deadlineAs = (kind: DeadlineDelay, day: string) =>
  ({
    overdue: sql<SqlBool>`d.on_day < ${day}::date`,
    renewal: sql<SqlBool>`(d.on_day >= ${day}::date and d.kind = 'cape_renewal')`,
    deadline: sql<SqlBool>`(d.on_day >= ${day}::date and d.kind <> 'cape_renewal')`,
  })[kind];

const deadlinesAsked = (whose: Whose, day: string) => ({
  ...{ day, withinDays: DEADLINE_DAYS, people: isOf(whose, "w.coach_id") },
});

/** How much is late, by whoever accompanies the person or was to hold the meeting. */
export async function countDelays(db: Tx, whose: Whose, day: string) {
  const counts = new Map<string | null, Partial<Record<DelayKind, number>>>();
  const add = (coachId: string | null, kind: DelayKind, more: number) => {
    const charge = counts.get(coachId) ?? {};
    counts.set(coachId, { ...charge, [kind]: (charge[kind] ?? 0) + more });
  };
  for (const { coachId, count, ...deadline } of await countDeadlines(
    db,
    deadlinesAsked(whose, day),
  ))
    add(coachId, kindOfDeadline(deadline, day), count);
  for (const kind of ["untold", "action"] as const) {
    const { rows } = await sql<{ coachId: string | null; late: number }>`
      select coach_id as "coachId", count(*) as late from (${recordsOf(kind, day, whose)}) r
      group by 1`.execute(db);
    for (const { coachId, late } of rows) add(coachId, kind, late);
  }
  return counts;
}

/** What is behind a number of delays, the oldest first. */
export const listDelays = defineQuery({
  name: "listDelays",
  permission: "worker:read",
  input: z.object({
    kind: z.enum(delayKeys as [DelayKind, ...DelayKind[]]),
    coach: z.custom<TeamFilter["coach"]>(),
    day: z.iso.date(),
    page: z.int().min(1),
  }),
  run: async ({ db, actor, input: { kind, coach, day, page } }) => {
    const whose = whoseIs(actor, coach);
    const offset = (page - 1) * ROWS_PER_PAGE;
    const found =
      kind === "untold" || kind === "action"
        ? await listRecords(db, recordsOf(kind, day, whose), offset)
        : await listDeadlinesAs(db, kind, whose, day, offset);
    return { ...found, page, pageCount: Math.max(1, Math.ceil(found.total / ROWS_PER_PAGE)) };
  },
});

async function listRecords(db: Tx, records: RawBuilder<unknown>, offset: number) {
  const { rows } = await sql<Delay>`
    select r.id, r.worker_id as "workerId", w.given_name || ' ' || w.family_name as "workerName", r.day as "on", r.text,
      u.full_name as "coachName"
    from (${records}) r
    join worker w on w.id = r.worker_id
    left join membership m on m.id = r.coach_id
    left join user_account u on u.id = m.user_id
    order by r.day, r.id limit ${ROWS_PER_PAGE} offset ${offset}`.execute(db);
  const { rows: counted } = await sql<{ total: number }>`
    select count(*) as total from (${records}) r`.execute(db);
  return { rows, total: counted[0]?.total ?? 0 };
}

async function listDeadlinesAs(
  db: Tx,
  kind: DeadlineDelay,
  whose: Whose,
  day: string,
  offset: number,
) {
  const { rows, total } = await pageOfDeadlines(db, {
    ...deadlinesAsked(whose, day),
    ...{ which: deadlineAs(kind, day), limit: ROWS_PER_PAGE, offset },
  });
  const coaches = await namesOf(
    db,
    rows.flatMap(({ coachId }) => coachId ?? []),
  );
  return {
    total,
    rows: rows.map(
      ({ workerId, workerName, on, sentence, coachId }): Delay => ({
        id: workerId,
        workerId,
        workerName,
        on,
        text: sentence,
        coachName: coaches.get(coachId) ?? null,
      }),
    ),
  };
}

async function namesOf(db: Tx, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string | null, string>();
  const rows = await db
    .selectFrom("membership as m")
    .innerJoin("user_account as u", "u.id", "m.user_id")
    .where("m.id", "in", [...new Set(ids)])
    .select(["m.id", "u.full_name as name"])
    .execute();
  return new Map<string | null, string>(rows.map(({ id, name }) => [id, name]));
}

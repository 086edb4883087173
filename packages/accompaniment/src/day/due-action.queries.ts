import { daysAfter } from "@essaim/database/today";
import type { Tx } from "@essaim/identity/operation";
import { type RawBuilder, sql } from "kysely";
import { DAY_LINES, SOON_DAYS } from "./day.schema.ts";

export type DueAction = {
  id: string;
  label: string;
  workerId: string;
  workerName: string;
  /** Null when it is the person who does it. */
  ownerId: string | null;
  dueOn: string | null;
  /** Today, by the reader: it stays in its place until tomorrow. */
  doneOn: string | null;
  droppedOn: null;
};

export type DueActions = { lines: DueAction[]; overdue: number; soon: number };

/**
 * Actions late or due within SOON_DAYS days: those of one's people and those one has to do oneself, the most late
 * first, and what one did today.
 * @param coachId null for the whole organisation
 * @param doneBy whose done actions are kept in sight; null for nobody's
 * @param most how many lines of what is to be done; the counts are of all
 */
export async function dueActionsOf(
  db: Tx,
  coachId: string | null,
  day: string,
  doneBy: string | null,
  most = DAY_LINES,
): Promise<DueActions> {
  const lastDay = daysAfter(day, SOON_DAYS);
  const open = sql`a.done_on is null and a.dropped_on is null and a.due_on <= ${lastDay}`;
  const supported = sql`w.supported_from <= ${day} and (w.supported_until is null or w.supported_until >= ${day})`;
  const { rows } = await sql<{ overdue: number; soon: number } & Partial<DueAction>>`
    with due as (
      ${coachId ? sql`${actionsWhere(sql`${open} and w.coach_id = ${coachId} and ${supported}`)} union ${actionsWhere(sql`${open} and a.owner_id = ${coachId}`)}` : actionsWhere(sql`${open} and ${supported}`)}),
    counted as (
      select count(*) filter (where due_on < ${day}) as overdue, count(*) filter (where due_on >= ${day}) as soon
      from due),
    line as (
      (select * from due order by due_on, id limit ${most})
      ${doneBy ? sql`union all (${actionsWhere(sql`a.done_on = ${day} and a.updated_by = ${doneBy}`)} order by a.due_on limit ${DAY_LINES})` : sql``})
    select c.overdue, c.soon, l.*
    from counted c
    left join lateral (
      select line.id, line.label, line.worker_id as "workerId", line.worker_name as "workerName",
        line.owner_id as "ownerId", line.due_on as "dueOn", line.done_on as "doneOn", null as "droppedOn"
      from line
      order by line.due_on, line.id) l on true`.execute(db);
  return {
    overdue: rows[0]?.overdue ?? 0,
    soon: rows[0]?.soon ?? 0,
    lines: rows.flatMap(({ overdue, soon, ...line }) => (line.id ? [line as DueAction] : [])),
  };
}

/** One side of the question: each of the two has its own index, which an « or » between them would not use. */
function actionsWhere(condition: RawBuilder<unknown>) {
  return sql`select a.id, a.label, a.worker_id, w.given_name || ' ' || w.family_name as worker_name, a.owner_id,
      a.due_on, a.done_on
    from plan_action a
    join worker w on w.organisation_id = a.organisation_id and w.id = a.worker_id
    where w.anonymised_at is null and ${condition}`;
}

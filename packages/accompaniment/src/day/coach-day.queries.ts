import { defineQuery, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { REVIEW_AFTER_WEEKS, weeksBefore } from "../worker/worker.rules.ts";

/** Days ahead within which a next step is shown on the home page. */
const STEPS_WITHIN_DAYS = 14;
/** Lines per list of the home page; the counts are of all. */
const LINES = 12;

export type DueStep = {
  workerId: string;
  workerName: string;
  step: string;
  /** Null when no date was agreed. */
  on: string | null;
  overdue: boolean;
};
export type PersonNotMet = {
  workerId: string;
  workerName: string;
  /** Null when nobody has met the person yet. */
  lastMeetingOn: string | null;
  supportedFrom: string;
};
export type RecentMeeting = {
  id: string;
  workerId: string;
  workerName: string;
  coachName: string;
  heldOn: string;
};

/**
 * A coach's day: the next steps agreed with the people they accompany that are due within
 * STEPS_WITHIN_DAYS days or overdue, whom nobody has met for REVIEW_AFTER_WEEKS weeks, the latest
 * meetings, and how many people and meetings that makes.
 * @param input.scope "mine" for the people the actor accompanies, "everyone" for the organisation's
 * @param input.day the day it is, `YYYY-MM-DD`
 */
export const coachDay = defineQuery({
  name: "coachDay",
  permission: "worker:read",
  input: z.object({ scope: z.enum(["mine", "everyone"]).default("mine"), day: z.iso.date() }),
  run: async ({ db, actor, input: { scope, day } }) => {
    const coachId = scope === "mine" ? actor.membershipId : null;
    const lastDay = daysAfter(day, STEPS_WITHIN_DAYS);
    const notMetSince = weeksBefore(day, REVIEW_AFTER_WEEKS);
    const counts = await supported(db, coachId, day)
      .select(({ fn }) => [
        fn.countAll<number>().as("people"),
        sql<number>`count(*) filter (where last_step_on < ${day})`.as("overdueSteps"),
        sql<number>`count(*) filter (where last_step_on between ${day} and ${lastDay})`.as(
          "dueSteps",
        ),
        sql<number>`count(*) filter (where coalesce(last_held_on, supported_from) < ${notMetSince})`.as(
          "notMet",
        ),
      ])
      .executeTakeFirstOrThrow();
    const steps = await supported(db, coachId, day)
      .where("last_step_on", "<=", lastDay)
      .orderBy("last_step_on")
      .orderBy("id")
      .limit(LINES)
      .select(["id", "name", "last_step", "last_step_on"])
      .execute();
    const notMet = await supported(db, coachId, day)
      .where(sql<string>`coalesce(last_held_on, supported_from)`, "<", notMetSince)
      .orderBy(sql`coalesce(last_held_on, supported_from)`)
      .orderBy("id")
      .limit(LINES)
      .select(["id", "name", "last_held_on", "supported_from"])
      .execute();
    return {
      counts,
      steps: steps.map(
        (row): DueStep => ({
          workerId: row.id,
          workerName: row.name,
          step: row.last_step ?? "",
          on: row.last_step_on,
          overdue: row.last_step_on !== null && row.last_step_on < day,
        }),
      ),
      notMet: notMet.map(
        (row): PersonNotMet => ({
          workerId: row.id,
          workerName: row.name,
          lastMeetingOn: row.last_held_on,
          supportedFrom: row.supported_from,
        }),
      ),
      recentMeetings: await recentMeetings(db, coachId),
    };
  },
});

/** People accompanied on that day, each with their latest meeting. */
function supported(db: Tx, coachId: string | null, day: string) {
  return db.selectFrom((from) => {
    let people = from
      .selectFrom("worker as w")
      .leftJoinLateral(
        (lateral) =>
          lateral
            .selectFrom("encounter as t")
            .whereRef("t.organisation_id", "=", "w.organisation_id")
            .whereRef("t.worker_id", "=", "w.id")
            .where("t.attendance", "=", "present")
            .orderBy("t.held_on", "desc")
            .limit(1)
            .select(["t.held_on"])
            .as("last"),
        (join) => join.onTrue(),
      )
      .leftJoinLateral(
        (lateral) =>
          lateral
            .selectFrom("plan_action as a")
            .whereRef("a.organisation_id", "=", "w.organisation_id")
            .whereRef("a.worker_id", "=", "w.id")
            .where("a.done_on", "is", null)
            .where("a.dropped_on", "is", null)
            .orderBy("a.due_on")
            .orderBy("a.id")
            .limit(1)
            .select(["a.label", "a.due_on"])
            .as("step"),
        (join) => join.onTrue(),
      )
      .where("w.supported_from", "<=", day)
      .where(({ or, eb }) =>
        or([eb("w.supported_until", "is", null), eb("w.supported_until", ">=", day)]),
      )
      .select([
        "w.id",
        sql<string>`w.given_name || ' ' || w.family_name`.as("name"),
        "w.supported_from",
        "last.held_on as last_held_on",
        "step.label as last_step",
        "step.due_on as last_step_on",
      ]);
    if (coachId) people = people.where("w.coach_id", "=", coachId);
    return people.as("person");
  });
}

async function recentMeetings(db: Tx, coachId: string | null): Promise<RecentMeeting[]> {
  let query = db
    .selectFrom("meeting as t")
    .innerJoin("worker as w", (join) =>
      join.onRef("w.organisation_id", "=", "t.organisation_id").onRef("w.id", "=", "t.worker_id"),
    )
    .innerJoin("membership as m", (join) =>
      join.onRef("m.organisation_id", "=", "t.organisation_id").onRef("m.id", "=", "t.coach_id"),
    )
    .innerJoin("user_account as u", "u.id", "m.user_id")
    .where("t.attendance", "=", "present")
    .orderBy("t.held_on", "desc")
    .orderBy("t.id", "desc")
    .limit(6)
    .select([
      "t.id",
      "t.worker_id as workerId",
      sql<string>`w.given_name || ' ' || w.family_name`.as("workerName"),
      "u.full_name as coachName",
      "t.held_on as heldOn",
    ]);
  if (coachId) query = query.where("t.coach_id", "=", coachId);
  return await query.execute();
}

function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

import { daysAfter } from "@essaim/database/today";
import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { colleaguesOf, isOf, showsCoach, whoseIs } from "./coach-scope.queries.ts";
import { monthAfter, twelveMonths } from "./period.rules.ts";
import type { TeamFilter } from "./team-filter.schema.ts";
import { type WorkCount, workloadOf } from "./workload.rules.ts";

/**
 * Meetings and workshops of twelve months, of which the last is that of `until`: month by month for everybody, and coach
 * by coach. A coach reads their own line. What is not told yet counts nowhere.
 */
export const getWorkload = defineQuery({
  name: "getWorkload",
  permission: "worker:read",
  input: z.object({
    coach: z.custom<TeamFilter["coach"]>(),
    until: z.iso.date(),
    day: z.iso.date(),
  }),
  run: async ({ db, actor, input: { coach, until, day } }) => {
    const whose = whoseIs(actor, coach);
    const months = twelveMonths(until);
    const first = months[0] ?? until;
    const last = daysAfter(monthAfter(until, 1), -1);
    const { rows } = await sql<WorkCount>`
      select coach_id as "coachId", month, sum(held)::int as held, sum(held_minutes)::int as "heldMinutes",
        sum(missed)::int as missed, sum(excused)::int as excused, sum(workshops)::int as workshops,
        sum(workshop_minutes)::int as "workshopMinutes"
      from (
        select m.coach_id, m.month, m.held, m.held_minutes, m.missed, m.excused, 0 as workshops, 0 as workshop_minutes
        from meeting_month m where m.month between ${first}::date and ${last}::date and ${isOf(whose, "m.coach_id")}
        union all
        select s.coach_id, date_trunc('month', s.held_on)::date, 0, 0, 0, 0, 1, s.duration_minutes
        from workshop s
        where s.held_on between ${first}::date and least(${last}::date, ${day}::date) and s.cancelled_at is null
          and not is_event(s.kind) and ${isOf(whose, "s.coach_id")}) w
      group by 1, 2`.execute(db);
    const { coaches, ...work } = workloadOf(rows, months);
    const colleagues = await colleaguesOf(db, actor);
    const nameOf = (id: string) => colleagues.find((one) => one.id === id);
    return {
      ...work,
      coaches: coaches
        .filter(({ coachId }) => showsCoach(actor, coachId))
        .map((line) => ({
          ...line,
          name: nameOf(line.coachId)?.name ?? "",
          hasLeft: nameOf(line.coachId)?.hasLeft ?? false,
        }))
        .sort((a, b) => a.name.localeCompare(b.name, "fr")),
    };
  },
});
export type Workload = Awaited<ReturnType<typeof getWorkload.run>>;

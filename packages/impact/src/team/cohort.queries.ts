import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { isOf, whoseIs } from "./coach-scope.queries.ts";
import { COHORT_MONTHS, type CohortCount, cohortsOf } from "./cohort.rules.ts";
import { earlierOf, type Period } from "./period.rules.ts";
import type { TeamFilter } from "./team-filter.schema.ts";

/** What became of the people who first came within a period, 6 to 24 months after, by half-year of their coming. */
export const getCohorts = defineQuery({
  name: "getCohorts",
  permission: "worker:read",
  input: z.object({
    coach: z.custom<TeamFilter["coach"]>(),
    period: z.custom<Period>(),
    day: z.iso.date(),
  }),
  run: async ({ db, actor, input: { coach, period, day } }) => {
    const whose = whoseIs(actor, coach);
    // Put together and grouped, not joined: under row level security the planner takes the organisation for a small one,
    // and would look up the stays of 20,000 people one after the other.
    const { rows } = await sql<CohortCount>`
      with line as (
        select w.id, w.supported_from as entered_on, null::date as starts_on, null::date as ends_on, null as destination
        from worker w
        where w.supported_from between ${period.from}::date and least(${period.to}::date, ${day}::date)
          and ${isOf(whose, "w.coach_id")}
        union all
        select p.worker_id, null, p.starts_on, coalesce(p.ends_on, 'infinity'), null from support_period p
        union all
        select x.worker_id, null, null, x.starts_on, (select coalesce(v.code, '') from list_value v
          where v.organisation_id = x.organisation_id and v.id = x.exit_destination_id)
        from stage x where x.kind = 'exit'),
      stay as (
        select id, max(entered_on) over (partition by id) as entered_on, starts_on, ends_on, destination from line),
      one as (
        select s.id, s.entered_on, m.months, s.entered_on + make_interval(months => m.months) <= ${day}::date as is_past,
          bool_or(s.starts_on <= s.entered_on + make_interval(months => m.months)
            and s.ends_on >= s.entered_on + make_interval(months => m.months)) as is_supported,
          -- Of the last exit before: its day, then its destination.
          max(s.ends_on || coalesce(s.destination, '?')) filter (where s.starts_on is null
            and s.ends_on < s.entered_on + make_interval(months => m.months)) as left_to
        from stay s cross join unnest(${sql.val([...COHORT_MONTHS])}::int[]) m (months)
        where s.entered_on is not null and s.ends_on is not null
        group by 1, 2, 3)
      select extract(year from entered_on) || case when extract(month from entered_on) <= 6 then '-1' else '-2' end as half,
        months, is_past as "isPast", coalesce(is_supported, false) as "isSupported",
        nullif(substr(left_to, 11), '?') as destination, count(*) as people
      from one group by 1, 2, 3, 4, 5`.execute(db);
    return cohortsOf(rows, { from: period.from, to: earlierOf(period.to, day) });
  },
});

import { defineQuery } from "@essaim/identity/operation";
import { type RawBuilder, sql } from "kysely";
import { z } from "zod";
import { isOf, type Whose, whoseIs } from "./coach-scope.queries.ts";
import { funnelOf, type ReachedCounts } from "./funnel.rules.ts";
import type { Period } from "./period.rules.ts";
import type { TeamFilter } from "./team-filter.schema.ts";

/** Days from the entry to a contract, over the people of whom they are known. */
export type Delays = {
  people: number;
  /** Null when nobody is known. */
  firstQuartile: number | null;
  median: number | null;
  thirdQuartile: number | null;
  /** The contract is their first stage: nobody noted when they came. */
  unknown: number;
};

/**
 * The people who came within a period, each once by their first coming in it, and where their way went until they left,
 * or until a day. Comings and stages are put together and grouped, not joined: under row level security the planner takes
 * the organisation for a small one, and would look up the stages of 20,000 people one after the other.
 */
const ways = (whose: Whose, { from, to }: Period, day: string) => sql`
  select came_on as starts_on, left_on <= ${day}::date as has_left,
    min(on_day) filter (where kind in ('candidate', 'diagnosis')) as welcomed_on,
    min(on_day) filter (where kind = 'diagnosis') as diagnosis_on,
    min(on_day) filter (where kind = 'cape') as cape_on,
    min(on_day) filter (where kind = 'cesa') as cesa_on,
    min(on_day) filter (where kind = 'associate') as associate_on,
    bool_or(kind in ('cape', 'cape_renewal')) as has_cape
  from (
    select worker_id, kind, on_day, max(came_on) over own as came_on, max(left_on) over own as left_on
    from (
      (select distinct on (p.worker_id) p.worker_id, p.starts_on as came_on, coalesce(p.ends_on, 'infinity') as left_on,
        null as kind, null::date as on_day
      from support_period p
      where p.starts_on between ${from}::date and least(${to}::date, ${day}::date)
        and ${whose === undefined ? sql`true` : sql`p.worker_id in (select w.id from worker w where ${isOf(whose, "w.coach_id")})`}
      order by p.worker_id, p.starts_on)
      union all
      select s.worker_id, null, null, s.kind, s.starts_on from stage s where s.starts_on <= ${day}::date) line
    window own as (partition by worker_id)) way
  where on_day between came_on and left_on
  group by worker_id, came_on, left_on`;

/** How far the people who came within a period went, and how long it took them. */
export const getFunnel = defineQuery({
  name: "getFunnel",
  permission: "worker:read",
  input: z.object({
    coach: z.custom<TeamFilter["coach"]>(),
    period: z.custom<Period>(),
    day: z.iso.date(),
  }),
  run: async ({ db, actor, input: { coach, period, day } }) => {
    // The ways are walked once, for the steps and for both delays.
    const { rows } = await sql<{ counts: ReachedCounts[]; toCape: Delays; toCesa: Delays }>`
      with way as materialized (${ways(whoseIs(actor, coach), period, day)})
      select coalesce((select json_agg(c) from (${reached}) c), '[]') as counts,
        (select row_to_json(d) from (${delaysTo(sql`cape_on`)}) d) as "toCape",
        (select row_to_json(d) from (${delaysTo(sql`cesa_on`)}) d) as "toCesa"`.execute(db);
    const [found] = rows;
    if (!found) throw new TypeError("A selection without a table gives one row");
    const { counts, ...delays } = found;
    return { ...funnelOf(counts), ...delays };
  },
});
export type Funnel = Awaited<ReturnType<typeof getFunnel.run>>;

const reached = sql`
  select diagnosis_on is not null as diagnosis, has_cape as cape, cesa_on is not null as cesa,
    associate_on is not null as associate, coalesce(has_left, false) as exit, count(*) as people
  from way group by 1, 2, 3, 4, 5`;

function delaysTo(signedOn: RawBuilder<unknown>): RawBuilder<unknown> {
  const quartile = (share: number) =>
    sql`percentile_cont(${share}::float8) within group (order by days) filter (where is_known)`;
  return sql`
    select count(*) filter (where is_known) as people, ${quartile(0.25)} as "firstQuartile", ${quartile(0.5)} as median,
      ${quartile(0.75)} as "thirdQuartile", count(*) filter (where not is_known) as unknown
    from (
      select ${signedOn} - starts_on as days,
        coalesce(welcomed_on <= ${signedOn}, false) or ${signedOn} > starts_on as is_known
      from way where ${signedOn} is not null) signed`;
}

import type { Tx } from "@essaim/database/operation";
import { today } from "@essaim/database/today";
import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";

/** Years told at once; earlier ones are in the ledger. */
const mostYears = 10;

export type ReciprocityYear = {
  year: number;
  /** People accompanied that year who say that they rely on it, as far as is known today. */
  people: number;
  contributions: number;
  /** People accompanied who gave something that year. */
  contributors: number;
  amountCents: number;
  minutes: number;
  /** Paid from pots to those who work for it. */
  potCents: number;
};

/** People accompanied today who rely on it, by what their activity invoices in a year. */
export type TurnoverBand = {
  /** Null for « non renseigné ». */
  id: string | null;
  /** In the organisation's own words. */
  label: string | null;
  people: number;
  /** Those of them who ever gave something to it. */
  contributors: number;
};

/**
 * What is drawn from a commons, or from all, against what is given to it, the latest year first. Exact counts of people:
 * for the team that knows them, and nobody else.
 */
export const getReciprocity = defineQuery({
  name: "getReciprocity",
  permission: "contribution:read",
  input: z.object({ openResourceId: z.uuid().optional() }),
  run: async ({ db, input }) => {
    const openResourceId = input.openResourceId ?? null;
    const years = await yearsOf(db, openResourceId);
    const activities = await sql<{ count: number }>`
      select count(distinct activity_id) as count from activity_resource
      where ${openResourceId}::uuid is null or open_resource_id = ${openResourceId}`.execute(db);
    const turnover = await turnoverOf(db, openResourceId);
    return { years, turnover, activities: activities.rows[0]?.count ?? 0 };
  },
});

/**
 * Every band of the list in its order, then « non renseigné », so that all who rely on it are told; a retired band
 * is there while somebody's file says it.
 */
async function turnoverOf(db: Tx, openResourceId: string | null): Promise<TurnoverBand[]> {
  const day = today();
  const { rows } = await sql<TurnoverBand>`
    with relying as (
      select w.organisation_id, w.id, exists (
        select from contribution c where c.organisation_id = w.organisation_id and c.worker_id = w.id
          and (${openResourceId}::uuid is null or c.open_resource_id = ${openResourceId})) as gave
      from worker w
      where exists (
        select from worker_resource wr where wr.organisation_id = w.organisation_id and wr.worker_id = w.id
          and (${openResourceId}::uuid is null or wr.open_resource_id = ${openResourceId}))
        and w.supported_from <= ${day} and (w.supported_until is null or w.supported_until >= ${day})
    ), said as (
      select wv.value_id, count(*) as people, count(*) filter (where relying.gave) as contributors
      from relying
      left join worker_value wv on wv.organisation_id = relying.organisation_id and wv.worker_id = relying.id
        and wv.list_key = 'turnover' and wv.moment = 'now'
      group by wv.value_id
    )
    select v.id, v.label, coalesce(said.people, 0) as people,
      coalesce(said.contributors, 0) as contributors
    from (
      select id, label, position, retired_at from list_value where list_key = 'turnover'
      union all select null, null, null, null
    ) as v
    left join said on said.value_id is not distinct from v.id
    where v.retired_at is null or said.people > 0
    order by v.position nulls last, fold(v.label), v.id`.execute(db);
  return rows;
}

async function yearsOf(db: Tx, openResourceId: string | null): Promise<ReciprocityYear[]> {
  const thisYear = Number(today().slice(0, 4));
  const isOf = (column: string) =>
    sql`(${openResourceId}::uuid is null or ${sql.ref(column)} = ${openResourceId})`;
  const { rows } = await sql<ReciprocityYear>`
    with given as (
      select extract(year from contributed_on)::int as year, count(*) as contributions,
        count(distinct worker_id) as contributors, coalesce(sum(amount_cents), 0)::bigint as cents,
        coalesce(sum(minutes), 0)::bigint as minutes
      from contribution where ${isOf("open_resource_id")} group by 1
    ), paid as (
      select extract(year from c.paid_on)::int as year, sum(s.amount_cents)::bigint as cents
      from reward_claim c
      join reward_pot p on p.organisation_id = c.organisation_id and p.id = c.pot_id
      join lateral (select id from reward_round r where r.organisation_id = p.organisation_id and r.pot_id = p.id
        and r.outcome = 'consented' order by number desc limit 1) as agreed on true
      join reward_share s on s.organisation_id = c.organisation_id and s.round_id = agreed.id and s.claim_id = c.id
      where c.paid_on is not null and ${isOf("p.open_resource_id")} group by 1
    ), first as (
      select least(min(year), ${thisYear}::int) as year from (select year from given union all select year from paid) as known
    )
    select y.year, coalesce(given.contributions, 0) as contributions, coalesce(given.contributors, 0) as contributors,
      coalesce(given.cents, 0)::bigint as "amountCents", coalesce(given.minutes, 0)::bigint as minutes,
      coalesce(paid.cents, 0)::bigint as "potCents",
      (select count(distinct wr.worker_id) from worker_resource wr
        join worker w on w.organisation_id = wr.organisation_id and w.id = wr.worker_id
        where ${isOf("wr.open_resource_id")} and w.supported_from <= make_date(y.year, 12, 31)
          and (w.supported_until is null or w.supported_until >= make_date(y.year, 1, 1))) as people
    from first cross join lateral
      generate_series(greatest(coalesce(first.year, ${thisYear}::int), ${thisYear - mostYears + 1}::int), ${thisYear}::int) as y (year)
    left join given on given.year = y.year
    left join paid on paid.year = y.year
    order by y.year desc`.execute(db);
  return rows;
}

/** Every commons that somebody relies on or gave to: what is drawn today, what was given in all. */
export const listReciprocity = defineQuery({
  name: "listReciprocity",
  permission: "contribution:read",
  input: z.object({}),
  run: async ({ db }) => {
    const day = today();
    const { rows } = await sql<{
      id: string;
      name: string;
      people: number;
      activities: number;
      contributions: number;
      amountCents: number;
      minutes: number;
    }>`
      select * from (
        select r.id, r.name,
          (select count(*) from worker_resource wr
            join worker w on w.organisation_id = wr.organisation_id and w.id = wr.worker_id
            where wr.organisation_id = r.organisation_id and wr.open_resource_id = r.id
              and w.supported_from <= ${day} and (w.supported_until is null or w.supported_until >= ${day})) as people,
          (select count(*) from activity_resource ar
            where ar.organisation_id = r.organisation_id and ar.open_resource_id = r.id) as activities,
          count(c.id) as contributions, coalesce(sum(c.amount_cents), 0)::bigint as "amountCents",
          coalesce(sum(c.minutes), 0)::bigint as minutes
        from open_resource r
        left join contribution c on c.organisation_id = r.organisation_id and c.open_resource_id = r.id
        group by r.organisation_id, r.id
      ) as commons
      where people + activities + contributions > 0
      order by people desc, activities desc, name`.execute(db);
    return rows;
  },
});

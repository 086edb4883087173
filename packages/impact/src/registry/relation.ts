import { type RawBuilder, sql } from "kysely";
import type { Dimension } from "./dimension.schema.ts";
import { sustainableDestinations } from "./exit.rules.ts";
import { homeOf } from "./home.ts";
import type { SourceKey } from "./source.schema.ts";

/** A period, its two days included; and the grant whose period it is, for what only its lines bear. */
export type Scope = { from: string; to: string; grantId?: string | null };

type Sql = RawBuilder<unknown>;
type FromScope = (scope: Scope) => Sql;

/** A record of a source: a row named `r`. Whose it is, when and how much, null where its source does not say. */
type Relation = {
  rows: FromScope;
  /** What a list of its records calls one; with what it takes to know. */
  label: { joins?: Sql; text: Sql };
  /** The record whose page tells of it, when it has no page of its own. */
  told?: Sql;
};

const none = sql`null::uuid as worker_id, null::bigint as cents, null::bigint as minutes, null::bigint as days`;
const within = ({ from, to }: Scope, day: Sql) => sql`${day} between ${from}::date and ${to}::date`;
const inParis = (at: Sql) => sql`(${at} at time zone 'Europe/Paris')::date`;
const personName = sql`concat_ws(' ', w.given_name, w.family_name)`;
const ofWorker = sql`join worker w on w.organisation_id = r.organisation_id and w.id = r.worker_id`;

/** The rows of each source. A source that the registry gains does not compile without them. */
export const relations: Record<SourceKey, Relation> = {
  // One row a person, on the last day of their support in the period: people who came back are there once.
  people: {
    rows: ({ from, to }) => sql`
      select p.organisation_id, p.worker_id as id, p.worker_id, min(p.starts_on) as came_on,
        max(least(${to}::date, coalesce(p.ends_on, ${to}::date))) as day,
        null::bigint as cents, null::bigint as minutes, null::bigint as days
      from support_period p
      where p.starts_on <= ${to}::date and (p.ends_on is null or p.ends_on >= ${from}::date)
      group by p.organisation_id, p.worker_id`,
    label: { joins: ofWorker, text: personName },
  },
  contracts: {
    rows: (scope) => sql`
      select s.organisation_id, s.id, s.worker_id, s.starts_on as day, s.kind as contract,
        null::bigint as cents, null::bigint as minutes, (s.starts_on - p.starts_on)::bigint as days
      from stage s
      join support_period p on p.organisation_id = s.organisation_id and p.worker_id = s.worker_id
        and s.starts_on >= p.starts_on and (p.ends_on is null or s.starts_on <= p.ends_on)
      where s.kind in ('cape', 'cesa') and ${within(scope, sql`s.starts_on`)}
        and not exists (select from stage before where before.organisation_id = s.organisation_id
          and before.worker_id = s.worker_id and before.kind = s.kind
          and before.starts_on >= p.starts_on and before.starts_on < s.starts_on)`,
    label: { joins: ofWorker, text: personName },
  },
  exits: {
    rows: (scope) => sql`
      select s.organisation_id, s.id, s.worker_id, s.starts_on as day, s.exit_destination_id,
        null::bigint as cents, null::bigint as minutes, null::bigint as days
      from stage s where s.kind = 'exit' and ${within(scope, sql`s.starts_on`)}`,
    label: { joins: ofWorker, text: personName },
  },
  meetings: {
    rows: (scope) => sql`
      select m.organisation_id, m.id, m.worker_id, m.held_on as day, m.place,
        null::bigint as cents, m.duration_minutes::bigint as minutes, null::bigint as days
      from meeting m where m.attendance = 'present' and ${within(scope, sql`m.held_on`)}`,
    label: { joins: ofWorker, text: personName },
  },
  workshops: {
    rows: (scope) => sql`
      select k.organisation_id, k.id, null::uuid as worker_id, k.held_on as day, k.kind as session, k.place,
        null::bigint as cents, k.duration_minutes::bigint as minutes, null::bigint as days
      from workshop k where not is_event(k.kind) and k.cancelled_at is null and ${within(scope, sql`k.held_on`)}`,
    label: {
      joins: sql`join workshop k on k.organisation_id = r.organisation_id and k.id = r.id`,
      text: sql`k.title`,
    },
  },
  participations: {
    rows: (scope) => sql`
      select p.organisation_id, p.id, p.worker_id, k.held_on as day, k.kind as session, k.id as workshop_id,
        null::bigint as cents, null::bigint as minutes, null::bigint as days
      from workshop k
      join participant p on p.organisation_id = k.organisation_id and p.workshop_id = k.id
      where not is_event(k.kind) and k.cancelled_at is null and ${within(scope, sql`k.held_on`)}
        and p.attendance = 'present' and p.cancelled_at is null`,
    label: {
      joins: sql`join participant p on p.organisation_id = r.organisation_id and p.id = r.id
        left ${ofWorker}`,
      text: sql`coalesce(nullif(${personName}, ''), concat_ws(' ', p.given_name, p.family_name))`,
    },
    told: sql`r.workshop_id`,
  },
  // The same two people are one pair, told by their latest mentoring.
  mentorships: {
    rows: ({ from, to }) => sql`
      select distinct on (m.organisation_id, least(m.mentor_id, m.novice_id), greatest(m.mentor_id, m.novice_id))
        m.organisation_id, m.id, m.novice_id as worker_id, m.mentor_id,
        greatest(m.mentor_accepted_on, m.novice_accepted_on) as day,
        null::bigint as cents, null::bigint as minutes, null::bigint as days
      from mentorship m
      where m.declined_on is null and greatest(m.mentor_accepted_on, m.novice_accepted_on) <= ${to}::date
        and m.mentor_accepted_on is not null and m.novice_accepted_on is not null
        and (m.ended_on is null or m.ended_on >= ${from}::date)
      order by m.organisation_id, least(m.mentor_id, m.novice_id), greatest(m.mentor_id, m.novice_id), m.proposed_on desc, m.id`,
    label: {
      joins: sql`${ofWorker}
        join worker mentor on mentor.organisation_id = r.organisation_id and mentor.id = r.mentor_id`,
      text: sql`concat_ws(' ', mentor.given_name, mentor.family_name) || ' · ' || ${personName}`,
    },
  },
  aids: {
    rows: (scope) => sql`
      select a.organisation_id, a.id, a.worker_id, a.paid_on as day,
        a.amount_cents as cents, null::bigint as minutes, null::bigint as days
      from aid a where a.status = 'paid' and ${within(scope, sql`a.paid_on`)}`,
    label: { joins: ofWorker, text: personName },
  },
  contributions: {
    rows: (scope) => sql`
      select c.organisation_id, c.id, c.worker_id, c.contributed_on as day, c.kind as contribution, c.open_resource_id,
        giving_of(c.worker_id, c.kind) as giving,
        c.amount_cents as cents, c.minutes::bigint as minutes, null::bigint as days
      from contribution c where ${within(scope, sql`c.contributed_on`)}`,
    label: {
      joins: sql`join open_resource o on o.organisation_id = r.organisation_id and o.id = r.open_resource_id`,
      text: sql`o.name`,
    },
  },
  activities: {
    rows: (scope) => sql`
      select p.organisation_id, p.id, ${none}, ${inParis(sql`p.published_at`)} as day, p.sector
      from published_record p
      where p.record_kind = 'activity' and ${within(scope, inParis(sql`p.published_at`))}`,
    label: {
      joins: sql`join activity a on a.organisation_id = r.organisation_id and a.id = r.id`,
      text: sql`a.title`,
    },
  },
  transfers: {
    rows: ({ from, to }) => sql`
      select l.organisation_id, l.id, ${none}, make_date(l.since_year, 1, 1) as day, a.sector, l.commune_code,
        l.activity_id
      from activity_location l
      join activity a on a.organisation_id = l.organisation_id and a.id = l.activity_id
      where l.transferred_from_commune_code is not null
        and l.since_year between extract(year from ${from}::date) and extract(year from ${to}::date)`,
    label: {
      joins: sql`join activity a on a.organisation_id = r.organisation_id and a.id = r.activity_id
        join commune c on c.code = r.commune_code`,
      text: sql`a.title || ' · ' || c.name`,
    },
    told: sql`r.activity_id`,
  },
  experiences: {
    told: sql`r.activity_id`,
    rows: (scope) => sql`
      select e.organisation_id, e.id, ${none}, ${inParis(sql`e.published_at`)} as day, p.sector, e.commune_code,
        e.activity_id
      from experience e
      join published_record p on p.organisation_id = e.organisation_id and p.id = e.activity_id
      where ${within(scope, inParis(sql`e.published_at`))}`,
    label: {
      joins: sql`join activity a on a.organisation_id = r.organisation_id and a.id = r.activity_id`,
      text: sql`a.title`,
    },
  },
  expenses: {
    rows: ({ grantId, ...scope }) => sql`
      select e.organisation_id, e.id, e.incurred_on as day, l.action_id, l.grant_id, l.id as budget_line_id,
        null::uuid as worker_id, s.amount_cents as cents, null::bigint as minutes, null::bigint as days
      from budget_line l
      join expense_allocation s on s.organisation_id = l.organisation_id and s.budget_line_id = l.id
      join expense e on e.organisation_id = s.organisation_id and e.id = s.expense_id
      where e.paid_on is not null and ${within(scope, sql`e.incurred_on`)}
        and l.grant_id ${grantId ? sql`= ${grantId}::uuid` : sql`is not null`}`,
    label: {
      joins: sql`join expense e on e.organisation_id = r.organisation_id and e.id = r.id
        join budget_line l on l.organisation_id = r.organisation_id and l.id = r.budget_line_id`,
      text: sql`e.label || ' · ' || l.label`,
    },
  },
};

/** Ends that last, whatever the organisation calls them. */
const lasting = sql`(${sql.join(sustainableDestinations)})`;

const person = sql`left join worker person on person.organisation_id = r.organisation_id and person.id = r.worker_id`;
const home = homeOf({
  organisationId: sql`r.organisation_id`,
  workerId: sql`r.worker_id`,
  day: sql`r.day`,
});
const gender = saidOnce(sql`gender`, sql`'gender'`);
const education = saidOnce(sql`education`, sql`'education'`);
const exit = sql`left join lateral (
    select coalesce(d.code in ${lasting}, false) as lasts from stage s
    left join list_value d on d.organisation_id = s.organisation_id and d.id = s.exit_destination_id
    where s.organisation_id = r.organisation_id and s.worker_id = r.worker_id and s.kind = 'exit' and s.starts_on = r.day
    limit 1) ended on true`;

/** The value of a list where a person has one, by the code that every organisation shares, or else by its id. */
function saidOnce(alias: Sql, list: Sql): Sql {
  return sql`left join (
    select x.organisation_id, x.worker_id, coalesce(v.code, v.id::text) as said from list_value v
    join worker_value x on x.organisation_id = v.organisation_id and x.value_id = v.id and x.list_key = v.list_key
    where v.list_key = ${list} and x.moment = 'now') ${alias}
    on ${alias}.organisation_id = r.organisation_id and ${alias}.worker_id = r.worker_id`;
}

const orUnknown = (value: Sql) => sql`coalesce(${value}, 'unknown')`;

type Column = { joins: readonly Sql[]; value: FromScope };
const column = (value: Sql, ...joins: Sql[]): Column => ({ joins, value: () => value });

/** How a record tells each dimension, as text. One that the registry gains does not compile without. */
export const columns: Record<Dimension, Column> = {
  month: column(sql`to_char(r.day, 'YYYY-MM-01')`),
  residence: column(
    sql`case when home.to_check then 'unknown' else coalesce(home.answer, person.residence, 'unknown') end`,
    person,
    home,
  ),
  neighbourhood: column(
    orUnknown(
      sql`case when home.id is null then person.neighbourhood_code when not home.to_check then home.neighbourhood_code end`,
    ),
    person,
    home,
  ),
  commune: column(
    orUnknown(
      sql`coalesce(case when not home.to_check then home.commune_code end, person.commune_code)`,
    ),
    person,
    home,
  ),
  gender: column(orUnknown(sql`gender.said`), gender),
  age: {
    joins: [person],
    // As the period begins: nobody grows older in it, and a release says the same of them at each of its days.
    value: ({ from }) => sql`case
      when person.birth_year is null then 'unknown'
      else (select case when age < 26 then 'under_26' when age < 35 then '26_34' when age < 45 then '35_44'
          when age < 55 then '45_54' else 'from_55' end
        from (select case when person.birth_on is null then extract(year from ${from}::date) - person.birth_year
          else extract(year from age(${from}::date, person.birth_on)) end as age) lived) end`,
  },
  education: column(orUnknown(sql`education.said`), education),
  kind: column(orUnknown(sql`person.kind`), person),
  outcome: column(
    sql`case when ended.lasts then 'sustainable' when ended.lasts is not null then 'other_exit' else 'supported' end`,
    exit,
  ),
  mentoring: {
    joins: [],
    value: (scope) => sql`case when r.worker_id in (
        select unnest(array[m.mentor_id, m.worker_id]) from (${relations.mentorships.rows(scope)}) m)
      then 'paired' else 'unpaired' end`,
  },
  destination: column(
    orUnknown(sql`(select coalesce(d.code, d.id::text) from list_value d
      where d.organisation_id = r.organisation_id and d.id = r.exit_destination_id)`),
  ),
  contract: column(sql`r.contract`),
  contribution: column(sql`r.contribution`),
  giving: column(sql`r.giving`),
  commons: column(sql`r.open_resource_id::text`),
  sector: column(orUnknown(sql`r.sector`)),
  place: column(sql`r.place`),
  session: column(sql`r.session`),
  action: column(orUnknown(sql`r.action_id::text`)),
  grant: column(orUnknown(sql`r.grant_id::text`)),
};

/** Transfers and experiences happen in a commune of their own; the others, where the person lives. */
export function columnOf(source: SourceKey, dimension: Dimension): Column {
  const isItsOwn = dimension === "commune" && (source === "transfers" || source === "experiences");
  return isItsOwn ? column(orUnknown(sql`r.commune_code`)) : columns[dimension];
}

/** The records of a source in a period, each with the dimensions asked for. To be read from, under the name it is given. */
export function recordsOf(source: SourceKey, scope: Scope, asked: Iterable<Dimension>): Sql {
  const told = [...new Set(asked)].map((dimension) => ({
    dimension,
    ...columnOf(source, dimension),
  }));
  const joins = [...new Set(told.flatMap((one) => one.joins))];
  const selected = told.map(
    ({ dimension, value }) => sql`, ${value(scope)} as ${sql.ref(`d_${dimension}`)}`,
  );
  return sql`select r.*${sql.join(selected, sql``)}
    from (${relations[source].rows(scope)}) r ${sql.join(joins, sql` `)}`;
}

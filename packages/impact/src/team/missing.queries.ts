import { isProven } from "@essaim/funding/spending/proven.queries";
import { can } from "@essaim/identity/actor";
import { defineQuery, type Tx } from "@essaim/identity/operation";
import { type RawBuilder, type SqlBool, sql } from "kysely";
import { z } from "zod";
import { homeOf } from "../registry/home.ts";
import { declaredKeys, findIndicator } from "../registry/indicator.schema.ts";
import { isOf, type Whose, whoseIs } from "./coach-scope.queries.ts";
import { missingFigures } from "./missing-figures.rules.ts";
import { type Period, wholeMonths } from "./period.rules.ts";
import {
  type ListedKind,
  listedKeys,
  type MissingKind,
  ROWS_PER_PAGE,
  type TeamFilter,
} from "./team-filter.schema.ts";

/** One record that lacks something. */
export type MissingRow = {
  /** Of the record to mend: a person, a stage, a meeting, a workshop, a contribution. */
  id: string;
  workerId: string | null;
  /** Who or what it is. */
  name: string;
  on: string;
};

type Scope = { whose: Whose; period: Period; day: string };

/**
 * People accompanied at any day of the period, as the counts of a report take them, and the last of these days; without
 * those whose file is erased: nobody can mend it.
 */
const people = ({ whose, period: { from, to } }: Scope) => sql`
  select w.organisation_id, w.id, w.given_name, w.family_name, w.birth_year, w.residence, w.supported_from, stay.day
  from (
    select p.organisation_id, p.worker_id, max(least(${to}::date, coalesce(p.ends_on, ${to}::date))) as day
    from support_period p
    where p.starts_on <= ${to}::date and (p.ends_on is null or p.ends_on >= ${from}::date)
    group by 1, 2) stay
  join worker w on w.organisation_id = stay.organisation_id and w.id = stay.worker_id
  where w.anonymised_at is null and ${isOf(whose, "w.coach_id")}`;

const lacks = (list: "gender" | "education"): RawBuilder<SqlBool> =>
  sql`((person.id in (select distinct v.worker_id from worker_value v
    where v.list_key = ${list} and v.moment = 'now')) is not true)`;

/** Of a person and of the answer `home` about where they lived on the last of their days. */
const personLacks = {
  residenceToCheck: sql<SqlBool>`coalesce(home.to_check, false)`,
  residence: sql<SqlBool>`(not coalesce(home.to_check, false) and coalesce(home.answer, person.residence) = 'unknown')`,
  gender: lacks("gender"),
  birth: sql<SqlBool>`(person.birth_year is null)`,
  education: lacks("education"),
} as const satisfies Partial<Record<ListedKind, RawBuilder<SqlBool>>>;
type PersonKind = keyof typeof personLacks;
const personKinds = Object.keys(personLacks) as PersonKind[];
const isPersonKind = (kind: ListedKind): kind is PersonKind => Object.hasOwn(personLacks, kind);

const homes = homeOf({
  organisationId: sql`person.organisation_id`,
  workerId: sql`person.id`,
  day: sql`person.day`,
});

type RecordKind = Exclude<ListedKind, PersonKind | "figure">;

/** The records of a kind within the scope, each with whether it lacks what is asked. */
const records: Record<RecordKind, (scope: Scope) => RawBuilder<unknown>> = {
  exitReason: (scope) => exits(scope, sql`s.exit_reason_id is null`),
  exitDestination: (scope) => exits(scope, sql`s.exit_destination_id is null`),
  untold: ({ whose, period: { from, to }, day }) => sql`
    select t.id, t.worker_id, w.given_name || ' ' || w.family_name as name, t.held_on as day,
      t.attendance = 'expected' as is_missing
    from meeting t
    join worker w on w.organisation_id = t.organisation_id and w.id = t.worker_id
    where t.held_on between ${from}::date and ${to}::date and t.held_on < ${day}::date and t.attendance = 'expected'
      and w.anonymised_at is null and ${isOf(whose, "t.coach_id")}`,
  attendance: ({ whose, period: { from, to }, day }) => sql`
    select s.id, null::uuid as worker_id, s.title as name, s.held_on as day, exists (
        select from participant p where p.organisation_id = s.organisation_id and p.workshop_id = s.id
          and p.attendance = 'expected' and p.cancelled_at is null) as is_missing
    from workshop s
    where s.held_on between ${from}::date and ${to}::date and s.held_on < ${day}::date and s.cancelled_at is null
      and not is_event(s.kind) and ${isOf(whose, "s.coach_id")}`,
  contributionEvidence: ({ whose, period: { from, to } }) => sql`
    select c.id, c.worker_id, (select r.name from open_resource r
        where r.organisation_id = c.organisation_id and r.id = c.open_resource_id) as name,
      c.contributed_on as day, c.evidence_url is null and c.certificate = '' as is_missing
    from contribution c
    left join worker w on w.organisation_id = c.organisation_id and w.id = c.worker_id
    where c.contributed_on between ${from}::date and ${to}::date and ${isOf(whose, "w.coach_id")}`,
};
const recordKinds = Object.keys(records) as RecordKind[];

const exits = ({ whose, period: { from, to }, day }: Scope, isMissing: RawBuilder<SqlBool>) => sql`
  select s.id, s.worker_id, w.given_name || ' ' || w.family_name as name, s.starts_on as day, ${isMissing} as is_missing
  from stage s
  join worker w on w.organisation_id = s.organisation_id and w.id = s.worker_id
  where s.kind = 'exit' and s.starts_on between ${from}::date and least(${to}::date, ${day}::date)
    and w.anonymised_at is null and ${isOf(whose, "w.coach_id")}`;

/** Of how many records, how many lack it. */
export type Lack = { kind: MissingKind; missing: number; of: number };

const scopeSchema = z.object({
  coach: z.custom<TeamFilter["coach"]>(),
  period: z.custom<Period>(),
  day: z.iso.date(),
});

/**
 * What is missing before a report of a period, kind by kind. Of one coach, what concerns the people they accompany and
 * what they held; spending and declared figures are the cooperative's. Spending is told to who may read it.
 */
export const getMissing = defineQuery({
  name: "getMissing",
  permission: "worker:read",
  input: scopeSchema,
  run: async ({ db, actor, input: { coach, period, day } }): Promise<Lack[]> => {
    const scope: Scope = { whose: whoseIs(actor, coach), period, day };
    const lacking = [...(await countPeople(db, scope))];
    lacking.push(...(await countRecords(db, scope)));
    if (scope.whose !== undefined) return lacking;
    if (can(actor, "spending:read")) lacking.push(...(await countExpenses(db, period)));
    const { missing, expected } = await findFigures(db, period, day);
    lacking.push({ kind: "figure", missing: missing.length, of: expected });
    return lacking;
  },
});

async function countPeople(db: Tx, scope: Scope): Promise<Lack[]> {
  const { rows } = await sql<Record<PersonKind | "people", number>>`
    select count(*) as people, ${sql.join(
      personKinds.map(
        (kind) => sql`count(*) filter (where ${personLacks[kind]}) as ${sql.ref(kind)}`,
      ),
    )}
    from (${people(scope)}) person ${homes}`.execute(db);
  const [counts] = rows;
  return personKinds.map((kind) => ({
    kind,
    missing: counts?.[kind] ?? 0,
    of: counts?.people ?? 0,
  }));
}

/** In one question: most of what each kind would cost alone is to ask. */
async function countRecords(db: Tx, scope: Scope): Promise<Lack[]> {
  const each = recordKinds.map(
    (kind) => sql`select ${kind}::text as kind, r.is_missing from (${records[kind](scope)}) r`,
  );
  const { rows } = await sql<Lack>`
    select kind, count(*) filter (where is_missing) as missing, count(*) as of
    from (${sql.join(each, sql` union all `)}) r group by 1`.execute(db);
  const held = await countHeld(db, scope);
  return recordKinds.map((kind) => {
    const { missing, of } = rows.find((row) => row.kind === kind) ?? { missing: 0, of: 0 };
    return { kind, missing, of: kind === "untold" ? of + held : of };
  });
}

/** Meetings held within the period: whole months are added up already, the days around them are counted. */
async function countHeld(db: Tx, { whose, period }: Scope): Promise<number> {
  const { months, edges } = wholeMonths(period);
  const days = edges.map(({ from, to }) => sql`t.held_on between ${from}::date and ${to}::date`);
  const { rows } = await sql<{ held: number }>`
    select (
      ${months ? sql`select coalesce(sum(m.held), 0) from meeting_month m where m.month between ${months.from}::date and ${months.to}::date and ${isOf(whose, "m.coach_id")}` : sql`select 0`}
    )::int + (
      ${days.length > 0 ? sql`select count(*) from meeting t where t.attendance = 'present' and (${sql.join(days, sql` or `)}) and ${isOf(whose, "t.coach_id")}` : sql`select 0`}
    )::int as held`.execute(db);
  return rows[0]?.held ?? 0;
}

/** Three counts rather than one that asks of each expense: they are read from indexes, and whole months are added up. */
async function countExpenses(db: Tx, period: Period): Promise<Lack[]> {
  const { months, edges } = wholeMonths(period);
  const within = (day: RawBuilder<unknown>, { from, to }: Period) =>
    sql<SqlBool>`${day} between ${from}::date and ${to}::date`;
  const days = edges.map((edge) => within(sql`e.incurred_on`, edge));
  const { rows } = await sql<{ expenses: number; unproven: number; unsplit: number }>`
    select (
      ${months ? sql`select coalesce(sum(m.expenses), 0) from expense_month m where ${within(sql`m.month`, months)}` : sql`select 0`}
    )::int + (
      ${days.length > 0 ? sql`select count(*) from expense e where ${sql.join(days, sql` or `)}` : sql`select 0`}
    )::int as expenses,
      (select count(*) from expense e where ${within(sql`e.incurred_on`, period)} and not ${isProven}) as unproven,
      (select count(*) from unsplit_expense u where ${within(sql`u.incurred_on`, period)}) as unsplit`.execute(
    db,
  );
  const { expenses = 0, unproven = 0, unsplit = 0 } = rows[0] ?? {};
  return [
    { kind: "expenseEvidence", missing: unproven, of: expenses },
    { kind: "expenseSplit", missing: unsplit, of: expenses },
  ];
}

/** Indicators that targets of grants of the period promise to declare, or that were declared since some month. */
async function findFigures(db: Tx, period: Period, day: string) {
  const { rows: expected } = await sql<{ key: string; from: string; to: string }>`
    select t.indicator_key as key, g.starts_on as "from", g.ends_on as "to"
    from target t
    join funding_grant g on g.organisation_id = t.organisation_id and g.id = t.grant_id
    where g.status in ('awarded', 'closed') and g.starts_on <= ${period.to}::date and g.ends_on >= ${period.from}::date
      and (t.indicator_key = any(${sql.val([...declaredKeys])}::text[])
        or exists (select from own_indicator o where 'own:' || o.id = t.indicator_key
          and (o.formula is null or o.formula ? 'declared')))
    union all
    select m.indicator_key, min(m.month), ${period.to}::date from figure_month m where m.figures > 0
    group by 1`.execute(db);
  const { rows: declared } = await sql<{ key: string; month: string }>`
    select indicator_key as key, month from figure_month
    where figures > 0 and month between date_trunc('month', ${period.from}::date) and ${period.to}::date
      and is_whole_month(organisation_id, indicator_key, month)`.execute(db);
  return missingFigures({ period, day }, expected, declared);
}

/** The records behind a number of what is missing, the latest first. Expenses have a list of their own. */
export const listMissing = defineQuery({
  name: "listMissing",
  permission: "worker:read",
  input: scopeSchema.extend({
    kind: z.enum(listedKeys as [ListedKind, ...ListedKind[]]),
    page: z.int().min(1),
  }),
  run: async ({ db, actor, input: { kind, page, coach, period, day } }) => {
    const scope: Scope = { whose: whoseIs(actor, coach), period, day };
    const found = await rowsOf(db, kind, scope, (page - 1) * ROWS_PER_PAGE);
    return { ...found, page, pageCount: Math.max(1, Math.ceil(found.total / ROWS_PER_PAGE)) };
  },
});

async function rowsOf(
  db: Tx,
  kind: ListedKind,
  scope: Scope,
  offset: number,
): Promise<{ rows: MissingRow[]; total: number }> {
  if (kind === "figure") {
    const { missing } = await findFigures(db, scope.period, scope.day);
    const own = await db.selectFrom("own_indicator").select(["id", "name"]).execute();
    const nameOf = (key: string) =>
      findIndicator(key)?.name.fr ?? own.find(({ id }) => `own:${id}` === key)?.name ?? key;
    const rows = missing
      .slice(offset, offset + ROWS_PER_PAGE)
      .map(({ key, month }) => ({ id: key, workerId: null, name: nameOf(key), on: month }));
    return { rows, total: missing.length };
  }
  const all = isPersonKind(kind)
    ? sql`select person.id, person.id as worker_id, person.given_name || ' ' || person.family_name as name, person.day
        from (${people(scope)}) person ${homes} where ${personLacks[kind]}`
    : sql`select r.id, r.worker_id, r.name, r.day from (${records[kind](scope)}) r where r.is_missing`;
  const { rows } = await sql<MissingRow>`
    select r.id, r.worker_id as "workerId", r.name, r.day as "on" from (${all}) r
    order by r.day desc, fold(r.name), r.id limit ${ROWS_PER_PAGE} offset ${offset}`.execute(db);
  const { rows: counted } = await sql<{ total: number }>`
    select count(*) as total from (${all}) r`.execute(db);
  return { rows, total: counted[0]?.total ?? 0 };
}

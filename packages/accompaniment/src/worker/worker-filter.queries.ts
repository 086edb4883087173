import type { Tx } from "@essaim/identity/operation";
import { type RawBuilder, sql } from "kysely";
import { listOf } from "../list/value-list.schema.ts";
import { stageRank } from "../pathway/stage.queries.ts";
import { searchTerms } from "./worker.rules.ts";
import type { WorkerFilter } from "./worker-filter.schema.ts";
import {
  type Condition,
  type ConditionGroup,
  criterionOf,
  NEARBY_KM,
  UNKNOWN,
} from "./worker-filter-condition.schema.ts";
import { dayOf } from "./worker-filter-moment.rules.ts";
import { likeness } from "./worker-search.queries.ts";

/** Who asks for a list, and on which day: « moi » and « en retard » mean something else for others. */
export type Reader = { membershipId: string; role: string; day: string };

type Test = RawBuilder<boolean>;

/** The last day the person `w` was met, alone or in a group. */
export const lastMetOn = sql<string | null>`(
  select max(e.held_on) from encounter e
  where e.organisation_id = w.organisation_id and e.worker_id = w.id and e.attendance = 'present')`;

/** The last day of the CAPE of the person `w`, while nothing follows it. */
export const contractEndsOn = sql<string | null>`(
  select case when s.term_on is not null then s.ends_on end from stage s
  where s.organisation_id = w.organisation_id and s.worker_id = w.id
    and s.kind in ('cape', 'cape_renewal', 'cesa', 'exit')
  order by s.starts_on desc, ${stageRank} desc limit 1)`;

/** Where the person `w` stands on a day: the kind of their latest stage begun, amendments aside. */
export const stageOn = (day: string) => sql<string | null>`(
  select s.kind from stage s
  where s.organisation_id = w.organisation_id and s.worker_id = w.id
    and s.starts_on <= ${day} and s.kind <> 'amendment'
  order by s.starts_on desc, ${stageRank} desc limit 1)`;

// What follows says of everybody at once what the two above say of one person: among thousands of people, the
// database goes once over the stages instead of once per person.

/**
 * Is the person `w` in a set of ids that the database makes once and looks up? `is true` keeps the set out of the
 * joins, and `distinct` within memory: when it plans, the database does not know how large the organisation is (row
 * level security says so later), and what it takes for one person it would go through again for each of 12,000.
 */
const isIn = (set: RawBuilder<unknown>): Test => sql`((w.id in (select distinct ${set})) is true)`;

/** Everybody who has begun a stage on a day, with its kind. */
const currentStages = (day: string) => sql`(
  select distinct on (s.worker_id) s.worker_id, s.kind from stage s
  where s.starts_on <= ${day} and s.kind <> 'amendment'
  order by s.worker_id, s.starts_on desc, ${stageRank} desc)`;

/** Everybody whose latest contract is a CAPE that nothing follows, with its last day. */
const openContracts = sql`(
  select latest.worker_id, latest.ends_on as day from (
    select distinct on (s.worker_id) s.worker_id, s.term_on, s.ends_on from stage s
    where s.kind in ('cape', 'cape_renewal', 'cesa', 'exit')
    order by s.worker_id, s.starts_on desc, ${stageRank} desc) latest
  where latest.term_on is not null)`;

/** Every day somebody was in a group session. */
const sessions = sql`(
  select p.worker_id, s.held_on as day
  from participant p join workshop s on s.organisation_id = p.organisation_id and s.id = p.workshop_id
  where p.worker_id is not null and p.attendance = 'present' and p.cancelled_at is null and s.cancelled_at is null)`;

/** The day before which a person was last met to be seen again; whoever came after it is not concerned yet. */
const reviewSince = (day: string) => sql`(
  select ${day}::date - 7 * o.review_after_weeks from organisation o where o.id = (select app_organisation_id()))`;

/**
 * Is the person `w`, accompanied on a day, to be met again? Nobody met them for as many weeks as the organisation
 * says, counted from their coming when nobody ever did.
 */
export const isToReview = (day: string): Test =>
  sql`(${isSupported(day)} and ${isNotMetSince(reviewSince(day))})`;

export const isSupported = (day: string): Test =>
  sql`(w.supported_from <= ${day} and (w.supported_until is null or w.supported_until >= ${day}))`;

/** Did the person `w` come, or come back, on a day or after? What was before a return says nothing of it. */
const hasComeSince = (since: RawBuilder<unknown>): Test =>
  isIn(sql`p.worker_id from support_period p where p.starts_on >= ${since}`);

/** Was the person `w` met on a day or after, alone or in a group? */
export const isMetSince = (since: RawBuilder<unknown>): Test =>
  isIn(sql`e.worker_id from encounter e where e.attendance = 'present' and e.held_on >= ${since}`);

const isNotMetSince = (since: RawBuilder<unknown>): Test =>
  sql`(w.supported_from < ${since} and not ${hasComeSince(since)} and not ${isMetSince(since)})`;

const isOverdue = (day: string): Test =>
  isIn(sql`a.worker_id from plan_action a
    where a.done_on is null and a.dropped_on is null and a.due_on < ${day}`);

/**
 * Absent from the three latest encounters since they came, or came back; an excuse neither counts nor ends the row
 * (`attendance.rules.ts`).
 */
const hasThreeAbsences: Test = sql`coalesce((
  select count(*) = 3 and bool_and(latest.attendance = 'absent') from (
    select e.attendance from encounter e
    where e.organisation_id = w.organisation_id and e.worker_id = w.id and e.attendance in ('present', 'absent')
      and e.held_on >= (select max(p.starts_on) from support_period p
        where p.organisation_id = w.organisation_id and p.worker_id = w.id)
    order by e.held_on desc limit 3) latest), false)`;

/** The people whom a filter keeps, as it is written; those without a name any more are on no list. */
function written(db: Tx, filter: WorkerFilter, reader: Reader) {
  let query = db.selectFrom("worker as w").where("w.anonymised_at", "is", null);
  for (const term of searchTerms(filter.search)) {
    const literal = term.replace(/[\\%_]/g, "\\$&");
    query = query.where(sql<boolean>`w.search_text like '%' || fold(${literal}) || '%'`);
  }
  const { day } = reader;
  if (filter.kind) query = query.where("w.kind", "=", filter.kind);
  if (filter.residence) query = query.where("w.residence", "=", filter.residence);
  if (filter.communeCode) query = query.where("w.commune_code", "=", filter.communeCode);
  if (filter.coach === "none") query = query.where("w.coach_id", "is", null);
  else if (filter.coach) {
    query = query.where(
      "w.coach_id",
      "=",
      filter.coach === "me" ? reader.membershipId : filter.coach,
    );
  }
  if (filter.need === "review") query = query.where(isToReview(day));
  if (filter.need === "overdue") {
    query = query.where(isSupported(day)).where(isOverdue(day));
  }
  if (filter.support === "ended") query = query.where("w.supported_until", "<", day);
  if (filter.support === "current") {
    query = query.where(({ or, eb }) =>
      or([eb("w.supported_until", "is", null), eb("w.supported_until", ">=", day)]),
    );
  }
  const groups = filter.groups.map((group) => testOfGroup(group, reader));
  return groups.length > 0 ? query.where(joined(filter.between, groups)) : query;
}

export type KeptPeople = ReturnType<typeof written>;

/**
 * The people that a filter keeps, and how many. When no name is spelt as the search is, those whose name is spelt
 * almost so.
 */
export async function keptBy(db: Tx, filter: WorkerFilter, reader: Reader) {
  const asWritten = written(db, filter, reader);
  const total = await count(asWritten);
  const like = total === 0 ? likeness(filter.search) : null;
  if (!like) return { people: asWritten, total, isApproximate: false };
  const alike = written(db, { ...filter, search: "" }, reader).where(like.isEnough);
  const found = await count(alike);
  return { people: alike, total: found, isApproximate: found > 0 };
}

async function count(people: KeptPeople): Promise<number> {
  const { total } = await people
    .select(({ fn }) => fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return total;
}

type Window = { limit: number; offset?: number };

/** Ids of the people kept, in the order of the list: between equals, by name. */
export async function idsInOrder(
  db: Tx,
  people: KeptPeople,
  { sort, descending }: Pick<WorkerFilter, "sort" | "descending">,
  { limit, offset = 0 }: Window,
): Promise<string[]> {
  if (sort === "lastMeeting" || sort === "contractEnd") {
    return await idsByDay(db, people, { sort, descending }, { limit, offset });
  }
  const direction = descending ? "desc" : "asc";
  const page = people.select("w.id").limit(limit).offset(offset);
  const query =
    sort === "name"
      ? // As the index on names is made.
        page
          .orderBy(sql`fold(w.family_name)`, direction)
          .orderBy(sql`fold(w.given_name)`, direction)
      : page
          .orderBy("w.supported_from", direction)
          .orderBy("w.family_name")
          .orderBy("w.given_name");
  const rows = await query.orderBy("w.id", sort === "name" ? direction : "asc").execute();
  return rows.map((row) => row.id);
}

/** Any number gives the same order: fewer days are read faster, and leave more people to look up. */
const LATELY_DAYS = 90;

/**
 * By a day that other tables say. What they say of everybody and the people kept are put together and grouped, not
 * joined, for the reason given at `isIn`.
 */
async function idsByDay(
  db: Tx,
  people: KeptPeople,
  { sort, descending }: { sort: "lastMeeting" | "contractEnd"; descending: boolean },
  { limit, offset }: Required<Window>,
): Promise<string[]> {
  const isByMeeting = sort === "lastMeeting";
  // Nearly everybody was met lately, which one index says of all at once; the latest of the others is looked up.
  const lately = sql`(select m.worker_id, max(m.held_on) as day from meeting m
    where m.attendance = 'present' and m.held_on >= current_date - ${LATELY_DAYS}::int group by m.worker_id)`;
  const own = isByMeeting
    ? sql`case when not ${isIn(sql`met.worker_id from met`)} then (
        select t.held_on from meeting t
        where t.organisation_id = w.organisation_id and t.worker_id = w.id and t.attendance = 'present'
        order by t.held_on desc limit 1) end`
    : sql`null::date`;
  const others = isByMeeting ? sql`(select * from met union all ${sessions})` : openContracts;
  const kept = people.select(["w.id", "w.family_name", "w.given_name", own.as("day")]);
  // Whoever was never met has waited the longest; whoever has no contract comes last.
  const order = sql.raw(
    descending ? "desc nulls last" : `asc nulls ${isByMeeting ? "first" : "last"}`,
  );
  const { rows } = await sql<{ id: string }>`
    ${isByMeeting ? sql`with met as materialized ${lately}` : sql``}
    select one.id from (
      ${kept}
      union all
      select other.worker_id, null, null, other.day from ${others} other) one
    group by one.id
    having count(one.family_name) > 0
    order by max(one.day) ${order}, max(one.family_name), max(one.given_name), one.id
    limit ${limit} offset ${offset}`.execute(db);
  return rows.map((row) => row.id);
}

function joined(needs: "all" | "any", tests: readonly Test[]): Test {
  return sql`(${sql.join(tests, needs === "all" ? sql` and ` : sql` or `)})`;
}

function testOfGroup({ needs, conditions }: ConditionGroup, reader: Reader): Test {
  return joined(
    needs,
    conditions.map((condition) => testOf(condition, reader)),
  );
}

/**
 * Is the condition so of the person `w`? Never null, so that its contrary is what remains. What is said in a
 * sensitive list is known only of some people: neither the condition nor its contrary is said of the others.
 */
function testOf(condition: Condition, reader: Reader): Test {
  const positive = meaningOf(condition, reader);
  const test: Test = condition.not ? sql`(not ${positive})` : positive;
  const criterion = criterionOf(condition.about);
  const isClosed =
    criterion.type === "list" && listOf(criterion.list).isSensitive && reader.role !== "manager";
  return isClosed
    ? sql`((w.coach_id is null or w.coach_id = ${reader.membershipId}) and ${test})`
    : test;
}

function meaningOf({ about, values }: Condition, reader: Reader): Test {
  const { day, membershipId } = reader;
  const [first = "", second = ""] = values.map((value) => (value === "me" ? membershipId : value));
  const known = values
    .filter((value) => value !== UNKNOWN)
    .map((value) => (value === "me" ? membershipId : value));
  const unknown = values.includes(UNKNOWN);
  switch (about) {
    case "stage":
      return anyOf(
        known.length > 0 &&
          isIn(
            sql`now.worker_id from ${currentStages(day)} now where now.kind = any (${known}::text[])`,
          ),
        unknown && sql`(not ${isIn(sql`now.worker_id from ${currentStages(day)} now`)})`,
      );
    case "coach":
      return oneOf(sql`w.coach_id::text`, known, unknown);
    case "kind":
      return oneOf(sql`w.kind`, known, unknown);
    case "residence":
      // A value of its own in the table.
      return oneOf(sql`w.residence`, values, false);
    case "commune":
      return oneOf(sql`w.commune_code`, known, unknown);
    case "nearby":
      return sql`coalesce(w.commune_code = any (array(select communes_near(${known}::text[], ${NEARBY_KM}))), false)`;
    case "neighbourhood":
      return oneOf(sql`w.neighbourhood_code`, known, unknown);
    case "import":
      return oneOf(sql`w.import_id::text`, known, unknown);
    case "supported":
      return between(first, second, day, (from, to) =>
        isIn(sql`p.worker_id from support_period p
            where p.starts_on <= ${to} and coalesce(p.ends_on, 'infinity') >= ${from}`),
      );
    case "arrived":
      return between(first, second, day, (from, to) =>
        isIn(sql`p.worker_id from support_period p where p.starts_on between ${from} and ${to}`),
      );
    case "left":
      return between(first, second, day, (from, to) =>
        isIn(sql`p.worker_id from support_period p where p.ends_on between ${from} and ${to}`),
      );
    case "notMetSince":
      return isNotMetSince(sql`${dayOf(first, day)}::date`);
    case "metSince":
      return isMetSince(sql`${dayOf(first, day)}::date`);
    case "contractEnds":
      return isIn(sql`contract.worker_id from ${openContracts} contract
        where contract.day < ${dayOf(first, day)}`);
    case "toReview":
      return isToReview(day);
    case "overdue":
      return isOverdue(day);
    case "absences":
      return hasThreeAbsences;
    case "resource":
      return anyOf(
        known.length > 0 &&
          isIn(sql`r.worker_id from worker_resource r
            where r.open_resource_id = any (${known}::uuid[])`),
        unknown && sql`(not ${isIn(sql`r.worker_id from worker_resource r`)})`,
      );
    default: {
      const criterion = criterionOf(about);
      if (criterion.type !== "list") throw new TypeError(`No meaning for ${about}`);
      const { list, moment } = criterion;
      return anyOf(
        known.length > 0 &&
          isIn(sql`v.worker_id from worker_value v
            where v.value_id = any (${known}::uuid[]) and v.list_key = ${list} and v.moment = ${moment}`),
        unknown &&
          sql`not exists (select from worker_value v
            where v.organisation_id = w.organisation_id and v.worker_id = w.id
              and v.list_key = ${list} and v.moment = ${moment})`,
      );
    }
  }
}

function oneOf(column: RawBuilder<unknown>, known: readonly string[], unknown: boolean): Test {
  return anyOf(
    known.length > 0 && sql`coalesce(${column} = any (${[...known]}::text[]), false)`,
    unknown && sql`${column} is null`,
  );
}

function anyOf(...tests: (Test | false)[]): Test {
  return joined(
    "any",
    tests.filter((test) => test !== false),
  );
}

/** A period whose open ends are the ends of time. */
function between(
  from: string,
  to: string,
  day: string,
  test: (from: RawBuilder<unknown>, to: RawBuilder<unknown>) => Test,
): Test {
  const bound = (moment: string, otherwise: string) =>
    sql`${moment ? dayOf(moment, day) : otherwise}::date`;
  return test(bound(from, "-infinity"), bound(to, "infinity"));
}

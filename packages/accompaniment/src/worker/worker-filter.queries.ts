import type { Tx } from "@essaim/identity/operation";
import { type RawBuilder, sql } from "kysely";
import { listOf } from "../list/value-list.schema.ts";
import { stageRank } from "../pathway/stage.queries.ts";
import { LIKENESS, searchTerms } from "./worker.rules.ts";
import type { WorkerFilter } from "./worker-filter.schema.ts";
import {
  type Condition,
  type ConditionGroup,
  criterionOf,
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

/** Everybody who has begun a stage on a day, with its kind. */
const currentStages = (day: string) => sql`(
  select distinct on (s.worker_id) s.worker_id, s.kind from stage s
  where s.starts_on <= ${day} and s.kind <> 'amendment'
  order by s.worker_id, s.starts_on desc, ${stageRank} desc)`;

/** Everybody whose latest contract is a CAPE that nothing follows, with its last day. */
const openContracts = sql`(
  select latest.worker_id, latest.ends_on from (
    select distinct on (s.worker_id) s.worker_id, s.term_on, s.ends_on from stage s
    where s.kind in ('cape', 'cape_renewal', 'cesa', 'exit')
    order by s.worker_id, s.starts_on desc, ${stageRank} desc) latest
  where latest.term_on is not null)`;

/** Everybody who was in a group session, with the last day. */
const lastSessions = sql<{ worker_id: string; held_on: string }>`(
  select p.worker_id, max(s.held_on) as held_on
  from participant p join workshop s on s.organisation_id = p.organisation_id and s.id = p.workshop_id
  where p.worker_id is not null and p.attendance = 'present' and p.cancelled_at is null and s.cancelled_at is null
  group by p.worker_id)`;

/** The day before which a person was last met to be seen again; whoever came after it is not concerned yet. */
const reviewSince = (day: string) => sql`(
  select ${day}::date - 7 * o.review_after_weeks from organisation o where o.id = (select app_organisation_id()))`;

/**
 * Is the person `w`, accompanied on a day, to be met again? Nobody met them for as many weeks as the organisation
 * says, counted from their coming when nobody ever did.
 */
const isToReview = (day: string): Test =>
  sql`(${isSupported(day)} and ${isNotMetSince(reviewSince(day))})`;

export const isSupported = (day: string): Test =>
  sql`(w.supported_from <= ${day} and (w.supported_until is null or w.supported_until >= ${day}))`;

// Not correlated: the database goes once over the latest encounters, not over each person's.
const isNotMetSince = (
  since: RawBuilder<unknown>,
): Test => sql`(w.supported_from < ${since} and w.id not in (
  select e.worker_id from encounter e where e.attendance = 'present' and e.held_on >= ${since}))`;

const isOverdue = (day: string): Test => sql`w.id in (
  select a.worker_id from plan_action a
  where a.done_on is null and a.dropped_on is null and a.due_on < ${day})`;

/** Absent from the three latest encounters; an excuse neither counts nor ends the row (`attendance.rules.ts`). */
const hasThreeAbsences: Test = sql`coalesce((
  select count(*) = 3 and bool_and(latest.attendance = 'absent') from (
    select e.attendance from encounter e
    where e.organisation_id = w.organisation_id and e.worker_id = w.id and e.attendance in ('present', 'absent')
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
  const alike = written(db, { ...filter, search: "" }, reader).where(like, ">=", LIKENESS);
  const found = await count(alike);
  return { people: alike, total: found, isApproximate: found > 0 };
}

async function count(people: KeptPeople): Promise<number> {
  const { total } = await people
    .select(({ fn }) => fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return total;
}

/** Ids of the people kept, in the order of the list: between equals, by name. */
export async function idsInOrder(
  people: KeptPeople,
  { sort, descending }: WorkerFilter,
  { limit, offset = 0 }: { limit: number; offset?: number },
): Promise<string[]> {
  const direction = descending ? "desc" : "asc";
  const page = people.select("w.id").limit(limit).offset(offset);
  let query = page;
  if (sort === "start") query = page.orderBy("w.supported_from", direction);
  if (sort === "lastMeeting") {
    // Of meetings the index gives the latest; group sessions are few.
    const lastMeeting = sql`(select t.held_on from meeting t
      where t.organisation_id = w.organisation_id and t.worker_id = w.id and t.attendance = 'present'
      order by t.held_on desc limit 1)`;
    query = page
      .leftJoin(lastSessions.as("session"), "session.worker_id", "w.id")
      // Whoever was never met has waited the longest.
      .orderBy(sql`greatest(session.held_on, ${lastMeeting})`, (by) =>
        descending ? by.desc().nullsLast() : by.asc().nullsFirst(),
      ) as typeof page;
  }
  if (sort === "contractEnd") {
    query = page
      .leftJoin(
        sql<{ worker_id: string; ends_on: string }>`${openContracts}`.as("contract"),
        "contract.worker_id",
        "w.id",
      )
      .orderBy(sql`contract.ends_on`, (by) =>
        (descending ? by.desc() : by.asc()).nullsLast(),
      ) as typeof page;
  }
  query =
    sort === "name"
      ? // As the index on names is made.
        query
          .orderBy(sql`fold(w.family_name)`, direction)
          .orderBy(sql`fold(w.given_name)`, direction)
      : query.orderBy("w.family_name").orderBy("w.given_name");
  const rows = await query.orderBy("w.id", sort === "name" ? direction : "asc").execute();
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
          sql`w.id in (select now.worker_id from ${currentStages(day)} now where now.kind = any (${known}::text[]))`,
        unknown && sql`w.id not in (select now.worker_id from ${currentStages(day)} now)`,
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
    case "neighbourhood":
      return oneOf(sql`w.neighbourhood_code`, known, unknown);
    case "import":
      return oneOf(sql`w.import_id::text`, known, unknown);
    case "supported":
      return between(
        first,
        second,
        day,
        (from, to) => sql`w.id in (
          select p.worker_id from support_period p
          where p.starts_on <= ${to} and coalesce(p.ends_on, 'infinity') >= ${from})`,
      );
    case "arrived":
      return between(
        first,
        second,
        day,
        (from, to) => sql`w.id in (
          select p.worker_id from support_period p
          where p.starts_on between ${from} and ${to})`,
      );
    case "left":
      return between(
        first,
        second,
        day,
        (from, to) => sql`w.id in (
          select p.worker_id from support_period p
          where p.ends_on between ${from} and ${to})`,
      );
    case "notMetSince":
      return isNotMetSince(sql`${dayOf(first, day)}::date`);
    case "contractEnds":
      return sql`w.id in (select contract.worker_id from ${openContracts} contract
        where contract.ends_on < ${dayOf(first, day)})`;
    case "toReview":
      return isToReview(day);
    case "overdue":
      return isOverdue(day);
    case "absences":
      return hasThreeAbsences;
    case "resource":
      return anyOf(
        known.length > 0 &&
          sql`w.id in (select r.worker_id from worker_resource r
            where r.open_resource_id = any (${known}::uuid[]))`,
        unknown && sql`w.id not in (select r.worker_id from worker_resource r)`,
      );
    default: {
      const criterion = criterionOf(about);
      if (criterion.type !== "list") throw new TypeError(`No meaning for ${about}`);
      const { list, moment } = criterion;
      return anyOf(
        known.length > 0 &&
          sql`w.id in (select v.worker_id from worker_value v
            where v.value_id = any (${known}::uuid[]) and v.list_key = ${list} and v.moment = ${moment})`,
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

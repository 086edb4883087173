import { listWorkers } from "@essaim/accompaniment/worker/worker-list.queries";
import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { daysAfter, today } from "@essaim/database/today";
import type { MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getCaseload } from "./caseload.queries.ts";
import { getCohorts } from "./cohort.queries.ts";
import { COHORT_MONTHS } from "./cohort.rules.ts";
import { listDelays } from "./delay.queries.ts";
import { getFunnel } from "./funnel.queries.ts";
import { getMissing, listMissing } from "./missing.queries.ts";
import { halfOf, twelveMonths } from "./period.rules.ts";
import { delayKeys, listedKeys, type MissingKind } from "./team-filter.schema.ts";
import { addTeam } from "./testing-team.ts";
import { getWorkload } from "./workload.queries.ts";

const day = today();
const period = { from: daysAfter(day, -500), to: daysAfter(day, -40) };
let database: TestDatabase;
let ours: Rows;
let coaches: string[];
let coach: MemberActor;
let manager: MemberActor;
let stranger: MemberActor;

type Row = Record<string, string | null>;
/** Every table that the dashboards read, as texts: what they say is added up again from these, in plain code. */
let tables: Record<
  | "worker"
  | "stage"
  | "support_period"
  | "meeting"
  | "plan_action"
  | "workshop"
  | "participant"
  | "worker_value"
  | "residence"
  | "contribution"
  | "list_value",
  Row[]
>;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  const theirs = await populate(database.owner.db, "Essieu");
  coaches = await addTeam(database, ours, { people: 220, day, seed: 7 });
  await addTeam(database, theirs, { people: 30, day, seed: 8 });
  coach = actorOf(ours);
  manager = actorOf(ours, "manager");
  stranger = actorOf(theirs, "manager");
  const names = [
    ...["worker", "stage", "support_period", "meeting", "plan_action", "workshop"],
    ...["participant", "worker_value", "residence", "contribution", "list_value"],
  ];
  tables = (await inOrganisation(database.owner.db, ours, async (db) => {
    const read = async (name: string) =>
      (
        await sql<{ row: Row }>`select to_jsonb(t) as row from ${sql.table(name)} t
          where organisation_id = app_organisation_id()`.execute(db)
      ).rows.map(({ row }) =>
        Object.fromEntries(
          Object.entries(row).map(([key, value]) => [key, value === null ? null : String(value)]),
        ),
      );
    return Object.fromEntries(
      await Promise.all(names.map(async (name) => [name, await read(name)] as const)),
    );
  })) as typeof tables;
}, 120_000);
afterAll(() => database.close());

const text = (row: Row | undefined, name: string) => row?.[name] ?? "";
const workerOf = (row: Row) => tables.worker.find(({ id }) => id === row.worker_id);
const isLiving = (worker: Row | undefined) => worker?.anonymised_at === null;
const isSupportedOn = (worker: Row | undefined, on: string) =>
  text(worker, "supported_from") <= on &&
  (worker?.supported_until === null || text(worker, "supported_until") >= on);
const count = <T>(rows: readonly T[], test: (row: T) => unknown) => rows.filter(test).length;
/** Everybody's, and then each coach's. */
const whoses = () => [undefined, ...coaches] as const;
const isTheirs = (whose: string | undefined, coachId: string | null | undefined) =>
  whose === undefined || coachId === whose;

const noFilter = {
  ...{ search: "", kind: undefined, coach: undefined, residence: undefined },
  ...{ communeCode: undefined, need: undefined, support: "current", groups: [], between: "all" },
  ...{ columns: [], sort: "name", descending: false, page: 1 },
} as const;
const supportedNow = {
  about: "supported",
  not: false,
  values: ["aujourdhui", "aujourdhui"],
} as const;

describe("the case-load", () => {
  test("counts whom the list of people shows under the same filter", async () => {
    const totalOf = async (filter: object) =>
      (
        await database.execute(manager, listWorkers, {
          ...(noFilter as unknown as Parameters<typeof listWorkers.run>[0]["input"]),
          ...filter,
        })
      ).total;
    const { whole, coaches: lines } = await database.execute(manager, getCaseload, {
      coach: undefined,
      day,
    });
    expect(lines.length).toBe(coaches.length + 1);
    for (const { coachId, ...line } of [{ ...whole, coachId: undefined }, ...lines]) {
      const who = coachId === undefined ? {} : { coach: coachId ?? "none" };
      const all = [supportedNow];
      const seen = [
        supportedNow,
        { about: "metSince", not: false, values: ["il-y-a-28-jours"] } as const,
      ];
      expect(line.active).toBe(
        await totalOf({ ...who, groups: [{ needs: "all", conditions: all }] }),
      );
      expect(line.seen).toBe(
        await totalOf({ ...who, groups: [{ needs: "all", conditions: seen }] }),
      );
      expect(line.toReview).toBe(await totalOf({ ...who, need: "review" }));
    }
    expect(whole.active).toBeGreaterThan(30);
    expect(whole.seen).toBeGreaterThan(2);
  });

  test("counts what is late as plain code does, and each number has its rows", async () => {
    for (const whose of whoses()) {
      const { whole } = await database.execute(manager, getCaseload, { coach: whose, day });
      expect(whole.untold).toBe(
        count(
          tables.meeting,
          (row) =>
            row.attendance === "expected" &&
            text(row, "held_on") < day &&
            isLiving(workerOf(row)) &&
            isTheirs(whose, row.coach_id),
        ),
      );
      expect(whole.action).toBe(
        count(
          tables.plan_action,
          (row) =>
            row.done_on === null &&
            row.dropped_on === null &&
            row.due_on !== null &&
            text(row, "due_on") < day &&
            isLiving(workerOf(row)) &&
            isSupportedOn(workerOf(row), day) &&
            isTheirs(whose, workerOf(row)?.coach_id),
        ),
      );
      // The latest contract is a CAPE, it is past, and nothing followed it.
      const capesOver = tables.worker.filter((worker) => {
        const contracts = tables.stage
          .filter(({ worker_id }) => worker_id === worker.id)
          .filter(({ kind }) => ["cape", "cape_renewal", "cesa", "exit"].includes(kind ?? ""))
          .sort((a, b) => text(a, "starts_on").localeCompare(text(b, "starts_on")));
        const last = contracts.at(-1);
        return (
          isLiving(worker) &&
          last?.kind === "cape" &&
          text(last, "ends_on") < day &&
          isTheirs(whose, worker.coach_id)
        );
      });
      const overdue = await database.execute(manager, listDelays, {
        ...{ kind: "overdue", coach: whose, day, page: 1 },
      } as const);
      const named = overdue.rows.filter(({ text }) => text.startsWith("Le CAPE"));
      expect(named.map(({ workerId }) => workerId).sort()).toEqual(
        capesOver.map(({ id }) => id).sort(),
      );
      for (const kind of delayKeys) {
        const { total, rows } = await database.execute(manager, listDelays, {
          ...{ kind, coach: whose, day, page: 1 },
        });
        expect([kind, total]).toEqual([kind, whole[kind]]);
        expect(rows.length).toBe(Math.min(50, total));
      }
    }
  });

  test("tells a coach their own line and what nobody accompanies, and the whole of the team", async () => {
    const own = await database.execute(coach, getCaseload, { coach: undefined, day });
    const all = await database.execute(manager, getCaseload, { coach: undefined, day });
    expect(own.whole).toEqual(all.whole);
    expect(own.coaches.map(({ coachId }) => coachId)).toEqual([coach.membershipId, null]);
    const mine = await database.execute(coach, getCaseload, { coach: "me", day });
    expect(mine.whole.active).toBe(
      all.coaches.find(({ coachId }) => coachId === coach.membershipId)?.active,
    );
    await expect(
      database.execute(coach, getCaseload, { coach: coaches[1], day }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await expect(
      database.execute(coach, getWorkload, { coach: coaches[1], until: day, day }),
    ).rejects.toMatchObject({ code: "forbidden" });
  });

  test("of another organisation is another", async () => {
    const { coaches: lines } = await database.execute(stranger, getCaseload, {
      coach: undefined,
      day,
    });
    expect(lines.some(({ coachId }) => coaches.includes(coachId ?? ""))).toBe(false);
  });
});

/** The way of each person since their first coming within the period, in plain code. */
function ways(whose: string | undefined) {
  return tables.worker
    .filter((worker) => isTheirs(whose, worker.coach_id))
    .flatMap((worker) => {
      const [came] = tables.support_period
        .filter(({ worker_id }) => worker_id === worker.id)
        .filter(
          ({ starts_on }) => (starts_on ?? "") >= period.from && (starts_on ?? "") <= period.to,
        )
        .sort((a, b) => text(a, "starts_on").localeCompare(text(b, "starts_on")));
      if (!came) return [];
      const end = came.ends_on ?? "9999-12-31";
      const stages = tables.stage
        .filter(({ worker_id }) => worker_id === worker.id)
        .filter(({ starts_on }) => (starts_on ?? "") >= text(came, "starts_on"))
        .filter(({ starts_on }) => (starts_on ?? "") <= end && (starts_on ?? "") <= day);
      return [{ from: text(came, "starts_on"), hasLeft: end <= day, stages }];
    });
}

const daysTo = (from: string, to: string) =>
  (Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / 86_400_000;

/** Between the two values around it. */
function quantile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  const at = share * (sorted.length - 1);
  const [low = 0, high = low] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}

describe("the ways of those who came", () => {
  test("are those of their stages, with the time to each contract", async () => {
    for (const whose of whoses()) {
      const expected = ways(whose);
      const found = await database.execute(manager, getFunnel, { coach: whose, period, day });
      expect(found.entered).toBe(expected.length);
      expect(found.exited).toBe(count(expected, ({ hasLeft }) => hasLeft));
      for (const { step, reached } of found.steps) {
        const noted = count(expected, ({ stages }) => stages.some(({ kind }) => kind === step));
        expect([step, reached]).toEqual([step, noted]);
      }
      for (const [kind, delays] of [
        ["cape", found.toCape],
        ["cesa", found.toCesa],
      ] as const) {
        const signed = expected.flatMap(({ from, stages }) => {
          const on = stages
            .filter((stage) => stage.kind === kind)
            .map((stage) => text(stage, "starts_on"))
            .sort()[0];
          const isWelcomed = stages.some((stage) =>
            ["candidate", "diagnosis"].includes(stage.kind ?? ""),
          );
          return on ? [{ days: daysTo(from, on), isKnown: isWelcomed || on > from }] : [];
        });
        const known = signed.filter(({ isKnown }) => isKnown).map(({ days }) => days);
        expect(delays).toEqual({
          people: known.length,
          firstQuartile: quantile(known, 0.25),
          median: quantile(known, 0.5),
          thirdQuartile: quantile(known, 0.75),
          unknown: signed.length - known.length,
        });
      }
    }
    const { toCape, entered } = await database.execute(manager, getFunnel, {
      ...{ coach: undefined, period, day },
    });
    expect(entered).toBeGreaterThan(40);
    expect(toCape.unknown).toBeGreaterThan(0);
  });

  test("make cohorts that are what became of each person", async () => {
    const asked = { from: daysAfter(day, -1500), to: day };
    const codes = new Map(tables.list_value.map(({ id, code }) => [id, code]));
    const cohorts = await database.execute(manager, getCohorts, {
      ...{ coach: undefined, period: asked, day },
    });
    const plusMonths = (on: string, months: number) => {
      const [year = 0, month = 0, date = 0] = on.split("-").map(Number);
      const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
      return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last)))
        .toISOString()
        .slice(0, 10);
    };
    const people = tables.worker.filter(
      ({ supported_from: from }) => (from ?? "") >= asked.from && (from ?? "") <= day,
    );
    const fateOf = (worker: Row, months: number) => {
      const on = plusMonths(text(worker, "supported_from"), months);
      if (on > day) return "notYet";
      const stays = tables.support_period.filter(({ worker_id }) => worker_id === worker.id);
      if (
        stays.some((stay) => text(stay, "starts_on") <= on && (stay.ends_on ?? "9999-12-31") >= on)
      ) {
        return "supported";
      }
      const left = tables.stage
        .filter(({ worker_id, kind }) => worker_id === worker.id && kind === "exit")
        .filter(({ starts_on }) => (starts_on ?? "") < on)
        .sort((a, b) => text(a, "starts_on").localeCompare(text(b, "starts_on")))
        .at(-1);
      if (!left?.exit_destination_id) return "unknown";
      return ["own_business", "other_cooperative", "permanent_job"].includes(
        codes.get(left.exit_destination_id) ?? "",
      )
        ? "sustainable"
        : "other";
    };
    for (const { half, entered, after } of cohorts) {
      const own = people.filter((worker) => halfOf(text(worker, "supported_from")) === half);
      expect([half, entered]).toEqual([half, own.length]);
      for (const { months, ...found } of after) {
        const expected = { supported: 0, sustainable: 0, other: 0, unknown: 0, notYet: 0 };
        for (const worker of own) expected[fateOf(worker, months)] += 1;
        expect([half, months, found]).toEqual([half, months, expected]);
      }
    }
    expect(cohorts.reduce((sum, { entered }) => sum + entered, 0)).toBe(people.length);
    const seen = cohorts.flatMap(({ after }) => after);
    expect(seen.length).toBe(cohorts.length * COHORT_MONTHS.length);
    for (const fate of ["supported", "sustainable", "other", "unknown", "notYet"] as const) {
      expect(seen.reduce((sum, one) => sum + one[fate], 0)).toBeGreaterThan(0);
    }
  });
});

test("the workload is that of the meetings told and of the workshops held, month by month", async () => {
  const until = daysAfter(day, -45);
  const months = twelveMonths(until);
  const isIn = (row: Row, month: string) => text(row, "held_on").slice(0, 7) === month.slice(0, 7);
  const minutes = (rows: Row[]) => rows.reduce((sum, row) => sum + Number(row.duration_minutes), 0);
  for (const whose of whoses()) {
    const found = await database.execute(manager, getWorkload, { coach: whose, until, day });
    expect(found.months.map(({ month }) => month)).toEqual(months);
    for (const line of found.months) {
      const told = tables.meeting.filter(
        (row) => isIn(row, line.month) && isTheirs(whose, row.coach_id),
      );
      const held = told.filter(({ attendance }) => attendance === "present");
      const workshops = tables.workshop.filter(
        (row) =>
          isIn(row, line.month) &&
          row.cancelled_at === null &&
          text(row, "held_on") <= day &&
          isTheirs(whose, row.coach_id),
      );
      expect(line).toEqual({
        month: line.month,
        held: held.length,
        heldMinutes: minutes(held),
        missed: count(told, ({ attendance }) => attendance === "absent"),
        excused: count(told, ({ attendance }) => attendance === "excused"),
        workshops: workshops.length,
        workshopMinutes: minutes(workshops),
      });
    }
    expect(found.whole.held).toBeGreaterThan(5);
  }
  const own = await database.execute(coach, getWorkload, { coach: undefined, until, day });
  expect(own.coaches.map(({ coachId }) => coachId)).toEqual([coach.membershipId]);
});

describe("what is missing before a report", () => {
  /** The answer in force on a day, or else the first one there is. */
  function homeOn(workerId: string | null | undefined, on: string): Row | undefined {
    const answers = tables.residence
      .filter(({ worker_id, superseded_at }) => worker_id === workerId && superseded_at === null)
      .sort((a, b) => text(a, "holds_from").localeCompare(text(b, "holds_from")));
    return answers.filter((row) => text(row, "holds_from") <= on).at(-1) ?? answers[0];
  }

  function expectedFor(whose: string | undefined) {
    const { from, to } = period;
    const people = tables.worker.flatMap((worker) => {
      const last = tables.support_period
        .filter(({ worker_id }) => worker_id === worker.id)
        .filter((stay) => text(stay, "starts_on") <= to && (stay.ends_on ?? "9999") >= from)
        .map((stay) => (stay.ends_on && stay.ends_on < to ? stay.ends_on : to))
        .sort()
        .at(-1);
      return last && isLiving(worker) && isTheirs(whose, worker.coach_id)
        ? [{ worker, home: homeOn(worker.id, last) }]
        : [];
    });
    const lacks = (key: string) =>
      count(
        people,
        ({ worker }) =>
          !tables.worker_value.some(
            (row) => row.worker_id === worker.id && row.list_key === key && row.moment === "now",
          ),
      );
    const within = (row: Row, name: string) => text(row, name) >= from && text(row, name) <= to;
    const exits = tables.stage.filter(
      (row) =>
        row.kind === "exit" &&
        within(row, "starts_on") &&
        text(row, "starts_on") <= day &&
        isLiving(workerOf(row)) &&
        isTheirs(whose, workerOf(row)?.coach_id),
    );
    const meetings = tables.meeting.filter(
      (row) => within(row, "held_on") && isTheirs(whose, row.coach_id),
    );
    const untold = count(
      meetings,
      (row) =>
        row.attendance === "expected" && text(row, "held_on") < day && isLiving(workerOf(row)),
    );
    const workshops = tables.workshop.filter(
      (row) => within(row, "held_on") && row.cancelled_at === null && isTheirs(whose, row.coach_id),
    );
    const contributions = tables.contribution.filter(
      (row) =>
        within(row, "contributed_on") && (whose === undefined || workerOf(row)?.coach_id === whose),
    );
    const of = people.length;
    const expected: Partial<Record<MissingKind, [missing: number, of: number]>> = {
      residenceToCheck: [count(people, ({ home }) => home?.to_check === "true"), of],
      residence: [
        count(
          people,
          ({ home, worker }) =>
            home?.to_check !== "true" && (home?.answer ?? worker.residence) === "unknown",
        ),
        of,
      ],
      gender: [lacks("gender"), of],
      birth: [count(people, ({ worker }) => worker.birth_year === null), of],
      education: [lacks("education"), of],
      exitReason: [count(exits, (row) => row.exit_reason_id === null), exits.length],
      exitDestination: [count(exits, (row) => row.exit_destination_id === null), exits.length],
      untold: [untold, untold + count(meetings, (row) => row.attendance === "present")],
      attendance: [
        count(workshops, ({ id }) =>
          tables.participant.some(
            (row) => row.workshop_id === id && row.attendance === "expected" && !row.cancelled_at,
          ),
        ),
        workshops.length,
      ],
      contributionEvidence: [
        count(contributions, (row) => row.evidence_url === null && row.certificate === ""),
        contributions.length,
      ],
    };
    return expected;
  }

  test("is counted as plain code does, and each number has its rows", async () => {
    for (const whose of whoses()) {
      const asked = { coach: whose, period, day };
      const found = await database.execute(manager, getMissing, asked);
      const expected = expectedFor(whose);
      for (const [kind, [missing, of]] of Object.entries(expected)) {
        expect(found.find((one) => one.kind === kind)).toEqual({ kind, missing, of });
        if (whose === undefined) expect(missing).toBeGreaterThan(0);
      }
      for (const kind of listedKeys) {
        const lack = found.find((one) => one.kind === kind);
        if (!lack) continue;
        const { total, rows } = await database.execute(manager, listMissing, {
          ...{ ...asked, kind, page: 1 },
        });
        expect([kind, total]).toEqual([kind, lack.missing]);
        expect(rows.length).toBe(Math.min(50, total));
      }
    }
  });

  test("of expenses is told to whoever reads spending, and of the cooperative as a whole only", async () => {
    const kinds = async (actor: MemberActor, whose?: string) =>
      (await database.execute(actor, getMissing, { coach: whose, period, day })).map(
        ({ kind }) => kind,
      );
    expect(await kinds(manager)).toEqual(expect.arrayContaining(["expenseEvidence", "figure"]));
    expect(await kinds(manager, coaches[1])).not.toContain("expenseEvidence");
    expect(await kinds(manager, coaches[1])).not.toContain("figure");
    expect(await kinds(coach)).not.toContain("expenseEvidence");
    expect(await kinds(coach)).toContain("figure");
    const { rows } = await inOrganisation(database.owner.db, ours, (db) =>
      sql<{ of: number; unproven: number }>`
          select count(*)::int as of,
            (count(*) filter (where evidence_url is null and kind not in ('aid', 'staff_time')
              and not exists (select from funding_file f where f.expense_id = e.id)))::int as unproven
          from expense e where organisation_id = app_organisation_id() and incurred_on between ${period.from} and ${period.to}`.execute(
        db,
      ),
    );
    const found = await database.execute(manager, getMissing, { coach: undefined, period, day });
    expect(found.find(({ kind }) => kind === "expenseEvidence")).toEqual({
      ...{ kind: "expenseEvidence", missing: rows[0]?.unproven, of: rows[0]?.of },
    });
    expect(rows[0]?.unproven).toBeGreaterThan(0);
  });

  test("of declared figures is each month that nobody declared since the first", async () => {
    const first = `${daysAfter(day, -430).slice(0, 7)}-01`;
    await inOrganisation(database.owner.db, ours, (db) =>
      db
        .insertInto("declared_figure")
        .values({
          organisation_id: ours.organisationId,
          indicator_key: "text_audio_visits",
          month: first,
          source: "Relevé",
          value: 3,
          evidence: "Page de statistiques",
        })
        .execute(),
    );
    const { rows } = await database.execute(manager, listMissing, {
      ...{ kind: "figure", coach: undefined, page: 1, day },
      period: { from: first, to: day },
    } as const);
    const own = rows.filter(({ id }) => id === "text_audio_visits").map(({ on }) => on);
    const expected: string[] = [];
    for (let on = daysAfter(first, 32); ; on = daysAfter(`${on.slice(0, 7)}-01`, 32)) {
      if (on.slice(0, 7) >= day.slice(0, 7)) break;
      expected.push(`${on.slice(0, 7)}-01`);
    }
    expect(own).toEqual(expected);
    expect(expected.length).toBeGreaterThan(11);
  });
});

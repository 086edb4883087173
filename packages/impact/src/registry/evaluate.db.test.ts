import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import type { MemberActor } from "@essaim/identity/actor";
import { defineQuery, type Tx } from "@essaim/identity/operation";
import { actorOf } from "@essaim/identity/testing-actor";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { breakDown, evaluateAll, type Scope } from "./evaluate.queries.ts";
import { findIndicator, type IndicatorDefinition, registry } from "./indicator.schema.ts";
import { peopleOfPeriod } from "./people.queries.ts";
import { sourceKeys, sourceOf } from "./source.schema.ts";

let database: TestDatabase;
let ours: Rows;
let manager: MemberActor;
let coach: MemberActor;

const year: Scope = { from: "2026-01-01", to: "2026-12-31" };

/** Runs in the role of somebody, as an operation does. */
const as = <T>(actor: MemberActor, work: (db: Tx) => Promise<T>): Promise<T> =>
  database.execute(
    actor,
    defineQuery({
      name: "read",
      permission: "worker:read",
      input: z.object({}),
      run: ({ db }) => work(db),
    }),
    {},
  );

const evaluate = (actor: MemberActor, definitions: readonly IndicatorDefinition[], scope = year) =>
  as(actor, (db) => evaluateAll(db, actor, definitions, scope));

const asOwner = <T>(work: (db: Tx) => Promise<T>) => inOrganisation(database.owner.db, ours, work);

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  await populate(database.owner.db, "Essieu");
  manager = actorOf(ours, "manager");
  coach = actorOf(ours, "coach");
});
afterAll(() => database.close());

/** An indicator that somebody composed. */
function composed(formula: Extract<IndicatorDefinition, { source: "records" }>["formula"]) {
  const model = findIndicator("supported_workers");
  if (!model) throw new Error("The registry has lost its first indicator");
  return { ...model, key: "own", source: "records" as const, formula };
}

describe("every indicator of the registry", () => {
  test("is counted for a manager; a coach gets those whose records they may read", async () => {
    const all = await evaluate(manager, registry);
    expect([...all.keys()]).toEqual(registry.map(({ key }) => key));
    const read = await evaluate(coach, registry);
    const hidden = registry.map(({ key }) => key).filter((key) => !read.has(key));
    expect(hidden).toEqual([
      "paid_spending",
      "cost_per_supported_worker",
      "cost_per_sustainable_exit",
    ]);
    for (const [key, figure] of read) expect(figure).toEqual(all.get(key));
  });

  test.each(sourceKeys)(
    "%s is divided by each of its dimensions, into the same whole",
    async (source) => {
      const indicator = composed({ source, measure: "records" });
      const whole = (await evaluate(manager, [indicator])).get("own")?.value ?? 0;
      for (const dimension of sourceOf(source).dimensions) {
        const shares = await as(manager, (db) => breakDown(db, indicator, year, dimension));
        expect(shares.reduce((sum, { count }) => sum + count, 0)).toBe(whole);
      }
    },
  );
});

/** Somebody who came on the first day of each pair, and left on the second when there is one. */
const addPerson = (stays: readonly (readonly [string, string?])[], about: object = {}) =>
  asOwner(async (db) => {
    const tenant = { organisation_id: ours.organisationId };
    const { id } = await db
      .insertInto("worker")
      .values({
        ...tenant,
        given_name: "Noé",
        family_name: "Inventé",
        kind: "platform_worker",
        supported_from: stays[0]?.[0] ?? "2026-01-01",
        ...about,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    for (const [from, until] of stays) {
      const stage = { ...tenant, worker_id: id };
      await db
        .insertInto("stage")
        .values([
          { ...stage, kind: "diagnosis" as const, starts_on: from },
          ...(until ? [{ ...stage, kind: "exit" as const, starts_on: until }] : []),
        ])
        .execute();
    }
    return id;
  });

const noteDestination = (workerId: string, day: string, code: string) =>
  asOwner(async (db) => {
    const { id } = await db
      .selectFrom("list_value")
      .where("organisation_id", "=", ours.organisationId)
      .where("list_key", "=", "exit_destination")
      .where("code", "=", code)
      .select("id")
      .executeTakeFirstOrThrow();
    await db
      .updateTable("stage")
      .set({ exit_destination_id: id })
      .where("worker_id", "=", workerId)
      .where("kind", "=", "exit")
      .where("starts_on", "=", day)
      .execute();
  });

const peopleIn = (scope: Scope, actor = manager) => as(actor, (db) => peopleOfPeriod(db, scope));

describe("people", () => {
  test("counted already by every breakdown tell the indicators the same", async () => {
    const people = await as(manager, (db) => peopleOfPeriod(db, year));
    const narrow = { ...composed({ source: "people", measure: "people" }), key: "own:narrow" };
    const asked = [
      ...registry,
      {
        ...narrow,
        formula: { ...narrow.formula, where: { residence: ["priority"], kind: ["both"] } },
      },
    ];
    const told = await as(manager, (db) => evaluateAll(db, manager, asked, year, people));
    expect(told).toEqual(await evaluate(manager, asked));
  });

  test("are counted once, on the days they were there", async () => {
    const quiet: Scope = { from: "2020-03-01", to: "2020-03-31" };
    await addPerson([["2020-01-01", "2020-02-29"]]); // left the day before
    await addPerson([["2020-04-01", "2020-04-30"]]); // came the day after
    await addPerson([
      ["2019-01-01", "2019-02-01"],
      ["2020-05-01", "2020-05-02"],
    ]); // in the gap
    expect((await peopleIn(quiet)).total).toBe(0);
    await addPerson([["2020-01-01", "2020-03-01"]]); // left on the first day
    await addPerson([["2020-03-31", "2020-06-30"]]); // came on the last day
    await addPerson([
      ["2020-03-02", "2020-03-05"],
      ["2020-03-10", "2020-03-12"],
    ]); // twice
    const found = await peopleIn(quiet);
    expect(found.total).toBe(3);
    expect(found.outcome).toEqual({ other_exit: 2, supported: 1 });
    for (const { total, ...breakdowns } of [found]) {
      for (const cells of Object.values(breakdowns)) {
        expect(Object.values(cells).reduce((sum, people) => sum + people, 0)).toBe(total);
      }
    }
  });

  test("who came back have left no more; a lasting end is the one of their last stay", async () => {
    const scope: Scope = { from: "2021-01-01", to: "2021-12-31" };
    const back = await addPerson([["2021-01-01", "2021-02-01"], ["2021-06-01"]]);
    await noteDestination(back, "2021-02-01", "permanent_job");
    const gone = await addPerson([["2021-01-01", "2021-12-31"]]);
    await noteDestination(gone, "2021-12-31", "own_business");
    const later = await addPerson([["2021-01-01", "2022-01-01"]]);
    await noteDestination(later, "2022-01-01", "own_business");
    const outcome = { supported: 2, sustainable: 1 };
    expect((await peopleIn(scope)).outcome).toMatchObject(outcome);
    expect((await peopleIn(scope, coach)).outcome).toMatchObject(outcome);
    const exits = findIndicator("sustainable_exits");
    const found = await evaluate(manager, exits ? [exits] : [], scope);
    expect(found.get("sustainable_exits")).toMatchObject({ value: 1 });
  });

  test("live where they lived on their last day; what has to be checked is not known", async () => {
    const scope: Scope = { from: "2018-01-01", to: "2018-12-31" };
    const [moved, doubtful] = [
      await addPerson([["2018-01-01", "2019-06-01"]]),
      await addPerson([["2018-01-01", "2018-06-01"]]),
    ];
    await addPerson([["2018-05-01", "2018-06-01"]]);
    const before = await peopleIn(scope);
    await asOwner(async (db) => {
      const answer = {
        organisation_id: ours.organisationId,
        generation: 2015,
        source: "address" as const,
      };
      const home = {
        answer: "priority" as const,
        neighbourhood_code: "QN05901M",
        commune_code: "59350",
      };
      await db
        .insertInto("residence")
        .values([
          { ...answer, ...home, worker_id: moved, holds_from: "2018-12-31" },
          { ...answer, worker_id: moved, holds_from: "2018-01-01", answer: "outside" },
          { ...answer, worker_id: moved, holds_from: "2019-01-01", answer: "outside" },
          { ...answer, ...home, worker_id: doubtful, holds_from: "2018-01-01", to_check: true },
        ])
        .execute();
    });
    const after = await peopleIn(scope);
    expect(after.residence).toEqual({ ...before.residence, priority: 1, unknown: 2 });
    expect(after.neighbourhood).toEqual({ QN05901M: 1, unknown: 2 });
    const everybody = composed({ source: "people", measure: "people" });
    expect(await as(manager, (db) => breakDown(db, everybody, scope, "commune"))).toEqual([
      { value: "unknown", count: 2 },
      { value: "59350", count: 1 },
    ]);
    const share = findIndicator("priority_share");
    const found = await evaluate(manager, share ? [share] : [], scope);
    expect(found.get("priority_share")).toEqual({
      value: 1 / 3,
      parts: { numerator: 1, denominator: 3 },
      records: 3,
      unknown: 2,
    });
  });

  test("are as old as they are on the first day of the period", async () => {
    const scope: Scope = { from: "2016-06-15", to: "2016-12-31" };
    const born = (birth_on: string) => ({ birth_on, birth_year: Number(birth_on.slice(0, 4)) });
    await addPerson([["2016-07-01", "2016-08-01"]], born("1990-06-15"));
    await addPerson([["2016-07-01", "2016-08-01"]], born("1990-06-16"));
    await addPerson([["2016-07-01", "2016-08-01"]], { birth_year: 1961 });
    await addPerson([["2016-07-01", "2016-08-01"]]);
    expect((await peopleIn(scope)).age).toEqual({
      "26_34": 1,
      under_26: 1,
      from_55: 1,
      unknown: 1,
    });
  });
});

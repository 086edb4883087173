import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { daysAfter, today } from "@essaim/database/today";
import { getGrant } from "@essaim/funding/grant/grant.queries";
import type { MemberActor } from "@essaim/identity/actor";
import { defineQuery, type Tx } from "@essaim/identity/operation";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { evaluateAll } from "../registry/evaluate.queries.ts";
import { findIndicator, registry } from "../registry/indicator.schema.ts";
import { monthOf } from "../team/period.rules.ts";
import { addTeam } from "../team/testing-team.ts";
import { countByMonth, isDated } from "./by-month.queries.ts";
import {
  dashboardFilterSchema,
  getFiguresOfGrant,
  getGrantProgress,
  getTeamDashboard,
} from "./progress.queries.ts";
import { setTargets } from "./target.commands.ts";
import { canBePromised } from "./target.schema.ts";

const day = today();
const from = daysAfter(day, -300);
const endsOn = daysAfter(day, 90);
const scope = { from, to: day };

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let manager: MemberActor;
let grantId: string;

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
const asOwner = <T>(rows: Rows, work: (db: Tx) => Promise<T>) =>
  inOrganisation(database.owner.db, rows, work);

async function addGrant(rows: Rows, title: string, startsOn: string, until: string) {
  return asOwner(rows, async (db) => {
    const { programme_id, organisation_id, funder_id } = await db
      .selectFrom("funding_grant")
      .where("id", "=", rows.grantId)
      .select(["programme_id", "organisation_id", "funder_id"])
      .executeTakeFirstOrThrow();
    const { id } = await db
      .insertInto("funding_grant")
      .values({
        ...{ programme_id, organisation_id, funder_id, title },
        status: "awarded",
        starts_on: startsOn,
        ends_on: until,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return id;
  });
}

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  await addTeam(database, ours, { people: 120, day, seed: 11 });
  manager = actorOf(ours, "manager");
  grantId = await addGrant(ours, "En cours", from, endsOn);
});
afterAll(() => database.close());

const target = (
  indicatorKey: string,
  value: number,
  milestones: { dueOn: string; value: number }[] = [],
  actionId: string | null = null,
) => ({ indicatorKey, value, actionId, milestones });

async function set(id: string, ...targets: ReturnType<typeof target>[]) {
  const { version } = await database.execute(manager, getGrant, { id });
  return database.execute(manager, setTargets, { grantId: id, version, targets });
}
const targetsOf = async (id: string) => (await database.execute(manager, getGrant, { id })).targets;

describe("months", () => {
  const wholeMonths = { ...scope, from: "2026-01-01", to: "2026-06-30" };
  const withinMonths = { ...scope, from: "2026-01-08", to: "2026-06-17" };
  const withinOne = { ...scope, from: "2026-03-03", to: "2026-03-20" };
  test.each([scope, wholeMonths, withinMonths, withinOne])(
    "of every indicator that can be promised add up to its figure, from $from to $to",
    async (scope) => {
      const promised = registry.filter((one) => canBePromised(one) && isDated(one));
      const figures = await as(manager, (db) => evaluateAll(db, manager, promised, scope));
      const months = await as(manager, (db) => countByMonth(db, promised, scope));
      for (const { key } of promised) {
        const by = months.get(key);
        const all = Object.values(by?.months ?? {}).reduce((sum, n) => sum + n, by?.before ?? 0);
        const { value = null, unknown = 0 } = figures.get(key) ?? {};
        expect([key, all, by?.unknown]).toEqual([key, value ?? 0, unknown]);
      }
      expect(figures.get("supported_workers")?.value).toBeGreaterThan(0);
    },
  );

  test("count people in the month they came, and those already there apart", async () => {
    const supported = findIndicator("supported_workers") ?? expect.fail();
    const by = (await as(manager, (db) => countByMonth(db, [supported], scope))).get(supported.key);
    const periods = await asOwner(ours, (db) =>
      db
        .selectFrom("support_period")
        .where("organisation_id", "=", ours.organisationId)
        .select(["worker_id", "starts_on", "ends_on"])
        .execute(),
    );
    const first = new Map<string, string>();
    for (const { worker_id, starts_on, ends_on } of periods) {
      if (starts_on > day || (ends_on !== null && ends_on < from)) continue;
      const known = first.get(worker_id);
      if (!known || starts_on < known) first.set(worker_id, starts_on);
    }
    const expected = { before: 0, unknown: 0, months: {} as Record<string, number> };
    for (const on of first.values()) {
      if (on < from) expected.before += 1;
      else expected.months[monthOf(on)] = (expected.months[monthOf(on)] ?? 0) + 1;
    }
    expect(by).toEqual(expected);
    expect(expected.before).toBeGreaterThan(0);
    expect(Object.keys(expected.months).length).toBeGreaterThan(3);
  });

  test("count those who left for good in the month they did", async () => {
    const exits = findIndicator("sustainable_exits") ?? expect.fail();
    const by = (await as(manager, (db) => countByMonth(db, [exits], scope))).get(exits.key);
    const { rows } = await asOwner(ours, (db) =>
      sql<{ month: string; people: number }>`
        select to_char(s.starts_on, 'YYYY-MM-01') as month, count(distinct s.worker_id)::int as people
        from stage s join list_value d on d.organisation_id = s.organisation_id and d.id = s.exit_destination_id
        where s.organisation_id = ${ours.organisationId} and s.kind = 'exit'
          and d.code in ('own_business', 'other_cooperative', 'permanent_job')
          and s.starts_on between ${from} and ${day}
          and not exists (select from support_period p where p.organisation_id = s.organisation_id
            and p.worker_id = s.worker_id and p.starts_on <= ${day} and (p.ends_on is null or p.ends_on > s.starts_on))
        group by 1`.execute(db),
    );
    expect(by?.months).toEqual(Object.fromEntries(rows.map((row) => [row.month, row.people])));
    expect(rows.length).toBeGreaterThan(0);
  });
});

describe("targets", () => {
  test("keep their id when they change, and carry their milestones", async () => {
    const first = { dueOn: daysAfter(from, 60), value: 10 };
    const second = { dueOn: daysAfter(from, 200), value: 30 };
    expect(await set(grantId, target("supported_workers", 60, [second, first]))).toMatchObject({
      ok: true,
    });
    const ids = () =>
      asOwner(ours, (db) =>
        db.selectFrom("target").where("grant_id", "=", grantId).select("id").execute(),
      );
    const before = await ids();
    expect(await targetsOf(grantId)).toMatchObject([{ milestones: [first, second] }]);
    await set(grantId, target("supported_workers", 70, [first]));
    expect(await ids()).toEqual(before);
    expect(await targetsOf(grantId)).toMatchObject([{ value: 70, milestones: [first] }]);
    await set(grantId, target("video_views", 900));
    expect(await targetsOf(grantId)).toMatchObject([
      { indicatorKey: "video_views", milestones: [] },
    ]);
    await set(grantId);
    expect(await targetsOf(grantId)).toEqual([]);
    const { rows } = await asOwner(ours, (db) =>
      sql`select from target_milestone m join target t on t.id = m.target_id
        where t.grant_id = ${grantId}`.execute(db),
    );
    expect(rows).toEqual([]);
  });

  test("are refused outside the programme, off their way, or when they cannot be promised", async () => {
    const [foreign] = await asOwner(theirs, (db) =>
      db
        .selectFrom("programme_action")
        .where("organisation_id", "=", theirs.organisationId)
        .select("id")
        .execute(),
    );
    expect(await set(grantId, target("video_views", 9, [], foreign?.id ?? ""))).toEqual({
      ok: false,
      reason: "action_unknown",
      indicatorKey: "video_views",
    });
    expect(
      await set(
        grantId,
        target("video_views", 9, [{ dueOn: endsOn, value: 4 }]),
        target("text_audio_visits", 9, [{ dueOn: from, value: 9 }]),
      ),
    ).toMatchObject({
      reason: "milestones",
      faults: [
        { indicatorKey: "video_views", fault: "outside_period", at: 0, field: "dueOn" },
        { indicatorKey: "text_audio_visits", fault: "not_increasing", at: 0, field: "value" },
      ],
    });
    expect(await set(grantId, target("priority_share", 9))).toMatchObject({
      reason: "not_promised",
    });
    expect(await set(grantId, target("own:0190a0a0-0000-7000-8000-000000000001", 9))).toMatchObject(
      { reason: "not_promised" },
    );
    expect(await targetsOf(grantId)).toEqual([]);
  });

  test("are not set over what somebody else just set", async () => {
    const { version } = await database.execute(manager, getGrant, { id: grantId });
    const send = (value: number) =>
      database.execute(manager, setTargets, {
        grantId,
        version,
        targets: [target("supported_workers", value)],
      });
    expect(await send(10)).toEqual({ ok: true, id: grantId });
    expect(await send(11)).toMatchObject({
      reason: "conflict",
      current: { targets: [{ value: 10 }], version: version + 1 },
    });
  });
});

describe("the dashboard", () => {
  const dashboard = (actor: MemberActor, query: object = {}) =>
    database.execute(actor, getTeamDashboard, dashboardFilterSchema.parse(query));

  test("tells each target with its trajectory and its forecast, by action", async () => {
    const { actions } = await database.execute(manager, getGrant, { id: grantId });
    const [action] = actions;
    await set(
      grantId,
      target("supported_workers", 10_000, [], action?.id ?? null),
      target("contributions_to_commons", 1),
      target("transferred_activities", 50),
    );
    const page = await dashboard(manager, { financement: grantId });
    if (!page.grant) return expect.fail("no grant");
    expect(page.groups.map((group) => group.action?.id ?? null)).toEqual([action?.id, null]);
    const [supported] = page.groups[0]?.targets ?? [];
    expect(supported).toMatchObject({ target: 10_000, outlook: "out_of_reach", knownOn: day });
    expect(supported?.months.at(-1)).toMatchObject({ on: day, done: supported?.actual });
    expect(supported?.forecast).toMatchObject({ kind: "known", end: { on: endsOn } });
    expect(supported?.way.at(-1)).toEqual({ dueOn: endsOn, value: 10_000 });
    const others = page.groups[1]?.targets ?? [];
    // Known to the year alone, a transfer has no month.
    expect(
      others.find(({ definition }) => definition.key === "transferred_activities"),
    ).toMatchObject({ months: [], forecast: null });
    expect(page.people?.total).toBe(supported?.actual);
    const told = await database.execute(manager, getFiguresOfGrant, { grantId: page.grant.id });
    expect(told.people?.total).toBe(page.people?.total);
    const all = new Map(told.figures.map(({ definition, value }) => [definition.key, value]));
    for (const { definition, actual } of page.groups.flatMap(({ targets }) => targets))
      expect(all.get(definition.key) ?? null).toBe(actual);
    expect(all.size).toBeGreaterThan(3);
    expect(told.people?.residence.priority ?? 0).toBe(page.people?.priority);
  });

  test("says nothing before the period, and that it is over after it", async () => {
    const next = await addGrant(ours, "À venir", daysAfter(day, 10), daysAfter(day, 375));
    const past = await addGrant(ours, "Passé", daysAfter(day, -900), daysAfter(day, -500));
    for (const id of [next, past]) await set(id, target("supported_workers", 9_000));
    const [coming] = (await database.execute(manager, getGrantProgress, { id: next })).groups;
    expect(coming?.targets).toMatchObject([
      { actual: null, knownOn: null, expected: null, forecast: null, outlook: "unknown" },
    ]);
    const [over] = (await database.execute(manager, getGrantProgress, { id: past })).groups;
    expect(over?.targets).toMatchObject([{ forecast: null, outlook: "missed" }]);
  });

  test("is known, for what is declared, up to the last month that somebody declared", async () => {
    const id = await addGrant(ours, "Déclaré", "2024-01-01", "2024-12-31");
    await asOwner(ours, (db) =>
      db
        .insertInto("declared_figure")
        .values(
          ["2024-02-01", "2024-05-01", "2024-06-01"].map((month, at) => ({
            organisation_id: ours.organisationId,
            indicator_key: "text_audio_visits",
            month,
            source: `Relevé ${at}`,
            // Nothing is an answer too.
            value: [30, 30, 0][at] ?? 0,
            evidence: "Inventé",
          })),
        )
        .execute(),
    );
    await set(id, target("text_audio_visits", 61));
    const [group] = (await database.execute(manager, getGrantProgress, { id })).groups;
    const [visits] = group?.targets ?? [];
    expect(visits).toMatchObject({ actual: 60, knownOn: "2024-06-30" });
    expect(visits?.months.map(({ done }) => done)).toEqual([0, 30, 30, 30, 60, 60]);
    expect(visits?.forecast).toMatchObject({ kind: "known", months: 6, perMonth: 10 });
  });

  test("keeps a target on an indicator retired since, and says so", async () => {
    const id = await addGrant(ours, "Retiré", from, endsOn);
    const own = await asOwner(ours, (db) =>
      db
        .insertInto("own_indicator")
        .values({
          organisation_id: ours.organisationId,
          name: "Visites de jardins",
          definition: "Visites de jardins partagés, déclarées chaque mois.",
          unit_one: "visite",
          unit_many: "visites",
          audience: "team",
        })
        .returning("id")
        .executeTakeFirstOrThrow(),
    );
    expect(await set(id, target(`own:${own.id}`, 12))).toMatchObject({ ok: true });
    await asOwner(ours, (db) =>
      db.updateTable("own_indicator").set({ retired_on: day }).where("id", "=", own.id).execute(),
    );
    const [group] = (await database.execute(manager, getGrantProgress, { id })).groups;
    expect(group?.targets).toMatchObject([
      { target: 12, actual: null, isOpen: true, definition: { retiredOn: day } },
    ]);
  });

  test("shows a coach what they may count, and another organisation nothing", async () => {
    await set(grantId, target("supported_workers", 9), target("money_given_to_commons", 90_000));
    const read = await dashboard(actorOf(ours, "coach"), { financement: grantId });
    const targets = read.grant ? read.groups.flatMap((group) => group.targets) : [];
    expect(targets.map(({ isOpen }) => isOpen)).toEqual([true, true]);
    const all = (actor: MemberActor) => database.execute(actor, getFiguresOfGrant, { grantId });
    const told = await all(actorOf(ours, "coach"));
    expect(told.figures.map(({ definition }) => definition.key)).not.toContain("cost_per_exit");
    await expect(all(actorOf(theirs, "manager"))).rejects.toThrow();
    await expect(dashboard(actorOf(theirs, "manager"), { financement: grantId })).rejects.toThrow(
      /No grant/,
    );
    await expect(dashboard(actorOf(ours, "funder"))).rejects.toThrow();
  });
});

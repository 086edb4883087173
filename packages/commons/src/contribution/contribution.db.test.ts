import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { today } from "@essaim/database/today";
import type { MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { listLedgerAlerts } from "../register/ledger-alerts.queries.ts";
import { recordUpstreamStep, takeBackUpstreamStep } from "../upstream/upstream.commands.ts";
import { lastUnansweredDay } from "../upstream/upstream.rules.ts";
import { upstreamStepSchema } from "../upstream/upstream.schema.ts";
import { addValuationRule, removeValuationRule } from "../valuation/valuation.commands.ts";
import { listValuationRules, sumLedger } from "../valuation/valuation.queries.ts";
import { valuationRuleSchema } from "../valuation/valuation.schema.ts";
import {
  editContribution,
  recordContribution,
  removeContribution,
} from "./contribution.commands.ts";
import { getContributionFile, listContributions } from "./contribution.queries.ts";
import { contributionFilterSchema, contributionSchema } from "./contribution.schema.ts";

let database: TestDatabase;
let ours: Rows;
let coach: MemberActor;
let manager: MemberActor;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  coach = actorOf(ours, "coach");
  manager = actorOf(ours, "manager");
});
afterAll(() => database.close());
beforeEach(async () => {
  await sql`delete from contribution`.execute(database.owner.db);
  await sql`delete from valuation_rule`.execute(database.owner.db);
});

const input = (typed: object = {}) =>
  contributionSchema.parse({
    kind: "code",
    openResourceId: ours.resourceId,
    contributedOn: "2026-05-04",
    description: "Une correction",
    ...typed,
  });

async function record(typed: object = {}, actor = coach): Promise<string> {
  const outcome = await database.execute(actor, recordContribution, input(typed));
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.id;
}
const fileOf = (id: string, actor = manager) =>
  database.execute(actor, getContributionFile, { id });
const step = (contributionId: string, typed: object) =>
  database.execute(coach, recordUpstreamStep, {
    ...upstreamStepSchema.parse({ happenedOn: "2026-05-05", ...typed }),
    contributionId,
  });

/** A line of own funds of 1 000 € for 2026. */
async function openLine(): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into budget_line (organisation_id, label, amount_cents, starts_on, ends_on)
    values (${ours.organisationId}, 'Communs', 100000, '2026-01-01', '2026-12-31') returning id`.execute(
    database.owner.db,
  );
  return rows[0]?.id ?? "";
}

test("shares make their amount, and keep their certificate", async () => {
  const typed = { kind: "share", shareCount: "4", shareNominalCents: "25", certificate: "N° 7" };
  const { contribution } = await fileOf(await record(typed));
  expect(contribution).toMatchObject({
    amountCents: 10_000,
    shareCount: 4,
    shareNominalCents: 2_500,
    certificate: "N° 7",
  });
});

test("a line that pays makes the expense, told with its line; a coach may not spend", async () => {
  const budgetLineId = await openLine();
  const gift = { kind: "gift", amountCents: "400", budgetLineId };
  await expect(record(gift, coach)).rejects.toMatchObject({ code: "forbidden" });
  const id = await record(gift, manager);
  const { expense, contribution } = await fileOf(id);
  expect(expense).toMatchObject({
    amountCents: 40_000,
    paidOn: "2026-05-04",
    lines: [{ id: budgetLineId, amountCents: 40_000 }],
  });
  expect((await fileOf(id, coach)).expense).toBeNull();
  const edit = (actor: MemberActor, change: object) =>
    database.execute(actor, editContribution, {
      ...input({ kind: "gift", amountCents: "400", ...change }),
      leaveExpense: false,
      id,
      version: contribution.version,
    });
  for (const actor of [coach, manager]) {
    expect(await edit(actor, { amountCents: "500" })).toEqual({
      ok: false,
      reason: "amount_is_spent",
    });
  }
  expect(await edit(manager, { budgetLineId })).toEqual({ ok: false, reason: "already_paid" });
  expect(await edit(coach, { description: "Don de soutien" })).toEqual({ ok: true, id });
  expect((await fileOf(id)).expense?.amountCents).toBe(40_000);

  const { contribution: saved } = await fileOf(id);
  const leave = (actor: MemberActor) =>
    database.execute(actor, editContribution, {
      ...input({ kind: "gift", amountCents: "500" }),
      leaveExpense: true,
      id,
      version: saved.version,
    });
  await expect(leave(coach)).rejects.toMatchObject({ code: "forbidden" });
  expect(await leave(manager)).toEqual({ ok: true, id });
  expect((await fileOf(id)).expense).toBeNull();
});

test("a line that would be passed warns once, then pays on purpose", async () => {
  const budgetLineId = await openLine();
  const gift = { kind: "gift", amountCents: "1 200", budgetLineId };
  const asked = await database.execute(manager, recordContribution, input(gift));
  expect(asked).toMatchObject({ ok: false, reason: "line_warns" });
  const kept = input({ ...gift, payAnyway: "on" });
  expect(await database.execute(manager, recordContribution, kept)).toMatchObject({ ok: true });
});

test("what became of a contribution follows its steps, and the last one alone is taken back", async () => {
  const id = await record();
  expect(await step(id, { state: "discussed" })).toEqual({ ok: false, reason: "not_next" });
  expect(await step(id, { state: "proposed" })).toEqual({ ok: true, id });
  expect(await step(id, { state: "merged", happenedOn: "2026-05-01" })).toEqual({
    ok: false,
    reason: "before_last",
  });
  expect(await step(id, { state: "declined", reason: "Hors sujet" })).toEqual({ ok: true, id });
  const { steps } = await fileOf(id);
  expect(steps.map((one) => one.state)).toEqual(["proposed", "declined"]);
  const takeBack = (stepId = "") =>
    database.execute(coach, takeBackUpstreamStep, { contributionId: id, stepId });
  expect(await takeBack(steps[0]?.id)).toEqual({ ok: false, reason: "not_last" });
  expect(await takeBack(steps[1]?.id)).toEqual({ ok: true, id });
  expect(
    upstreamStepSchema.safeParse({ state: "declined", happenedOn: "2026-05-05" }).success,
  ).toBe(false);
});

test("two who answer for upstream at once leave one answer", async () => {
  const id = await record();
  await step(id, { state: "proposed" });
  const answers = await Promise.all([
    step(id, { state: "merged" }),
    step(id, { state: "declined", reason: "Hors sujet" }),
  ]);
  expect(answers.filter((one) => one.ok)).toHaveLength(1);
});

test("a proposal left ninety days without an answer is told, and no more once it is answered", async () => {
  const unanswered = async () =>
    (
      await database.execute(
        coach,
        listContributions,
        contributionFilterSchema.parse({ amont: "sans-reponse" }),
      )
    ).contributions.map((one) => one.id);
  const old = await record();
  const recent = await record();
  const lastDay = lastUnansweredDay(today());
  await step(old, { state: "proposed", happenedOn: lastDay });
  await step(recent, { state: "proposed", happenedOn: today() });
  expect(await unanswered()).toEqual([old]);
  const alerts = await database.execute(manager, listLedgerAlerts, { day: today() });
  expect(alerts.unanswered).toBe(1);
  await step(old, { state: "merged", happenedOn: today() });
  expect(await unanswered()).toEqual([]);
});

test("a manager alone removes a contribution, and its intention is open again", async () => {
  const id = await record();
  await step(id, { state: "proposed" });
  const { rows } = await sql<{ id: string }>`
    insert into contribution_intention (organisation_id, open_resource_id, kind, description, planned_on, contribution_id)
    values (${ours.organisationId}, ${ours.resourceId}, 'code', 'À faire', '2026-06-01', ${id}) returning id`.execute(
    database.owner.db,
  );
  await expect(database.execute(coach, removeContribution, { id })).rejects.toMatchObject({
    code: "forbidden",
  });
  expect(await database.execute(manager, removeContribution, { id })).toEqual({ ok: true, id });
  const left = await database.owner.db
    .selectFrom("contribution_intention")
    .where("id", "=", rows[0]?.id ?? "")
    .select("contribution_id")
    .executeTakeFirstOrThrow();
  expect(left.contribution_id).toBeNull();
  await expect(fileOf(id)).rejects.toMatchObject({ code: "not_found" });
});

test("the rules in force value the ledger, one a day and kind", async () => {
  const rule = (typed: object) =>
    database.execute(
      manager,
      addValuationRule,
      valuationRuleSchema.parse({
        unit: "hour",
        amountCents: "30",
        validFrom: "2026-01-01",
        reason: "Coût moyen",
        ...typed,
      }),
    );
  await record({ minutes: "1 h 30" });
  await record({ kind: "gift", amountCents: "100" });
  const sum = () => database.execute(coach, sumLedger, {});
  expect((await sum()).whole).toMatchObject({ entries: 2, cents: 10_000, unvalued: 1 });
  expect(await rule({})).toMatchObject({ ok: true });
  expect(await rule({ amountCents: "40" })).toEqual({ ok: false, reason: "day_taken" });
  expect((await sum()).whole).toMatchObject({ cents: 14_500, paidCents: 10_000, unvalued: 0 });
  expect((await sum()).kinds).toMatchObject([
    { kind: "gift", cents: 10_000 },
    { kind: "code", cents: 4_500, minutes: 90 },
  ]);
  const [known] = await database.execute(coach, listValuationRules, {});
  await database.execute(manager, removeValuationRule, { id: known?.id ?? "" });
  expect((await sum()).whole).toMatchObject({ cents: 10_000, unvalued: 1 });
});

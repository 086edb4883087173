import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import type { MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPlan, editPlan, removePlan, reopenPlan, settlePlan } from "./plan.commands.ts";
import { getPlan, listPlanGrants, listPlans } from "./plan.queries.ts";
import type { PlanInput } from "./plan.schema.ts";
import { addRule, removeRule } from "./rule.commands.ts";
import { listRules } from "./rule.queries.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let coach: MemberActor;
let manager: MemberActor;
let stranger: MemberActor;
let programmeId: string;
let funderId: string;
let actionId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  coach = actorOf(ours, "coach");
  manager = actorOf(ours, "manager");
  stranger = actorOf(theirs, "manager");
  const action = await database.owner.db
    .selectFrom("programme_action")
    .where("organisation_id", "=", ours.organisationId)
    .select(["id", "programme_id"])
    .executeTakeFirstOrThrow();
  actionId = action.id;
  programmeId = action.programme_id;
  funderId = ours.funderId;
});
afterAll(() => database.close());

async function newGrant(asked: number, awarded: number | null = null): Promise<string> {
  const { id } = await database.owner.db
    .insertInto("funding_grant")
    .values({
      organisation_id: ours.organisationId,
      funder_id: funderId,
      programme_id: programmeId,
      title: "Communs",
      status: awarded === null ? "applied" : "awarded",
      asked_cents: asked,
      amount_cents: awarded,
      starts_on: "2026-01-01",
      ends_on: "2026-12-31",
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}
const award = (id: string, amount: number) =>
  database.owner.db
    .updateTable("funding_grant")
    .set({ status: "awarded", amount_cents: amount })
    .where("id", "=", id)
    .execute();

const heading = { title: "Plan 2026", startsOn: "2026-01-01", endsOn: "2026-12-31", note: "" };
const charge = (amountCents: number, account = "64") => ({
  label: "Une charge",
  account,
  amountCents,
  actionId,
});
const product = (amountCents: number, account = "70") => ({
  label: "Un produit",
  account,
  amountCents,
});

async function begin(): Promise<string> {
  const outcome = await database.execute(manager, createPlan, { ...heading, programmeId });
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.id;
}
const read = (id: string) => database.execute(coach, getPlan, { id });
async function write(id: string, change: Partial<PlanInput>, version?: number) {
  const input = {
    ...heading,
    charges: [],
    products: [],
    grantIds: [],
    ...change,
    id,
    version: version ?? (await read(id)).version,
  };
  return await database.execute(manager, editPlan, input);
}
const settle = async (id: string) =>
  await database.execute(manager, settlePlan, { id, version: (await read(id)).version });

test("a plan is filled, settled when it balances, and a grant awarded for less is seen in it", async () => {
  const grantId = await newGrant(300_000);
  const id = await begin();
  expect(await settle(id)).toMatchObject({ reason: "plan_empty" });
  const columns = {
    charges: [charge(400_000), charge(50_000, "864")],
    products: [product(99_999), product(50_000, "870")],
    grantIds: [grantId],
  };
  await write(id, columns);
  expect(await settle(id)).toEqual({ ok: false, reason: "unbalanced", gapCents: 1 });
  await write(id, { ...columns, products: [product(100_000), product(50_000, "870")] });
  expect(await settle(id)).toMatchObject({ ok: true });
  expect((await read(id)).settledOn).not.toBeNull();
  expect(await write(id, columns)).toEqual({ ok: false, reason: "plan_settled" });

  await award(grantId, 250_000);
  const plan = await read(id);
  expect(plan.totals).toMatchObject({ gapCents: 50_000, inKindGapCents: 0 });
  expect(plan.entries.find((entry) => entry.grant)).toMatchObject({
    cents: 250_000,
    account: "74",
    grant: { askedCents: 300_000 },
  });
  const listed = (await database.execute(coach, listPlans, {})).find((one) => one.id === id);
  expect(listed?.totals).toEqual(plan.totals);

  const target = async () => ({ id, version: (await read(id)).version });
  expect(await database.execute(manager, removePlan, await target())).toMatchObject({
    reason: "not_so",
  });
  expect(await database.execute(manager, reopenPlan, await target())).toMatchObject({ ok: true });
  expect(await settle(id)).toMatchObject({ reason: "unbalanced", gapCents: 50_000 });
  expect(await database.execute(manager, removePlan, await target())).toMatchObject({ ok: true });
  await expect(read(id)).rejects.toThrow();
});

test("a grant is counted in one plan, two managers at once included", async () => {
  const grantId = await newGrant(100_000);
  const [first, second] = [await begin(), await begin()];
  const offered = async (id: string) =>
    (await database.execute(manager, listPlanGrants, { id })).map((grant) => grant.id);
  expect(await offered(second)).toContain(grantId);
  const outcomes = await Promise.all([
    write(first, { grantIds: [grantId] }),
    write(second, { grantIds: [grantId] }),
  ]);
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  expect(outcomes.find((outcome) => !outcome.ok)).toMatchObject({ reason: "grant_taken" });
  const [holder, other] = outcomes[0]?.ok ? [first, second] : [second, first];
  expect(await offered(holder)).toContain(grantId);
  expect(await offered(other)).not.toContain(grantId);
});

test("two managers write one plan at once: the second is shown the first", async () => {
  const id = await begin();
  const outcomes = await Promise.all([
    write(id, { charges: [charge(1)] }, 1),
    write(id, { charges: [charge(2)] }, 1),
  ]);
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  expect(outcomes.find((outcome) => !outcome.ok)).toMatchObject({ reason: "conflict" });
  expect((await read(id)).entries).toHaveLength(1);
});

test("an action or a grant of somewhere else is refused, and another organisation's plan does not exist", async () => {
  const id = await begin();
  const theirGrant = await database.owner.db
    .selectFrom("funding_grant")
    .where("organisation_id", "=", theirs.organisationId)
    .select("id")
    .executeTakeFirstOrThrow();
  expect(await write(id, { grantIds: [theirGrant.id] })).toMatchObject({ reason: "grant_unknown" });
  expect(await write(id, { charges: [{ ...charge(1), actionId: ours.workerId }] })).toMatchObject({
    reason: "action_unknown",
  });
  await expect(database.execute(stranger, getPlan, { id })).rejects.toThrow();
  await expect(database.execute(coach, createPlan, { ...heading, programmeId })).rejects.toThrow(
    /grant:write/,
  );
});

test("the rules of an agreement are added, one about the period, and removed", async () => {
  const grantId = await newGrant(100_000);
  const add = (rule: Parameters<typeof addRule.run>[0]["input"]["rule"]) =>
    database.execute(manager, addRule, { grantId, rule });
  const said = { severity: "refuse", reason: "" } as const;
  await add({ kind: "period", daysBefore: 0, daysAfter: 30, ...said });
  await add({ kind: "period", daysBefore: 5, daysAfter: 0, ...said });
  await add({ kind: "ceiling", accounts: ["62"], maxShare: 2_000, ...said });
  await add({ kind: "no_accounts", accounts: ["67"], ...said, severity: "warn" });
  await add({ kind: "expense_ceiling", accounts: [], maxCents: 50_000, ...said });
  const { rules } = await database.execute(coach, listRules, { id: grantId });
  expect(rules.map(({ id, reason, ...rule }) => rule)).toMatchObject([
    { kind: "period", daysBefore: 5, daysAfter: 0 },
    { kind: "ceiling", accounts: ["62"], maxShare: 2_000, maxCents: null },
    { kind: "no_accounts", severity: "warn" },
    { kind: "expense_ceiling", accounts: [], maxCents: 50_000 },
  ]);
  const [first] = rules;
  const removal = { id: first?.id ?? "" };
  await expect(database.execute(stranger, removeRule, removal)).rejects.toThrow();
  expect(await database.execute(manager, removeRule, removal)).toEqual({ ok: true, id: grantId });
  await expect(database.execute(manager, removeRule, removal)).rejects.toThrow();
  expect((await database.execute(coach, listRules, { id: grantId })).rules).toHaveLength(3);
});

import { randomUUID } from "node:crypto";
import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import type { MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { amendGrant, takeBackAmendment } from "../grant/amendment.commands.ts";
import { insertExpenses } from "../spending/expense.write.ts";
import { leftOn, moneyOf, undividedOf } from "./budget.rules.ts";
import { addOwnLine, editOwnLine, removeOwnLine, setGrantBudget } from "./budget-line.commands.ts";
import { getGrantBudget, getOwnLine, listOwnLines } from "./budget-line.queries.ts";
import type { GrantLineInput, OwnLineInput } from "./budget-line.schema.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let coach: MemberActor;
let manager: MemberActor;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  coach = actorOf(ours, "coach");
  manager = actorOf(ours, "manager");
});
afterAll(() => database.close());

const AWARDED = 1_000_000;

async function newGrant(): Promise<string> {
  const like = await database.owner.db
    .selectFrom("funding_grant")
    .where("organisation_id", "=", ours.organisationId)
    .select(["funder_id", "programme_id"])
    .executeTakeFirstOrThrow();
  const { id } = await database.owner.db
    .insertInto("funding_grant")
    .values({
      ...like,
      organisation_id: ours.organisationId,
      title: `Communs ${randomUUID()}`,
      status: "awarded",
      amount_cents: AWARDED,
      starts_on: "2026-01-01",
      ends_on: "2026-12-31",
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

const line = (change: Partial<GrantLineInput> = {}): GrantLineInput => ({
  id: null,
  label: "Salaires",
  account: "64",
  amountCents: 400_000,
  actionId: null,
  takesAid: false,
  isClosed: false,
  startsOn: null,
  endsOn: null,
  ...change,
});
const read = (id: string, by = manager) => database.execute(by, getGrantBudget, { id });
async function set(grantId: string, lines: GrantLineInput[], version?: number) {
  const seen = version ?? (await read(grantId)).version;
  return await database.execute(manager, setGrantBudget, { grantId, version: seen, lines });
}

/** Spends on a line as the pages do. */
const spend = (budgetLineId: string, amountCents: number) =>
  database.owner.db.transaction().execute((db) =>
    insertExpenses(db, manager, [
      {
        kind: "purchase",
        label: "Un achat",
        account: "606",
        incurredOn: "2026-02-01",
        amountCents,
        shares: [{ budgetLineId, cents: amountCents }],
      },
    ]),
  );

test("a budget is set at once, read with what is spent, and what is left is on no line", async () => {
  const grantId = await newGrant();
  const lines = [
    line(),
    line({ label: "Bénévoles", account: "864", amountCents: 2_000_000 }),
    line({ label: "Achats", account: "60", amountCents: 100_000, endsOn: "2026-06-30" }),
  ];
  expect(await set(grantId, lines)).toEqual({ ok: true, id: grantId });
  const budget = await read(grantId);
  expect(budget.lines.map((one) => [one.label, one.startsOn, one.endsOn])).toEqual([
    ["Achats", "2026-01-01", "2026-06-30"],
    ["Salaires", "2026-01-01", "2026-12-31"],
    ["Bénévoles", "2026-01-01", "2026-12-31"],
  ]);
  expect(undividedOf(budget.cents, budget.lines)).toBe(500_000);
  const bought = budget.lines[0];
  if (!bought) throw new Error("No line");
  expect(await spend(bought.id, 30_000)).toMatchObject({ ok: true });
  const spent = (await read(grantId)).lines[0];
  expect(spent).toMatchObject({ committedCents: 30_000, paidCents: 0 });
  expect(spent && leftOn(spent)).toBe(70_000);

  // A line may pay one person: a coach is told of those that aids are paid from alone.
  expect((await read(grantId, coach)).lines[0]).toMatchObject({ committedCents: 0, paidCents: 0 });

  const kept = { ...line({ account: "60" }), id: bought.id };
  expect(await set(grantId, [{ ...kept, amountCents: 29_999 }])).toMatchObject({
    errors: { "lines.0.amountCents": expect.stringMatching(/300,00/) },
  });
  expect(await set(grantId, [])).toMatchObject({ errors: { lines: expect.any(String) } });
  expect(await set(grantId, [{ ...kept, amountCents: 30_000 }])).toMatchObject({ ok: true });
});

test("lines plus what is undivided make the grant, after any sequence of budgets and expenses", async () => {
  const amount = fc.integer({ min: 1, max: 700_000 });
  const one = fc.record({
    account: fc.constantFrom("60", "64", "86"),
    amountCents: amount,
    kept: fc.nat(4),
    isNew: fc.boolean(),
  });
  const step = fc.oneof(
    fc.record({ lines: fc.array(one, { maxLength: 4 }) }),
    fc.record({ spent: fc.integer({ min: 1, max: 100_000 }), on: fc.nat(4) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      const grantId = await newGrant();
      for (const change of steps) {
        const before = await read(grantId);
        if ("spent" in change) {
          const on = before.lines[change.on];
          if (on) await spend(on.id, change.spent);
        } else {
          const lines = change.lines.map(({ kept, isNew, ...written }) =>
            line({ ...written, id: isNew ? null : (before.lines[kept]?.id ?? null) }),
          );
          const outcome = await set(grantId, lines);
          if (!outcome.ok) expect(outcome.reason).toBe("invalid");
        }
        const after = await read(grantId);
        expect(moneyOf(after.lines)).toBeLessThanOrEqual(AWARDED);
        expect(moneyOf(after.lines) + (undividedOf(after.cents, after.lines) ?? 0)).toBe(AWARDED);
        for (const earlier of before.lines) {
          if (earlier.paidCents + earlier.committedCents === 0) continue;
          expect(after.lines.map((later) => later.id)).toContain(earlier.id);
        }
      }
    }),
    { numRuns: 15 },
  );
});

test("two managers at once: one budget, and the other is shown it", async () => {
  const grantId = await newGrant();
  const { version } = await read(grantId);
  const outcomes = await Promise.all([
    set(grantId, [line({ amountCents: 600_000 })], version),
    set(grantId, [line({ amountCents: 700_000 })], version),
  ]);
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  const refused = outcomes.find((outcome) => !outcome.ok);
  expect(refused).toMatchObject({
    reason: "conflict",
    current: { lines: [{ label: "Salaires" }] },
  });
  expect((await read(grantId)).lines).toHaveLength(1);
});

test("the database refuses lines beyond the grant, whoever writes them", async () => {
  const grantId = await newGrant();
  await set(grantId, [line({ amountCents: AWARDED })]);
  const [full] = (await read(grantId)).lines;
  await expect(
    database.owner.db
      .updateTable("budget_line")
      .set({ amount_cents: AWARDED + 1 })
      .where("id", "=", full?.id ?? "")
      .execute(),
  ).rejects.toThrow(/more than the grant/);
});

test("a line that a pot draws from stays, though nothing is spent on it yet", async () => {
  const grantId = await newGrant();
  await set(grantId, [line()]);
  const [drawn] = (await read(grantId)).lines;
  await database.owner.db
    .insertInto("reward_pot")
    .values({
      organisation_id: ours.organisationId,
      open_resource_id: ours.resourceId,
      title: "Traductions",
      amount_cents: 50_000,
      budget_line_id: drawn?.id ?? "",
      opened_on: "2026-02-01",
      claims_until: "2026-03-01",
    })
    .execute();
  expect(await set(grantId, [])).toMatchObject({
    reason: "invalid",
    errors: { lines: expect.stringMatching(/cagnotte/) },
  });
});

const own = (change: Partial<OwnLineInput> = {}): OwnLineInput => ({
  label: "Coups de pouce",
  account: "65",
  amountCents: 300_000,
  takesAid: true,
  isClosed: false,
  startsOn: "2026-01-01",
  endsOn: "2026-12-31",
  ...change,
});

test("a line of own funds is opened, changed, never below what is spent, and removed when it is bare", async () => {
  const opened = await database.execute(manager, addOwnLine, own());
  if (!opened.ok) throw new Error("Not opened");
  const { id } = opened;
  const edit = (change: Partial<OwnLineInput>, version: number) =>
    database.execute(manager, editOwnLine, { ...own(change), id, version });
  await spend(id, 100_000);
  expect(await edit({ amountCents: 99_999 }, 1)).toEqual({ ok: false, reason: "below_spent" });
  expect(await edit({ account: "86", takesAid: false }, 1)).toMatchObject({
    reason: "spent_in_money",
  });
  expect(await edit({ amountCents: 100_000, isClosed: true }, 1)).toMatchObject({ ok: true });
  expect(await edit({ label: "Autre" }, 1)).toMatchObject({ reason: "conflict" });
  expect(await database.execute(manager, getOwnLine, { id })).toMatchObject({ isClosed: true });
  expect(await database.execute(manager, removeOwnLine, { id, version: 2 })).toEqual({
    ok: false,
    reason: "in_use",
  });
  const bare = await database.execute(manager, addOwnLine, own({ label: "Nue" }));
  if (!bare.ok) throw new Error("Not opened");
  expect(await database.execute(manager, removeOwnLine, { id: bare.id, version: 1 })).toMatchObject(
    { ok: true },
  );
  const labels = (await database.execute(coach, listOwnLines, {})).map((one) => one.label);
  expect(labels).toContain("Coups de pouce");
  expect(labels).not.toContain("Nue");
});

test("lines that run as long as their grant follow an amendment, and come back with it", async () => {
  const grantId = await newGrant();
  await set(grantId, [line(), line({ label: "Un semestre", endsOn: "2026-06-30" })]);
  const ends = async () =>
    Object.fromEntries((await read(grantId)).lines.map((one) => [one.label, one.endsOn]));
  const amended = {
    signedOn: "2026-03-01",
    reference: "",
    reason: "Prolongation",
    amountCents: AWARDED,
    endsOn: "2027-03-31",
  };
  const version = async () => (await read(grantId)).version;
  const input = { id: grantId, version: await version(), ...amended };
  expect(await database.execute(manager, amendGrant, input)).toMatchObject({ ok: true });
  expect(await ends()).toEqual({ Salaires: "2027-03-31", "Un semestre": "2026-06-30" });
  const { id: amendmentId } = await database.owner.db
    .selectFrom("grant_amendment")
    .where("grant_id", "=", grantId)
    .select("id")
    .executeTakeFirstOrThrow();
  const back = { id: grantId, version: await version(), amendmentId };
  expect(await database.execute(manager, takeBackAmendment, back)).toMatchObject({ ok: true });
  expect(await ends()).toEqual({ Salaires: "2026-12-31", "Un semestre": "2026-06-30" });
});

test("another organisation's grants and lines do not exist here, and a coach only reads", async () => {
  const stranger = actorOf(theirs, "manager");
  const grantId = await newGrant();
  await expect(database.execute(stranger, getGrantBudget, { id: grantId })).rejects.toThrow();
  await expect(
    database.execute(stranger, setGrantBudget, { grantId, version: 1, lines: [line()] }),
  ).rejects.toThrow();
  await expect(
    database.execute(coach, setGrantBudget, { grantId, version: 1, lines: [] }),
  ).rejects.toThrow(/grant:write/);
  // A grant's line changes with its budget only.
  await set(grantId, [line()]);
  const [ofGrant] = (await read(grantId)).lines;
  await expect(
    database.execute(manager, editOwnLine, { ...own(), id: ofGrant?.id ?? "", version: 1 }),
  ).rejects.toThrow();
});

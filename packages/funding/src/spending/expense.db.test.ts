import { randomUUID } from "node:crypto";
import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import type { MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  editExpense,
  payExpense,
  recordExpense,
  removeExpense,
  unpayExpense,
} from "./expense.commands.ts";
import { getExpense, listExpenseChoices, listExpenses } from "./expense.queries.ts";
import type { ExpenseInput } from "./expense.schema.ts";
import { expenseFilterSchema } from "./expense-filter.schema.ts";
import { addGrant, addLine, expenseOf, findLostCents } from "./testing-spending.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let manager: MemberActor;
let lineId: string;
let ownLineId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  manager = actorOf(ours, "manager");
  lineId = await addLine(database, ours, { grant_id: await addGrant(database, ours) });
  ownLineId = await addLine(database, ours);
});
afterAll(() => database.close());

const record = (change: Partial<ExpenseInput> = {}, options = {}) =>
  database.execute(manager, recordExpense, expenseOf(change), options);

async function create(change: Partial<ExpenseInput> = {}): Promise<string> {
  const outcome = await record({ keepAnyway: true, ...change });
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.id;
}
const read = (id: string) => database.execute(manager, getExpense, { id });
const whole = (budgetLineId: string) => [{ budgetLineId, hundredths: 10_000 }];

test("an expense is split to the cent, and what no line pays is the cooperative's", async () => {
  const shares = [
    { budgetLineId: lineId, hundredths: 3_333 },
    { budgetLineId: ownLineId, cents: 2_500 },
  ];
  const id = await create({ amountCents: 10_001, shares });
  expect(await read(id)).toMatchObject({
    amountCents: 10_001,
    parts: [
      { budgetLineId: lineId, amountCents: 3_333, grantTitle: "Communs 2026" },
      { budgetLineId: ownLineId, amountCents: 2_500, grantTitle: null },
    ],
    ownCents: 4_168,
  });
});

test("what an agreement refuses is told, and nothing is written", async () => {
  const late = { incurredOn: "2027-02-01", shares: whole(lineId), label: "Trop tard" };
  expect(await record({ ...late, keepAnyway: true })).toEqual({
    ok: false,
    reason: "not_eligible",
    sentences: [expect.stringContaining("31\u00a0décembre\u00a02026")],
  });
  const { expenses } = await list({ du: "2027-02-01", au: "2027-02-01" });
  expect(expenses).toEqual([]);
});

test("a warning waits to be meant, and is not told again when a word is corrected", async () => {
  const small = await addLine(database, ours, { amount_cents: 5_000 });
  const beyond = { shares: whole(small) };
  expect(await record(beyond)).toMatchObject({ ok: false, reason: "to_confirm" });
  const id = await create(beyond);
  const edit = (change: Partial<ExpenseInput>, version: number) =>
    database.execute(manager, editExpense, { ...expenseOf({ ...beyond, ...change }), id, version });
  expect(await edit({ label: "Un casque" }, 1)).toEqual({ ok: true, id });
  expect(await edit({ amountCents: 20_000 }, (await read(id)).version)).toMatchObject({
    reason: "to_confirm",
  });
});

test("an expense being changed is not counted twice against its own ceiling", async () => {
  const grantId = await addGrant(database, ours);
  const capped = await addLine(database, ours, { grant_id: grantId });
  await addCeiling(grantId, 10_000);
  const id = await create({ shares: whole(capped) });
  expect(await record({ amountCents: 1, shares: whole(capped) })).toMatchObject({
    reason: "not_eligible",
  });
  const shares = [{ budgetLineId: capped, cents: 9_000 }];
  const edited = { ...expenseOf({ shares }), id, version: 1 };
  expect(await database.execute(manager, editExpense, edited)).toEqual({ ok: true, id });
});

const addCeiling = (grantId: string, max_cents: number) =>
  inOrganisation(database.owner.db, ours, (db) =>
    db
      .insertInto("eligibility_rule")
      .values({
        organisation_id: ours.organisationId,
        grant_id: grantId,
        kind: "ceiling",
        max_cents,
        severity: "refuse",
      })
      .execute(),
  );

test("the second of two people is told, and the split counts as a change", async () => {
  const id = await create({ shares: whole(lineId) });
  const to = (label: string, shares: ExpenseInput["shares"]) => ({
    ...expenseOf({ label, shares }),
    id,
    version: 1,
  });
  expect(await database.execute(manager, editExpense, to("Un", whole(ownLineId)))).toEqual({
    ok: true,
    id,
  });
  expect(await database.execute(manager, editExpense, to("Deux", []))).toMatchObject({
    ok: false,
    reason: "conflict",
    current: { label: "Un", parts: [{ budgetLineId: ownLineId }] },
  });
});

test("paid, committed again, and removed: the lines have their money back", async () => {
  const id = await create({ shares: whole(ownLineId) });
  const at = async () => ({ id, version: (await read(id)).version });
  const paidOn = "2026-04-01";
  expect(await database.execute(manager, payExpense, { ...(await at()), paidOn })).toMatchObject({
    ok: true,
  });
  expect(await read(id)).toMatchObject({ paidOn });
  expect(await database.execute(manager, unpayExpense, await at())).toMatchObject({ ok: true });
  expect(await read(id)).toMatchObject({ paidOn: null });
  expect(await database.execute(manager, removeExpense, await at())).toEqual({ ok: true, id });
  await expect(read(id)).rejects.toMatchObject({ code: "not_found" });
  expect(await findLostCents(database, ours)).toEqual([]);
});

test("an amount corrected upwards does not leave the lines without a word", async () => {
  const shares = [{ budgetLineId: ownLineId, cents: 10_000 }];
  const id = await create({ shares });
  const edit = (keepAnyway: boolean) =>
    database.execute(manager, editExpense, {
      ...expenseOf({ shares, amountCents: 20_000, keepAnyway }),
      ...{ id, version: 1 },
    });
  expect(await edit(false)).toMatchObject({
    reason: "to_confirm",
    sentences: [expect.stringContaining("100,00")],
  });
  expect(await edit(true)).toMatchObject({ ok: true });
});

test("what a contribution to the commons rests on is not removed", async () => {
  const id = await create();
  await inOrganisation(database.owner.db, ours, (db) =>
    db
      .insertInto("contribution")
      .values({
        organisation_id: ours.organisationId,
        open_resource_id: ours.resourceId,
        kind: "gift",
        contributed_on: "2026-03-10",
        description: "Un don",
        amount_cents: 10_000,
        expense_id: id,
      })
      .execute(),
  );
  expect((await read(id)).contributions).toMatchObject([{ description: "Un don" }]);
  expect(await database.execute(manager, removeExpense, { id, version: 1 })).toEqual({
    ok: false,
    reason: "in_use",
  });
  const edit = (change: Partial<ExpenseInput>) =>
    database.execute(manager, editExpense, { ...expenseOf(change), id, version: 1 });
  expect(await edit({ amountCents: 250 })).toEqual({ ok: false, reason: "amount_in_use" });
  expect(await edit({ label: "Mieux dit" })).toMatchObject({ ok: true });
});

test("the part of a pot stays paid, and of its amount; its day is that of its expense", async () => {
  const id = await create({ paidOn: "2026-03-12" });
  await inOrganisation(database.owner.db, ours, async (db) => {
    const here = { organisation_id: ours.organisationId };
    const pot = await db
      .insertInto("reward_pot")
      .values({
        ...here,
        open_resource_id: ours.resourceId,
        title: "Traductions",
        amount_cents: 10_000,
        opened_on: "2026-01-01",
        claims_until: "2026-02-01",
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await db
      .insertInto("reward_claim")
      .values({
        ...here,
        pot_id: pot.id,
        worker_id: ours.workerId,
        work: "Le guide",
        wished_cents: 10_000,
        declared_on: "2026-01-10",
        paid_on: "2026-03-12",
        expense_id: id,
      })
      .execute();
  });
  const at = { id, version: 1 };
  const edit = (change: Partial<ExpenseInput>) =>
    database.execute(manager, editExpense, { ...expenseOf(change), ...at });
  const refused = { ok: false, reason: "pot_paid" };
  expect(await database.execute(manager, unpayExpense, at)).toEqual(refused);
  expect(await edit({ paidOn: null })).toEqual(refused);
  expect(await edit({ paidOn: "2026-03-12", amountCents: 250 })).toEqual({
    ok: false,
    reason: "amount_in_use",
  });
  const claimPaidOn = async () =>
    await database.owner.db
      .selectFrom("reward_claim")
      .where("expense_id", "=", id)
      .select("paid_on as day")
      .executeTakeFirstOrThrow();
  expect(await edit({ paidOn: "2026-03-14" })).toMatchObject({ ok: true });
  expect(await claimPaidOn()).toEqual({ day: "2026-03-14" });
  const { version } = await database.execute(manager, getExpense, { id });
  const later = { id, version, paidOn: "2026-03-15" };
  expect(await database.execute(manager, payExpense, later)).toMatchObject({ ok: true });
  expect(await claimPaidOn()).toEqual({ day: "2026-03-15" });
});

test("a form sent twice makes one expense", async () => {
  const options = { submissionId: randomUUID() };
  const [one, two] = await Promise.all([record({}, options), record({}, options)]);
  expect(one).toEqual(two);
});

describe("nobody else", () => {
  test("of another organisation lends a line, a person or an activity", async () => {
    const foreign = await addLine(database, theirs);
    expect(await record({ shares: whole(foreign) })).toMatchObject({ reason: "line_unknown" });
    expect(await record({ workerId: theirs.workerId })).toMatchObject({
      reason: "worker_unknown",
    });
    expect(await record({ activityId: theirs.activityId })).toMatchObject({
      reason: "activity_unknown",
    });
    expect(await record({ pieceId: theirs.activityId })).toMatchObject({
      reason: "piece_unknown",
    });
    const id = await create();
    const stranger = actorOf(theirs, "manager");
    await expect(database.execute(stranger, getExpense, { id })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("but a manager reads or writes what is spent", async () => {
    for (const role of ["coach", "editor", "funder", "admin"] as const) {
      const actor = actorOf(ours, role);
      for (const look of [
        () => database.execute(actor, listExpenses, expenseFilterSchema.parse({})),
        () => database.execute(actor, listExpenseChoices, {}),
        () => database.execute(actor, recordExpense, expenseOf()),
      ]) {
        await expect(look()).rejects.toMatchObject({ code: "forbidden" });
      }
    }
  });
});

const list = (words: object) =>
  database.execute(manager, listExpenses, expenseFilterSchema.parse(words));

describe("the list", () => {
  test("finds by each of its filters, and goes on from page to page without losing one", async () => {
    const supplier = "Énergie & Fils 100 %";
    const about = { activityId: ours.activityId, workerId: ours.workerId };
    const day = (index: number) => `2025-01-${String(1 + (index % 9)).padStart(2, "0")}`;
    const ids = new Set<string>();
    for (let index = 0; index < 30; index += 1) {
      ids.add(await create({ supplier, incurredOn: day(index), ...about }));
    }
    const proven = await create({
      supplier,
      account: "6451",
      incurredOn: "2025-02-01",
      paidOn: "2025-03-01",
      evidenceUrl: "https://exemple.fr/facture",
    });
    const found = async (words: object) =>
      (await list({ fournisseur: "energie", ...words })).expenses.map((one) => one.id);
    expect(await found({ compte: "64" })).toEqual([proven]);
    expect(await found({ etat: "acquittee" })).toEqual([proven]);
    expect(await found({ du: "2025-02-01" })).toEqual([proven]);
    expect(await found({ manque: "piece" })).not.toContain(proven);
    expect(await found({ fournisseur: "100 %", du: "2025-02-01" })).toEqual([proven]);
    expect(await found({ fournisseur: "100_%" })).toEqual([]);
    expect((await list({ personne: ours.workerId })).total).toBe(30);

    const first = await list({ fournisseur: "fils", au: "2025-01-31" });
    expect(first).toMatchObject({ total: 30, isMore: false, totalCents: 300_000 });
    const second = await list({ fournisseur: "fils", au: "2025-01-31", apres: first.next });
    expect(second.next).toBeNull();
    expect(new Set([...first.expenses, ...second.expenses].map((one) => one.id))).toEqual(ids);
  });

  test("tells what a piece of the media cost, and which lines pay it", async () => {
    const { id: pieceId } = await inOrganisation(database.owner.db, ours, (db) =>
      db
        .insertInto("piece")
        .values({
          organisation_id: ours.organisationId,
          kind: "video",
          title: "Freins",
          slug: "freins",
        })
        .returning("id")
        .executeTakeFirstOrThrow(),
    );
    const id = await create({ pieceId, shares: whole(lineId) });
    expect(await read(id)).toMatchObject({ pieceId, pieceTitle: "Freins" });
    const { expenses, total } = await list({ contenu: pieceId });
    expect([total, expenses[0]?.id, expenses[0]?.parts[0]?.lineId]).toEqual([1, id, lineId]);
  });

  test("tells by line and by grant, and what is on none", async () => {
    const on = await addLine(database, ours, { grant_id: await addGrant(database, ours) });
    const id = await create({ shares: whole(on), incurredOn: "2026-09-01" });
    const none = await create({ incurredOn: "2026-09-01" });
    const { expenses } = await list({ ligne: on });
    expect(expenses.map((one) => one.id)).toEqual([id]);
    const [grantId] = expenses[0]?.parts.map((part) => part.grantId) ?? [];
    expect((await list({ financement: grantId })).expenses.map((one) => one.id)).toEqual([id]);
    const alone = await list({ manque: "repartition", du: "2026-09-01", au: "2026-09-01" });
    expect(alone.expenses.map((one) => one.id)).toEqual([none]);
  });
});

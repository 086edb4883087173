import type { Tx } from "@essaim/database/operation";
import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { daysAfter, today } from "@essaim/database/today";
import type { MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listPayments } from "../grant/payment.queries.ts";
import { getCashPlan } from "./cash-plan.queries.ts";
import { getGrantMoney, getOverview, listGrantAlerts } from "./grant-money.queries.ts";
import { overviewFilterSchema } from "./grant-money.schema.ts";

let database: TestDatabase;
let ours: Rows;
let manager: MemberActor;

const year = today().slice(0, 4);
const period = { starts_on: `${year}-01-01`, ends_on: `${year}-12-31` };

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  await populate(database.owner.db, "Essieu");
  manager = actorOf(ours, "manager");
});
afterAll(() => database.close());

const asOwner = <T>(work: (db: Tx) => Promise<T>) => inOrganisation(database.owner.db, ours, work);
const tenant = () => ({ organisation_id: ours.organisationId });
const add = (table: string, values: object) =>
  asOwner(async (db) => {
    const row = await db
      .insertInto(table as "receipt")
      .values({ ...tenant(), ...values } as never)
      .returning("id")
      .executeTakeFirstOrThrow();
    return row.id;
  });
const addGrant = async (change: object = {}) => {
  const { programme_id } = await asOwner((db) =>
    db
      .selectFrom("funding_grant")
      .where("id", "=", ours.grantId)
      .select("programme_id")
      .executeTakeFirstOrThrow(),
  );
  return add("funding_grant", {
    funder_id: ours.funderId,
    programme_id,
    title: "Communs accessibles",
    status: "awarded",
    amount_cents: 1_000_000,
    ...period,
    ...change,
  });
};
const addLine = (grantId: string, change: object = {}) =>
  add("budget_line", {
    label: "Achats",
    grant_id: grantId,
    amount_cents: 400_000,
    account: "60",
    ...period,
    ...change,
  });
const spend = (lineId: string, cents: number, change: object = {}) =>
  asOwner(async (db) => {
    const { id } = await db
      .insertInto("expense")
      .values({
        ...tenant(),
        kind: "purchase",
        label: "Un achat",
        account: "606",
        incurred_on: `${year}-01-10`,
        paid_on: null,
        amount_cents: cents,
        ...change,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await db
      .insertInto("expense_allocation")
      .values({ ...tenant(), expense_id: id, budget_line_id: lineId, amount_cents: cents })
      .execute();
    return id;
  });
const overview = (query: object = {}) =>
  database.execute(manager, getOverview, overviewFilterSchema.parse(query));

test("a grant is told what came in, what was spent on each line and what is left", async () => {
  const id = await addGrant({ asked_cents: 1_500_000 });
  const line = await addLine(id);
  await addLine(id, { label: "Prêt d’un local", account: "861", amount_cents: 50_000 });
  await add("receipt", { grant_id: id, received_on: `${year}-01-05`, amount_cents: 300_000 });
  await spend(line, 100_000, { paid_on: `${year}-01-20` });
  await spend(line, 50_050);
  const { money, lines } = await database.execute(manager, getGrantMoney, { id });
  expect(money).toMatchObject({
    askedCents: 1_500_000,
    awardedCents: 1_000_000,
    receivedCents: 300_000,
    plannedCents: 400_000,
    undividedCents: 600_000,
    paidCents: 100_000,
    committedCents: 50_050,
    leftCents: 849_950,
  });
  expect(lines).toMatchObject([
    { label: "Achats", amountCents: 400_000, paidCents: 100_000, committedCents: 50_050 },
    { label: "Prêt d’un local", account: "861", paidCents: 0 },
  ]);
});

test("never more is expected of a grant than what is left to receive of it", async () => {
  const id = await addGrant({ amount_cents: 1_000_000 });
  const expect1 = (expected_on: string, amount_cents: number) =>
    add("instalment", { grant_id: id, label: "Versement", expected_on, amount_cents });
  const [late, soon] = [daysAfter(today(), -30), daysAfter(today(), 30)];
  const firstId = await expect1(late, 600_000);
  await expect1(soon, 500_000);
  const receive = (amount_cents: number, instalment_id: string | null = null) =>
    add("receipt", { grant_id: id, instalment_id, received_on: late, amount_cents });
  const told = async () => {
    const plan = await database.execute(manager, getCashPlan, { openingCents: 0 });
    const { money } = await database.execute(manager, getGrantMoney, { id });
    const { instalments } = await database.execute(manager, listPayments, { grantId: id });
    return {
      due: instalments.map(({ dueCents }) => dueCents),
      expected: [...plan.late, ...plan.coming]
        .filter(({ grantId }) => grantId === id)
        .map(({ amountCents }) => amountCents),
      late: money.alerts.find(({ kind }) => kind === "instalment_late"),
    };
  };
  expect(await told()).toMatchObject({
    due: [600_000, 400_000],
    expected: [600_000, 400_000],
    late: { cents: 600_000 },
  });
  const setAmount = (amount_cents: number | null) =>
    asOwner((db) =>
      db.updateTable("funding_grant").set({ amount_cents }).where("id", "=", id).execute(),
    );
  await setAmount(null);
  expect(await told()).toMatchObject({ due: [600_000, 500_000], expected: [600_000, 500_000] });
  await setAmount(1_000_000);
  await receive(400_001);
  expect(await told()).toMatchObject({
    due: [599_999, 0],
    expected: [599_999],
    late: { cents: 599_999 },
  });
  await receive(599_000, firstId);
  expect(await told()).toMatchObject({ due: [999, 0], expected: [999], late: { cents: 999 } });
  await receive(999);
  expect(await told()).toEqual({ due: [0, 0], expected: [], late: undefined });
});

test("what calls for somebody is told, and a report to managers only", async () => {
  const late = daysAfter(today(), -3);
  const id = await addGrant({ title: "En retard", ends_on: `${Number(year) + 1}-12-31` });
  const line = await addLine(id, { amount_cents: 10_000 });
  await spend(line, 10_001);
  const instalmentId = await add("instalment", {
    grant_id: id,
    label: "Acompte",
    expected_on: late,
    amount_cents: 500_000,
  });
  await add("receipt", {
    grant_id: id,
    instalment_id: instalmentId,
    received_on: late,
    amount_cents: 200_000,
  });
  await add("grant_report", {
    grant_id: id,
    form: "cerfa",
    stage: "interim",
    label: "Bilan d’étape",
    covers_from: late,
    covers_to: late,
    due_on: late,
  });
  const kindsOf = async (actor: MemberActor) =>
    (await database.execute(actor, getGrantMoney, { id })).money.alerts
      .filter(({ severity }) => severity === "danger")
      .map(({ kind }) => kind);
  expect(await kindsOf(manager)).toEqual(["report_late", "instalment_late", "lines_overspent"]);
  await expect(kindsOf(actorOf(ours, "coach"))).rejects.toThrow(/spending:read/);
  const { money } = await database.execute(manager, getGrantMoney, { id });
  expect(money.alerts).toContainEqual(
    expect.objectContaining({ kind: "instalment_late", on: late, cents: 300_000 }),
  );
  const all = await database.execute(manager, listGrantAlerts, {});
  expect(all.filter(({ grantId }) => grantId === id).length).toBeGreaterThanOrEqual(3);
});

test("a settled plan that a decision unbalanced is told on the grants it counts", async () => {
  const id = await addGrant({ title: "Cofinancé", amount_cents: 70_000 });
  const { programme_id } = await asOwner((db) =>
    db
      .selectFrom("funding_grant")
      .where("id", "=", id)
      .select("programme_id")
      .executeTakeFirstOrThrow(),
  );
  const planId = await add("funding_plan", {
    programme_id,
    title: "Plan",
    ...period,
    settled_on: today(),
  });
  const entry = { plan_id: planId, label: "Ligne" };
  await add("plan_entry", {
    ...entry,
    position: 1,
    side: "charge",
    account: "60",
    amount_cents: 100_000,
  });
  await add("plan_entry", { ...entry, position: 1, side: "product", account: "74", grant_id: id });
  const { money } = await database.execute(manager, getGrantMoney, { id });
  expect(money.alerts).toContainEqual(
    expect.objectContaining({ kind: "plan_unbalanced", id: planId, cents: 30_000 }),
  );
  await add("plan_entry", {
    ...entry,
    position: 2,
    side: "product",
    account: "75",
    amount_cents: 30_000,
  });
  const balanced = await database.execute(manager, getGrantMoney, { id });
  expect(balanced.money.alerts.map(({ kind }) => kind)).not.toContain("plan_unbalanced");
});

test("a year, a programme or a funder keeps the grants that are of it; a refused one is in none", async () => {
  const id = await addGrant({ title: "Ancien", starts_on: "2015-06-01", ends_on: "2016-05-31" });
  const refused = await addGrant({
    status: "declined",
    amount_cents: null,
    starts_on: "2015-06-01",
  });
  for (const annee of ["2015", "2016"]) {
    expect((await overview({ annee })).grants.map((grant) => grant.id)).toEqual([id]);
  }
  expect((await overview({ annee: "2014" })).total).toBe(0);
  expect((await overview({ annee: "2015", financeur: ours.funderId })).total).toBe(1);
  expect((await overview({ annee: "2015", programme: ours.funderId })).total).toBe(0);
  const { grants } = await overview();
  expect(grants.map((grant) => grant.id)).not.toContain(refused);
});

test("what everything adds up to is what the records add up to, after any sequence", async () => {
  const lines: string[] = [];
  for (let n = 0; n < 3; n++)
    lines.push(await addLine(await addGrant({ amount_cents: 90_000_000 })));
  const cents = fc.integer({ min: 1, max: 100_000 });
  const step = fc.oneof(
    fc.record({
      act: fc.constant("spend" as const),
      line: fc.nat(2),
      cents,
      isPaid: fc.boolean(),
      month: fc.integer({ min: 1, max: 12 }),
    }),
    fc.record({
      act: fc.constantFrom(
        "pay" as const,
        "unpay" as const,
        "remove" as const,
        "resplit" as const,
        "move" as const,
      ),
      which: fc.nat(),
      cents,
      month: fc.integer({ min: 1, max: 12 }),
    }),
    fc.record({ act: fc.constant("receive" as const), cents, line: fc.nat(2) }),
  );
  const spent: string[] = [];
  const onDay = (month: number) => `${year}-${String(month).padStart(2, "0")}-15`;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      for (const one of steps) {
        if (one.act === "spend") {
          spent.push(
            await spend(lines[one.line] ?? "", one.cents, {
              incurred_on: onDay(one.month),
              paid_on: one.isPaid ? onDay(one.month) : null,
            }),
          );
        } else if (one.act === "receive") {
          await asOwner(async (db) => {
            await sql`insert into receipt (organisation_id, grant_id, received_on, amount_cents)
              select organisation_id, grant_id, ${onDay(1)}, ${one.cents} from budget_line where id = ${lines[one.line]}`.execute(
              db,
            );
          });
        } else if (spent.length > 0) {
          const id = spent[one.which % spent.length] ?? "";
          await asOwner(async (db) => {
            if (one.act === "pay")
              await sql`update expense set paid_on = incurred_on where id = ${id}`.execute(db);
            if (one.act === "unpay")
              await sql`update expense set paid_on = null where id = ${id}`.execute(db);
            if (one.act === "move")
              await sql`update expense set incurred_on = ${onDay(one.month)} where id = ${id}`.execute(
                db,
              );
            if (one.act === "resplit")
              await sql`update expense_allocation a set amount_cents = least(${one.cents}::bigint, e.amount_cents)
                from expense e where e.id = a.expense_id and e.id = ${id}`.execute(db);
            if (one.act === "remove") {
              await sql`delete from expense_allocation where expense_id = ${id}`.execute(db);
              await sql`delete from expense where id = ${id}`.execute(db);
            }
          });
          if (one.act === "remove") spent.splice(spent.indexOf(id), 1);
        }
      }
      const told = await overview();
      const { rows } = await asOwner((db) =>
        sql<{ paid: number; committed: number; received: number }>`select
          (select coalesce(sum(a.amount_cents) filter (where e.paid_on is not null), 0)::bigint from expense_allocation a
            join expense e on e.id = a.expense_id join budget_line l on l.id = a.budget_line_id
            join funding_grant g on g.id = l.grant_id where g.status <> 'declined' and a.organisation_id = ${ours.organisationId}) as paid,
          (select coalesce(sum(a.amount_cents) filter (where e.paid_on is null), 0)::bigint from expense_allocation a
            join expense e on e.id = a.expense_id join budget_line l on l.id = a.budget_line_id
            join funding_grant g on g.id = l.grant_id where g.status <> 'declined' and a.organisation_id = ${ours.organisationId}) as committed,
          (select coalesce(sum(amount_cents), 0)::bigint from receipt where organisation_id = ${ours.organisationId}) as received`.execute(
          db,
        ),
      );
      const [recorded] = rows;
      expect(told.totals).toMatchObject({
        paidCents: recorded?.paid,
        committedCents: recorded?.committed,
        receivedCents: recorded?.received,
      });
      const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
      for (const groups of [told.byFunder, told.byProgramme]) {
        expect(sum(groups.map(({ paidCents }) => paidCents))).toBe(told.totals.paidCents);
        expect(sum(groups.map(({ leftCents }) => leftCents))).toBe(told.totals.leftCents);
      }
      const months = (await overview({ annee: year })).months;
      expect(sum(months.map(({ paidCents }) => paidCents))).toBe(recorded?.paid);
      expect(sum(months.map(({ committedCents }) => committedCents))).toBe(recorded?.committed);
    }),
    { numRuns: 15 },
  );
});

test("nobody but managers reads the overview; another organisation's grant does not exist", async () => {
  for (const role of ["coach", "editor", "funder", "admin"] as const) {
    await expect(
      database.execute(actorOf(ours, role), getOverview, overviewFilterSchema.parse({})),
    ).rejects.toMatchObject({ code: "forbidden" });
  }
  const theirs = await populate(database.owner.db, "Rucher");
  await expect(
    database.execute(manager, getGrantMoney, { id: theirs.grantId }),
  ).rejects.toMatchObject({ code: "not_found" });
});

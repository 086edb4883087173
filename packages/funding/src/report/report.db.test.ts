import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import type { MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listExpensesToCheck } from "../overview/expenses-to-check.queries.ts";
import { listExpenses } from "../spending/expense.queries.ts";
import { expenseFilterSchema } from "../spending/expense-filter.schema.ts";
import {
  acceptReport,
  createReport,
  editReport,
  removeReport,
  sendReport,
  takeBackAcceptance,
  writeReport,
} from "./report.commands.ts";
import {
  getReport,
  getReportFile,
  listCountedExpenses,
  listReports,
  listReportsCounting,
} from "./report.queries.ts";
import { readAnswers } from "./report.schema.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let manager: MemberActor;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  manager = actorOf(ours, "manager");
});
afterAll(() => database.close());

const add = (table: string, values: Record<string, unknown>): Promise<string> =>
  inOrganisation(database.owner.db, ours, async (db) => {
    const all = { organisation_id: ours.organisationId, ...values };
    const { rows } = await sql<{ id: string }>`
      insert into ${sql.table(table)} (${sql.join(Object.keys(all).map((name) => sql.ref(name)))})
      values (${sql.join(Object.values(all))}) returning *`.execute(db);
    return rows[0]?.id ?? "";
  });

/** An awarded grant of 1,000 € over 2025 with two lines, 600 € of it received, and 350 € spent on the first line. */
async function createFunding() {
  const programmeId = await add("programme", { name: "Communs" });
  const grantId = await add("funding_grant", {
    funder_id: ours.funderId,
    programme_id: programmeId,
    title: "Communs 2025",
    status: "awarded",
    asked_cents: 120_000,
    amount_cents: 100_000,
    starts_on: "2025-01-01",
    ends_on: "2025-12-31",
  });
  const line = (label: string, account: string, cents: number, of: string | null = grantId) =>
    add("budget_line", {
      grant_id: of,
      label,
      account,
      amount_cents: cents,
      starts_on: "2025-01-01",
      ends_on: "2025-12-31",
    });
  const staffId = await line("Salaires", "64", 70_000);
  const rentId = await line("Local", "613", 30_000);
  await add("receipt", { grant_id: grantId, received_on: "2025-02-01", amount_cents: 60_000 });
  const spend = async (lineId: string, cents: number, change: Record<string, unknown> = {}) => {
    const id = await add("expense", {
      kind: "purchase",
      label: "Prestation",
      account: "622",
      incurred_on: "2025-03-01",
      paid_on: "2025-03-31",
      amount_cents: cents,
      evidence_url: "https://exemple.fr/facture",
      ...change,
    });
    await add("expense_allocation", {
      expense_id: id,
      budget_line_id: lineId,
      amount_cents: cents,
    });
    return id;
  };
  const expenseId = await spend(staffId, 35_000);
  return { programmeId, grantId, line, staffId, rentId, spend, expenseId };
}

const due = (grantId: string, change: object = {}) => ({
  grantId,
  form: "cerfa" as const,
  stage: "final" as const,
  label: "Compte rendu final",
  coversFrom: "2025-01-01",
  coversTo: "2025-12-31",
  dueOn: "2026-06-30",
  ...change,
});

async function create(grantId: string, change: object = {}): Promise<string> {
  const outcome = await database.execute(manager, createReport, due(grantId, change));
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.id;
}

const read = (grantId: string, id: string) => database.execute(manager, getReport, { grantId, id });

const written = readAnswers({
  texts: {
    achievement: "Douze ateliers.",
    audience: "Quarante livreuses et livreurs.",
    placesAndDates: "Lille, toute l’année.",
    objectives: "Atteints.",
    gaps: "Une embauche a été retardée.",
  },
  signatory: "Camille Vasseur",
  signatoryCapacity: "gérante",
});

async function write(grantId: string, id: string, answers = written) {
  const { report } = await read(grantId, id);
  return database.execute(manager, writeReport, { id, version: report.version, answers });
}

async function send(grantId: string, id: string, isRead = true) {
  const { report } = await read(grantId, id);
  const input = { id, version: report.version, sentOn: "2026-03-01", isRead };
  return database.execute(manager, sendReport, input);
}

const rowOf = (figures: Awaited<ReturnType<typeof read>>["figures"], key: string) =>
  figures.rows.find((row) => row.key === key);

test("a report tells what is paid within its period, and leaves the rest to be read", async () => {
  const { grantId, staffId, rentId, spend } = await createFunding();
  await spend(rentId, 10_000, { paid_on: null });
  await spend(staffId, 5_000, { incurred_on: "2026-02-01" });
  await spend(staffId, 2_000, { evidence_url: null });
  const { figures, doubts, missing } = await read(grantId, await create(grantId));
  expect(rowOf(figures, "62")).toMatchObject({ plannedCents: 0, realisedCents: 37_000 });
  expect(rowOf(figures, "64")).toMatchObject({ plannedCents: 70_000, realisedCents: 0 });
  expect(rowOf(figures, "74")).toMatchObject({ plannedCents: 100_000, realisedCents: 60_000 });
  expect(figures).toMatchObject({ expenseCount: 2, receivedCents: 60_000, undividedCents: 0 });
  expect(doubts).toEqual(
    expect.arrayContaining([
      { kind: "unpaid", count: 1, cents: 10_000 },
      { kind: "never_counted", count: 1, cents: 5_000 },
      { kind: "without_evidence", count: 1, cents: 2_000 },
      { kind: "to_receive", cents: 40_000 },
    ]),
  );
  expect(missing.length).toBeGreaterThan(0);
});

test("the plan of several co-funders is told whole, with the lines of each", async () => {
  const { programmeId, grantId, line, spend } = await createFunding();
  const otherId = await add("funding_grant", {
    funder_id: ours.funderId,
    programme_id: programmeId,
    title: "Cofinancement",
    status: "applied",
    asked_cents: 50_000,
    starts_on: "2025-01-01",
    ends_on: "2025-12-31",
  });
  const actionId = await add("programme_action", {
    programme_id: programmeId,
    name: "Ateliers",
    position: 1,
  });
  const otherLine = await line("Animation", "62", 50_000, otherId);
  const ownLine = await line("Fonds propres", "606", 20_000, null);
  await inOrganisation(database.owner.db, ours, (db) =>
    sql`update budget_line set action_id = ${actionId} where id = ${ownLine}`.execute(db),
  );
  const planId = await add("funding_plan", {
    programme_id: programmeId,
    title: "Plan 2025",
    starts_on: "2025-01-01",
    ends_on: "2025-12-31",
  });
  const entry = (position: number, values: Record<string, unknown>) =>
    add("plan_entry", { plan_id: planId, position, label: "Entrée", ...values });
  await entry(1, { side: "charge", account: "64", amount_cents: 170_000 });
  await entry(2, { side: "product", account: "74", grant_id: grantId });
  await entry(3, { side: "product", account: "74", grant_id: otherId });
  await entry(4, { side: "product", account: "706", amount_cents: 20_000 });
  await spend(otherLine, 11_000);
  const ownExpense = await spend(ownLine, 3_000);
  const id = await create(grantId);
  const { figures } = await read(grantId, id);
  expect(figures.planTitle).toBe("Plan 2025");
  expect(figures.charges).toEqual({ plannedCents: 170_000, realisedCents: 49_000 });
  expect(figures.products.plannedCents).toBe(170_000);
  expect(figures.lines.map(({ label }) => label)).toEqual(["Local", "Salaires"]);
  const counting = await database.execute(manager, listReportsCounting, { expenseId: ownExpense });
  expect(counting.map((one) => one.id)).toEqual([id]);
});

test("a report is sent once nothing is missing and what is doubtful was read", async () => {
  const { grantId } = await createFunding();
  const id = await create(grantId);
  expect(await send(grantId, id)).toEqual({ ok: false, reason: "incomplete" });
  expect(await write(grantId, id)).toMatchObject({ ok: true });
  expect(await send(grantId, id, false)).toEqual({ ok: false, reason: "doubtful" });
  expect(await send(grantId, id)).toMatchObject({ ok: true });
  expect(await send(grantId, id)).toEqual({ ok: false, reason: "already_sent" });
  expect(await write(grantId, id)).toEqual({ ok: false, reason: "already_sent" });
});

test("what was sent stays, and what changes afterwards is told amount by amount", async () => {
  const { grantId, staffId, spend, expenseId } = await createFunding();
  const id = await create(grantId);
  await write(grantId, id);
  await send(grantId, id);
  const sent = await read(grantId, id);
  expect(sent.differences).toEqual([]);
  const counting = await database.execute(manager, listReportsCounting, { expenseId });
  expect(counting).toMatchObject([{ id, grantId, sentOn: "2026-03-01", cents: 35_000 }]);
  const late = await spend(staffId, 1_000);
  await inOrganisation(database.owner.db, ours, async (db) => {
    await sql`delete from expense_allocation where expense_id = ${expenseId}`.execute(db);
    await sql`delete from expense where id = ${expenseId}`.execute(db);
    await sql`update funding_grant set title = 'Autre titre' where id = ${grantId}`.execute(db);
  });
  const now = await read(grantId, id);
  expect(now.figures).toEqual(sent.figures);
  expect(now.header.grantTitle).toBe("Communs 2025");
  expect(
    now.differences.map(({ place, key, saidCents, nowCents }) => ({
      place,
      key,
      saidCents,
      nowCents,
    })),
  ).toEqual([
    { place: "charge", key: "62", saidCents: 35_000, nowCents: 1_000 },
    { place: "line", key: staffId, saidCents: 35_000, nowCents: 1_000 },
    { place: "expense", key: expenseId, saidCents: 35_000, nowCents: null },
    { place: "expense", key: late, saidCents: null, nowCents: 1_000 },
  ]);
  const page = await database.execute(manager, listCountedExpenses, { grantId, id, page: 1 });
  expect(page.expenses).toMatchObject([{ expenseId, record: null, cents: 35_000 }]);
});

test("two people who send a report at once freeze it once", async () => {
  const { grantId } = await createFunding();
  const id = await create(grantId);
  await write(grantId, id);
  const { report } = await read(grantId, id);
  const sending = { id, version: report.version, sentOn: "2026-03-01", isRead: true };
  const attempts = await Promise.all(
    [1, 2].map(() => database.execute(manager, sendReport, sending)),
  );
  expect(attempts.filter(({ ok }) => ok)).toHaveLength(1);
  expect(attempts.find(({ ok }) => !ok)).toMatchObject({ reason: "conflict" });
});

test("an expense paid after the interim report was sent is told by the final one", async () => {
  const { grantId, staffId, spend } = await createFunding();
  const late = await spend(staffId, 4_000, { paid_on: null });
  const interim = await create(grantId, { stage: "interim", coversTo: "2025-06-30" });
  await write(grantId, interim);
  await send(grantId, interim);
  await inOrganisation(database.owner.db, ours, (db) =>
    sql`update expense set paid_on = '2025-09-01' where id = ${late}`.execute(db),
  );
  const { figures, doubts } = await read(
    grantId,
    await create(grantId, { coversFrom: "2025-07-01" }),
  );
  expect(figures.lines.find(({ id }) => id === staffId)?.beforeCents).toBe(35_000);
  expect(doubts).toContainEqual({ kind: "never_counted", count: 1, cents: 4_000 });
});

test("hours of the team are proven for the list, the grant and the report alike", async () => {
  const { grantId, staffId, spend } = await createFunding();
  const hours = { kind: "staff_time", staff_member: "Poste", minutes: 60, hourly_cents: 2_000 };
  const id = await spend(staffId, 2_000, { ...hours, evidence_url: null });
  const { doubts } = await read(grantId, await create(grantId));
  expect(doubts.map(({ kind }) => kind)).not.toContain("without_evidence");
  const checked = await database.execute(manager, listExpensesToCheck, { id: grantId, page: 1 });
  expect(checked.withoutEvidence).toBe(0);
  const onLine = expenseFilterSchema.parse({ ligne: staffId });
  const { expenses } = await database.execute(manager, listExpenses, onLine);
  expect(expenses.find((one) => one.id === id)?.isProven).toBe(true);
});

test("the file of a report says what was removed since, and no word of pay", async () => {
  const { grantId, staffId, spend, expenseId } = await createFunding();
  await spend(staffId, 2_000, { account: "641", label: "SALAIRE DUPONT 03/2026" });
  const id = await create(grantId);
  await write(grantId, id);
  await send(grantId, id);
  await inOrganisation(database.owner.db, ours, async (db) => {
    await sql`delete from expense_allocation where expense_id = ${expenseId}`.execute(db);
    await sql`delete from expense where id = ${expenseId}`.execute(db);
  });
  const { expenses } = await database.execute(manager, getReportFile, { grantId, id });
  expect(expenses.map(({ label }) => label).sort()).toEqual(["Achat", "Retirée depuis"]);
});

test("the database itself keeps a report that was sent", async () => {
  const { grantId } = await createFunding();
  const id = await create(grantId);
  await write(grantId, id);
  await send(grantId, id);
  const asManager = (statement: string) =>
    inOrganisation(database.owner.db, ours, async (db) => {
      await sql`set local role essaim_manager`.execute(db);
      await sql.raw(statement).execute(db);
    });
  const changes = [
    `delete from grant_report where id = '${id}'`,
    `update grant_report set answers = '{}' where id = '${id}'`,
    `update grant_report set sent_on = null where id = '${id}'`,
    `update grant_report set covers_to = '2026-01-31' where id = '${id}'`,
  ];
  for (const change of changes) {
    await expect(asManager(change)).rejects.toMatchObject({ constraint: "sent_report_stays" });
  }
});

test("an acceptance follows the sending, and one noted by mistake is taken back", async () => {
  const { grantId } = await createFunding();
  const id = await create(grantId);
  const accept = async (acceptedOn: string) => {
    const { report } = await read(grantId, id);
    return database.execute(manager, acceptReport, { id, version: report.version, acceptedOn });
  };
  expect(await accept("2026-04-01")).toEqual({ ok: false, reason: "not_sent" });
  await write(grantId, id);
  await send(grantId, id);
  expect(await accept("2026-02-28")).toEqual({ ok: false, reason: "accepted_before_sent" });
  expect(await accept("2026-04-01")).toMatchObject({ ok: true });
  const { report } = await read(grantId, id);
  expect(report.acceptedOn).toBe("2026-04-01");
  const takeBack = () =>
    database.execute(manager, takeBackAcceptance, { id, version: report.version });
  const setStatus = (status: string) =>
    sql`update funding_grant set status = ${status} where id = ${grantId}`.execute(
      database.owner.db,
    );
  await setStatus("closed");
  expect(await takeBack()).toEqual({ ok: false, reason: "grant_closed" });
  await setStatus("awarded");
  await takeBack();
  expect((await read(grantId, id)).report.acceptedOn).toBeNull();
});

test("a new report begins with the answers of an earlier one of the same grant only", async () => {
  const { grantId } = await createFunding();
  const first = await create(grantId, { stage: "interim", coversTo: "2025-06-30" });
  await write(grantId, first);
  const second = await create(grantId, { copyFrom: first });
  expect((await read(grantId, second)).answers).toEqual(written);
  const { grantId: elsewhere } = await createFunding();
  expect(
    await database.execute(manager, createReport, due(elsewhere, { copyFrom: first })),
  ).toEqual({ ok: false, reason: "copy_unknown" });
  await expect(read(elsewhere, first)).rejects.toMatchObject({ code: "not_found" });
  expect((await database.execute(manager, listReports, { grantId })).map(({ id }) => id)).toEqual([
    first,
    second,
  ]);
});

test("two people who write the same report lose nothing, and one who comes late is told", async () => {
  const { grantId } = await createFunding();
  const id = await create(grantId);
  const { report } = await read(grantId, id);
  const attempts = await Promise.all(
    ["un", "deux"].map((remarks) =>
      database.execute(manager, writeReport, {
        id,
        version: report.version,
        answers: readAnswers({ texts: { remarks } }),
      }),
    ),
  );
  expect(attempts.filter(({ ok }) => ok)).toHaveLength(1);
  expect(attempts.find(({ ok }) => !ok)).toMatchObject({ reason: "conflict" });
});

test("a report that was never sent is changed and taken away, one that was is not", async () => {
  const { grantId } = await createFunding();
  const id = await create(grantId);
  const version = async () => (await read(grantId, id)).report.version;
  const { grantId: _, ...fields } = due(grantId, { label: "Compte rendu 2025" });
  expect(
    await database.execute(manager, editReport, { ...fields, id, version: await version() }),
  ).toMatchObject({ ok: true });
  await write(grantId, id);
  await send(grantId, id);
  const step = { id, version: await version() };
  const refused = { ok: false, reason: "already_sent" };
  expect(await database.execute(manager, editReport, { ...fields, ...step })).toEqual(refused);
  expect(await database.execute(manager, removeReport, step)).toEqual(refused);
  const other = await create(grantId);
  const unsent = { id: other, version: (await read(grantId, other)).report.version };
  expect(await database.execute(manager, removeReport, unsent)).toMatchObject({ ok: true });
});

test("no report of a grant that is not awarded, none of another organisation's, none for a coach", async () => {
  const { grantId } = await createFunding();
  await inOrganisation(database.owner.db, ours, (db) =>
    sql`update funding_grant set status = 'applied', amount_cents = null, asked_cents = 100000
      where id = ${ours.grantId}`.execute(db),
  );
  expect(await database.execute(manager, createReport, due(ours.grantId))).toEqual({
    ok: false,
    reason: "not_awarded",
  });
  const id = await create(grantId);
  const elsewhere = actorOf(theirs, "manager");
  await expect(database.execute(elsewhere, getReport, { grantId, id })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(database.execute(elsewhere, createReport, due(grantId))).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(
    database.execute(actorOf(ours, "coach"), getReport, { grantId, id }),
  ).rejects.toMatchObject({ code: "forbidden" });
});

import { randomUUID } from "node:crypto";
import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { today } from "@essaim/database/today";
import { houseActor, type MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { csvFile } from "@essaim/territory/spreadsheet/testing/files";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { listPayingLines } from "../budget/paying-line.queries.ts";
import { addGrant, addLine, findLostCents } from "../spending/testing-spending.ts";
import { surveyFec } from "./fec.ts";
import { guessColumns } from "./guess-columns.rules.ts";
import {
  announceSpendingImport,
  askSpendingImport,
  askSpendingUndo,
  giveUpSpendingImport,
  keepSpendingReading,
  keepSpendingTrial,
  matchSpendingImport,
  receiveSpendingImport,
} from "./import.commands.ts";
import { getSpendingImport, listSpendingImports, trySpendingImport } from "./import.queries.ts";
import { forgetStaleSpendingImports } from "./import-house.commands.ts";
import { emptyMapping, type Mapping, placesOfTable } from "./mapping.schema.ts";
import type { Source } from "./spending-import.schema.ts";
import { surveyTable } from "./table-survey.ts";
import { type FecRow, fecText, invoice } from "./testing/fec-file.ts";
import { undoSpendingImport, writeSpendingImport } from "./write-import.commands.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let manager: MemberActor;
/** Of a grant of 2026, that pays no account of class 67. */
let lineId: string;
/** Of another grant, for salaries. */
let staffLineId: string;

const progress = async () => {};

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  manager = actorOf(ours, "manager");
});
beforeEach(async () => {
  const lineOfGrant = async (account: string) =>
    await addLine(database, ours, { account, grant_id: await addGrant(database, ours) });
  lineId = await lineOfGrant("60");
  staffLineId = await lineOfGrant("64");
});
afterAll(() => database.close());

const bytesOf = (rows: readonly FecRow[]) => new TextEncoder().encode(fecText(rows));
/** Numbers that no other test has used. */
let numbers = 0;
const newNumber = () => `N${++numbers}`;

async function receive(source: Source): Promise<string> {
  const announced = await database.execute(manager, announceSpendingImport, { sha256: "" });
  if (!announced.ok) throw new Error(announced.reason);
  const received = await database.execute(manager, receiveSpendingImport, {
    source,
    fileName: "comptes.txt",
    storageKey: announced.key,
  });
  if (!received.ok) throw new Error(received.reason);
  return received.id;
}

async function readAndMatch(
  source: Source,
  bytes: Uint8Array,
  change: Partial<Mapping> = {},
): Promise<string> {
  const id = await receive(source);
  const survey = source === "fec" ? surveyFec(bytes) : await surveyTable(bytes);
  if (!survey.ok) throw new Error("unreadable");
  const { reading } = survey;
  await database.execute(manager, keepSpendingReading, { id, reading });
  let mapping: Mapping = { ...emptyMapping, ...change };
  if (reading.kind === "table" && source !== "fec") {
    const columns = change.columns ?? guessColumns(source, reading.columns);
    mapping = { ...mapping, columns };
    const places = placesOfTable(reading, mapping).map(({ place }) => [
      place,
      source === "hours" ? staffLineId : lineId,
    ]);
    mapping.places = { ...Object.fromEntries(places), ...change.places };
  }
  const { version } = await database.execute(manager, getSpendingImport, { id });
  const matched = await database.execute(manager, matchSpendingImport, {
    id,
    version,
    mapping,
    isComplete: true,
  });
  expect(matched.ok).toBe(true);
  return id;
}

async function attempt(id: string, bytes: Uint8Array) {
  const { version, ...trial } = await database.execute(manager, trySpendingImport, {
    id,
    bytes,
    progress,
  });
  const kept = await database.execute(manager, keepSpendingTrial, { id, version, trial });
  expect(kept.ok).toBe(true);
  return trial;
}

async function write(
  id: string,
  bytes: Uint8Array,
  decisions = { refused: "own" as "own" | "leave_out", warned: false },
) {
  const { version } = await database.execute(manager, getSpendingImport, { id });
  const asked = await database.execute(manager, askSpendingImport, { id, version, decisions });
  if (!asked.ok) return asked;
  const { version: now } = await database.execute(manager, getSpendingImport, { id });
  return await database.execute(manager, writeSpendingImport, {
    id,
    version: now,
    bytes,
    progress,
  });
}

const spentOn = (line: string) =>
  inOrganisation(database.owner.db, ours, async (db) => {
    const { rows } = await sql<{ cents: number }>`
      select coalesce(sum(committed_cents + paid_cents), 0)::bigint as cents from spending_month
      where budget_line_id = ${line}`.execute(db);
    return rows[0]?.cents;
  });

test("accounts are tried, then written on their line, once", async () => {
  const rows = [
    ...invoice(newNumber(), { cents: 12_345 }),
    ...invoice(newNumber(), { lettering: "A", letteredOn: "20260301" }),
  ];
  const bytes = bytesOf(rows);
  const id = await readAndMatch("fec", bytes, { places: { "606400": lineId } });
  const trial = await attempt(id, bytes);
  expect(trial).toMatchObject({ created: 2, createdCents: 22_345, faultCount: 0, skipped: 0 });
  expect(trial.byLine).toEqual([{ lineId, count: 2, cents: 22_345 }]);
  expect(await spentOn(lineId)).toBe(0);
  expect(await write(id, bytes)).toMatchObject({ ok: true, created: 2, cents: 22_345 });
  expect(await spentOn(lineId)).toBe(22_345);
  expect(await findLostCents(database, ours)).toEqual([]);
  const record = await database.execute(manager, getSpendingImport, { id });
  expect(record).toMatchObject({ status: "written", reading: null, storageKey: null });

  const again = await readAndMatch("fec", bytes, { places: { "606400": lineId } });
  expect(await attempt(again, bytes)).toMatchObject({ created: 0, skipped: 2 });
  expect(await write(again, bytes)).toEqual({ ok: false, reason: "nothing_to_write" });
});

test("what is refused by the agreement stays at own charge, or is left out", async () => {
  const rows = [...invoice(newNumber()), ...invoice(newNumber(), { date: "20240601" })];
  const bytes = bytesOf(rows);
  const places = { "606400": lineId };
  const id = await readAndMatch("fec", bytes, { places });
  const trial = await attempt(id, bytes);
  expect(trial).toMatchObject({ created: 2, refusalCount: 1, refusedCents: 10_000 });
  expect(trial.refusals).toMatchObject([{ line: 5, messages: [expect.stringContaining("2024")] }]);
  const without = await write(id, bytes, { refused: "leave_out", warned: false });
  expect(without).toMatchObject({ ok: true, created: 1, leftOut: 1 });

  const again = await readAndMatch("fec", bytes, { places });
  await attempt(again, bytes);
  expect(await write(again, bytes)).toMatchObject({ ok: true, created: 1, skipped: 1 });
  expect(await spentOn(lineId)).toBe(10_000);
});

test("a line that would be passed warns, and somebody says so on purpose", async () => {
  const bytes = bytesOf(invoice(newNumber(), { cents: 1_000_001 }));
  const id = await readAndMatch("fec", bytes, { places: { "606400": lineId } });
  expect(await attempt(id, bytes)).toMatchObject({ warningCount: 1 });
  expect(await write(id, bytes)).toEqual({ ok: false, reason: "warnings_left" });
  const kept = await write(id, bytes, { refused: "own", warned: true });
  expect(kept).toMatchObject({ ok: true, created: 1 });
});

test("what changes between the trial and the writing stops the whole", async () => {
  const bytes = bytesOf(invoice(newNumber(), { cents: 600_000 }));
  const other = bytesOf(invoice(newNumber(), { cents: 600_000 }));
  const places = { "606400": lineId };
  const [first, second] = [
    await readAndMatch("fec", bytes, { places }),
    await readAndMatch("fec", other, { places }),
  ];
  expect(await attempt(first, bytes)).toMatchObject({ warningCount: 0 });
  expect(await attempt(second, other)).toMatchObject({ warningCount: 0 });
  const both = await Promise.all([write(first, bytes), write(second, other)]);
  expect(both.map((one) => one.ok).sort()).toEqual([false, true]);
  expect(both.find((one) => !one.ok)).toEqual({ ok: false, reason: "changed" });
  expect(await spentOn(lineId)).toBe(600_000);
});

test("an account or a journal left out is not taken", async () => {
  const bytes = bytesOf(invoice(newNumber()));
  const skipped = await readAndMatch("fec", bytes, { places: { "606400": "skip" } });
  expect(await attempt(skipped, bytes)).toMatchObject({ created: 0 });
  const without = await readAndMatch("fec", bytes, {
    places: { "606400": "own" },
    leftOut: ["AC"],
  });
  expect(await attempt(without, bytes)).toMatchObject({ created: 0 });
});

test("a table of expenses, as people write amounts, with its line in a column", async () => {
  const tag = newNumber();
  const bytes = csvFile([
    ["Relevé de dépenses", "", "", "", "", ""],
    ["Date", "Libellé", "Fournisseur", "Montant", "Compte", "Code projet"],
    ["03/03/2026", `Casques ${tag}`, "Atelier", "1 234,50 €", "6063", "COMMUNS"],
    ["3 mars 2026", `Casques ${tag}`, "Atelier", "1 234,50 €", "6063", "Communs"],
    ["2026-03-04", `Retour ${tag}`, "Atelier", "-34,50", "6063", ""],
    ["", "", "", "2 434,50", "", ""],
  ]);
  const id = await readAndMatch("table", bytes, { places: { "": "own" } });
  const trial = await attempt(id, bytes);
  expect(trial).toMatchObject({ created: 3, createdCents: 243_450, faultCount: 0, leftOut: 1 });
  expect(await write(id, bytes)).toMatchObject({ ok: true, created: 3 });
  expect(await spentOn(lineId)).toBe(246_900);
  const again = await readAndMatch("table", bytes, { places: { "": "own" } });
  expect(await attempt(again, bytes)).toMatchObject({ created: 0, skipped: 3 });
});

test("a row is known again however the columns of its file are matched", async () => {
  const tag = newNumber();
  const bytes = csvFile([
    ["Date", "Libellé", "Pièce", "Montant"],
    ["03/03/2026", `Abonnement ${tag}`, "F1", "12,00"],
    ["03/03/2026", `Abonnement ${tag}`, "F1", "12,00"],
  ]);
  const columns = { 1: "date", 2: "label", 4: "amount" } as const;
  const first = await readAndMatch("table", bytes, { account: "606", columns });
  await attempt(first, bytes);
  expect(await write(first, bytes)).toMatchObject({ ok: true, created: 2 });
  const otherwise = { 1: "date", 2: "supplier", 3: "reference", 4: "amount" } as const;
  const again = await readAndMatch("table", bytes, { account: "6064", columns: otherwise });
  expect(await attempt(again, bytes)).toMatchObject({ created: 0, skipped: 2 });

  const hours = csvFile([
    ["Nom", "Mois", "Heures", "Projet"],
    [`Poste ${tag}`, "mars 2026", "2", "A"],
  ]);
  const worked = await readAndMatch("hours", hours, { hourlyCents: 3_000 });
  await attempt(worked, hours);
  expect(await write(worked, hours)).toMatchObject({ ok: true, created: 1 });
  const dearer = await readAndMatch("hours", hours, { hourlyCents: 3_100 });
  expect(await attempt(dearer, hours)).toMatchObject({ created: 0, skipped: 1 });
});

test("a fault is told with its row, and nothing is written", async () => {
  const bytes = csvFile([
    ["Date", "Libellé", "Montant", "Compte"],
    ["03/03/2026", "Casques", "douze", "6063"],
    ["31/02/2026", "Casques", "12", "401"],
    ["05/03/2026", "Casques", "12", "6063"],
  ]);
  const id = await readAndMatch("table", bytes);
  const trial = await attempt(id, bytes);
  expect(trial.faults.map(({ line }) => line)).toEqual([2, 3, 3]);
  expect(trial.faults[0]?.message).toContain("douze");
  expect(await write(id, bytes)).toEqual({ ok: false, reason: "problems_left" });
});

test("a bank statement tells what is spent with a minus, and what comes in is no matter of ours", async () => {
  const bytes = csvFile([
    ["Titulaire", "Coopérative de démonstration"],
    ["Solde", "12 000,00"],
    ["Date opération", "Libellé", "Montant"],
    ["03/03/2026", `Virement ${newNumber()}`, "-50,00"],
    ["04/03/2026", "Subvention", "10000,00"],
  ]);
  const id = await readAndMatch("table", bytes, {
    isNegative: true,
    incoming: "ignore",
    isPaid: true,
    account: "6188",
  });
  expect(await attempt(id, bytes)).toMatchObject({ created: 1, createdCents: 5_000, leftOut: 1 });
});

test("hours of the team cost what an hour costs, to the cent", async () => {
  const bytes = csvFile([
    ["Nom", "Mois", "Heures", "Coût horaire"],
    [`Poste ${newNumber()}`, "mars 2026", "7h20", "31,37"],
    ["Poste", "04/2026", "7,5", "31,37"],
    ["Poste", "05/2026", "presque dix", "31,37"],
  ]);
  const id = await readAndMatch("hours", bytes);
  const trial = await attempt(id, bytes);
  expect(trial.faults).toMatchObject([{ line: 4 }]);
  const right = csvFile([
    ["Nom", "Mois", "Heures", "Coût horaire"],
    [`Poste ${newNumber()}`, "mars 2026", "7h20", "31,37"],
  ]);
  const mended = await readAndMatch("hours", right);
  // 440 minutes at 31,37 €: 230,0466…
  expect(await attempt(mended, right)).toMatchObject({ created: 1, createdCents: 23_005 });
  expect(await write(mended, right)).toMatchObject({ ok: true, created: 1 });
});

test("an import is undone, but for the expenses used since", async () => {
  const numbersUsed = [newNumber(), newNumber(), newNumber()];
  const bytes = bytesOf(numbersUsed.flatMap((number) => invoice(number)));
  const id = await readAndMatch("fec", bytes, { places: { "606400": lineId } });
  await attempt(id, bytes);
  await write(id, bytes);
  await inOrganisation(database.owner.db, ours, (db) =>
    db
      .updateTable("expense")
      .set({ note: "Vue avec la banque" })
      .where("import_id", "=", id)
      .where("reference", "=", `F-${numbersUsed[0]}`)
      .execute(),
  );
  expect(await database.execute(manager, askSpendingUndo, { id })).toMatchObject({ ok: true });
  const undone = await database.execute(manager, undoSpendingImport, { id });
  expect(undone).toMatchObject({ ok: true, removed: 2, kept: 1 });
  expect(await spentOn(lineId)).toBe(10_000);
  expect(await findLostCents(database, ours)).toEqual([]);
  const twice = await database.execute(manager, undoSpendingImport, { id });
  expect(twice).toEqual({ ok: false, reason: "not_at_this_step" });
});

test("an expense that a sent report counts stays when its import is undone", async () => {
  const bytes = bytesOf([newNumber(), newNumber()].flatMap((number) => invoice(number)));
  const id = await readAndMatch("fec", bytes, { places: { "606400": lineId } });
  await attempt(id, bytes);
  await write(id, bytes);
  await inOrganisation(database.owner.db, ours, async (db) => {
    await sql`insert into grant_report (organisation_id, grant_id, form, stage, label, covers_from, covers_to, due_on,
        sent_on, frozen)
      select ${ours.organisationId}, l.grant_id, 'free', 'final', 'Bilan', '2026-01-01', '2026-12-31', '2027-03-01',
        '2027-01-15', jsonb_build_object('counted', jsonb_build_array(jsonb_build_object('expenseId',
          (select e.id from expense e where e.import_id = ${id} order by e.id limit 1))))
      from budget_line l where l.id = ${lineId}`.execute(db);
  });
  await database.execute(manager, askSpendingUndo, { id });
  const undone = await database.execute(manager, undoSpendingImport, { id });
  expect(undone).toMatchObject({ ok: true, removed: 1, kept: 1 });
});

test("a payment dated after today is committed only, and the trial tells it", async () => {
  const later = `${Number(today().slice(0, 4)) + 1}0201`;
  const accounts = bytesOf([
    ...invoice(newNumber(), { lettering: "A", letteredOn: "20260301" }),
    ...invoice(newNumber(), { lettering: "B", letteredOn: later }),
  ]);
  const fec = await readAndMatch("fec", accounts, { places: { "606400": lineId } });
  expect(await attempt(fec, accounts)).toMatchObject({ created: 2, aheadCount: 1 });
  expect(await write(fec, accounts)).toMatchObject({ ok: true, created: 2 });
  const table = csvFile([
    ["Date", "Libellé", "Montant", "Payée le"],
    ["03/03/2026", `Casques ${newNumber()}`, "12", `01/02/${later.slice(0, 4)}`],
  ]);
  const columns = { 1: "date", 2: "label", 3: "amount", 4: "paidOn" } as const;
  const id = await readAndMatch("table", table, { columns });
  expect(await attempt(id, table)).toMatchObject({ created: 1, aheadCount: 1 });
  await write(id, table);
  const paid = await inOrganisation(database.owner.db, ours, (db) =>
    db
      .selectFrom("expense")
      .where("import_id", "in", [fec, id])
      .where("paid_on", "is not", null)
      .select("paid_on")
      .execute(),
  );
  expect(paid).toEqual([{ paid_on: "2026-03-01" }]);
});

test("an import of thirty days ago is no longer undone", async () => {
  const bytes = bytesOf(invoice(newNumber()));
  const id = await readAndMatch("fec", bytes, { places: { "606400": "own" } });
  await attempt(id, bytes);
  await write(id, bytes);
  await inOrganisation(database.owner.db, ours, (db) =>
    sql`update spending_import set written_at = now() - interval '31 days' where id = ${id}`.execute(
      db,
    ),
  );
  expect(await database.execute(manager, askSpendingUndo, { id })).toEqual({
    ok: false,
    reason: "too_late",
  });
});

test("given up, it keeps nothing, and neither coaches nor others see any", async () => {
  const id = await receive("fec");
  expect(await database.execute(manager, giveUpSpendingImport, { id })).toMatchObject({ ok: true });
  const record = await database.execute(manager, getSpendingImport, { id });
  expect(record).toMatchObject({ status: "given_up", storageKey: null });
  const other = actorOf(theirs, "manager");
  await expect(database.execute(other, getSpendingImport, { id })).rejects.toThrow("No such");
  expect(
    (await database.execute(other, listSpendingImports, {})).map((one) => one.id),
  ).not.toContain(id);
  const coach = actorOf(ours, "coach");
  await expect(database.execute(coach, getSpendingImport, { id })).rejects.toThrow();
  const lines = await database.execute(other, listPayingLines, { keptIds: [] });
  expect(lines.map((line) => line.id)).not.toContain(lineId);
});

test("left half-way for a month, an import is given up by the house, with its file", async () => {
  const old = await receive("fec");
  const fresh = await receive("fec");
  const { storageKey } = await database.execute(manager, getSpendingImport, { id: old });
  await inOrganisation(database.owner.db, ours, async (db) => {
    await sql`alter table spending_import disable trigger touch`.execute(db);
    await sql`update spending_import set updated_at = now() - interval '31 days' where id = ${old}`.execute(
      db,
    );
    await sql`alter table spending_import enable trigger touch`.execute(db);
  });
  const house = houseActor(ours.organisationId, randomUUID());
  const outcome = await database.executeJobs(house, forgetStaleSpendingImports, {});
  expect(outcome).toMatchObject({ ok: true, givenUp: 1 });
  const statusOf = async (id: string) =>
    (await database.execute(manager, getSpendingImport, { id })).status;
  expect([await statusOf(old), await statusOf(fresh)]).toEqual(["given_up", "received"]);
  const removals = await inOrganisation(database.owner.db, ours, (db) =>
    db
      .selectFrom("file_removal")
      .where("storage_key", "=", storageKey ?? "")
      .selectAll()
      .execute(),
  );
  expect(removals).toHaveLength(1);
});

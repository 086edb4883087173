import { randomUUID } from "node:crypto";
import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { type MemberActor, memberActor } from "@essaim/identity/actor";
import type { Role } from "@essaim/identity/permission";
import {
  csvFile,
  odsFile,
  type TestCell,
  xlsxFile,
} from "@essaim/territory/spreadsheet/testing/files";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { recordMeeting } from "../meeting/meeting.commands.ts";
import { recordMeetingSchema } from "../meeting/meeting.schema.ts";
import { markDistinct } from "../worker/distinct.commands.ts";
import { mergeWorkers } from "../worker/merge.commands.ts";
import { getMergeFile } from "../worker/merge.queries.ts";
import { createWorker, editWorker } from "../worker/worker.commands.ts";
import { editWorkerSchema, workerSchema } from "../worker/worker.schema.ts";
import {
  announceImport,
  askImport,
  decideImport,
  giveUpImport,
  keepReading,
  keepTrial,
  matchImport,
  readImportAgain,
  receiveImport,
  refuseImport,
} from "./import.commands.ts";
import { getImport, getImportMatching, listImports } from "./import.queries.ts";
import { receiveImportSchema } from "./import.schema.ts";
import { guessedMapping } from "./mapping.rules.ts";
import type { Mapping } from "./mapping.schema.ts";
import { surveySpreadsheet } from "./survey.ts";
import {
  FIRST_MESSY_ROW,
  faultyRows,
  messyRows,
  messyTitles,
  rowFaults,
} from "./testing/messy-workbook.ts";
import { noDecisions, outlookOf } from "./trial.schema.ts";
import { tryImport } from "./try-import.queries.ts";
import { askImportUndo, undoImport } from "./undo-import.commands.ts";
import { getImportUndo, usesOfPeople } from "./undo-import.queries.ts";
import { writeImport } from "./write-import.commands.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let manager: MemberActor;
let coach: MemberActor;
let stranger: MemberActor;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  manager = actorOf(ours, "manager");
  coach = actorOf(ours, "coach");
  stranger = actorOf(theirs, "manager");
  await database.owner.db
    .insertInto("commune")
    .values({ code: "01053", name: "Bourg-en-Bresse", department_code: "01" })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
});
afterAll(() => database.close());

function actorOf({ organisationId, membershipId }: Rows, role: Role): MemberActor {
  const nobody = { userId: randomUUID(), requestId: randomUUID(), funderId: null };
  return memberActor({ organisationId, membershipId, role, ...nobody });
}

function asOwner<T>(
  run: (
    db: Parameters<
      Parameters<ReturnType<TestDatabase["owner"]["db"]["transaction"]>["execute"]>[0]
    >[0],
  ) => Promise<T>,
) {
  return database.owner.db.transaction().execute(async (db) => {
    await sql`select set_config('app.organisation_id', ${ours.organisationId}, true)`.execute(db);
    return run(db);
  });
}

/** Everything about people in the organisation, so that nothing can be written unseen. */
function counts() {
  return asOwner(async (db) => {
    const { rows } = await sql<Record<string, number>>`select
      (select count(*) from worker) as workers, (select count(*) from stage) as stages,
      (select count(*) from worker_value) as values, (select count(*) from worker_resource) as resources,
      (select count(*) from support_period) as periods, (select count(*) from undo_entry) as undo`.execute(
      db,
    );
    return rows[0];
  });
}

beforeEach(() =>
  asOwner(async (db) => {
    await sql`delete from undo_entry`.execute(db);
    await sql`delete from meeting where worker_id <> ${ours.workerId}`.execute(db);
    await sql`delete from stage where worker_id <> ${ours.workerId}`.execute(db);
    await sql`delete from worker_resource where worker_id <> ${ours.workerId}`.execute(db);
    await sql`delete from worker where id <> ${ours.workerId}`.execute(db);
  }),
);

const done = { progress: async () => {} };

/** Sends a file and reads it, as the page and the job do. */
async function receive(bytes: Uint8Array, fileName = "suivi.xlsx"): Promise<string> {
  const announced = await database.execute(manager, announceImport, { sha256: randomUUID() });
  if (!announced.ok) throw new Error("Not announced");
  const file = receiveImportSchema.parse({ fileName, storageKey: announced.key });
  const received = await database.execute(manager, receiveImport, file);
  if (!received.ok) throw new Error(received.reason);
  const survey = await surveySpreadsheet(bytes);
  if (!survey.ok) {
    await database.execute(manager, refuseImport, { id: received.id, message: survey.message });
    return received.id;
  }
  const { reading } = survey;
  await database.execute(manager, keepReading, { id: received.id, reading });
  return received.id;
}

/** Takes every guess as it comes; words that nobody knows are « non renseigné ». */
async function match(id: string, change: Partial<Mapping["everybody"]> = {}) {
  const { record, choices } = await database.execute(manager, getImportMatching, { id });
  const sheet = record.reading?.sheets[0];
  if (!sheet) throw new Error("Not read");
  const everybody = { kind: "both" as const, coachId: null, supportedFrom: null, ...change };
  const mapping = guessedMapping(sheet, choices, everybody);
  const { version } = record;
  return await database.execute(manager, matchImport, { id, version, mapping, isComplete: true });
}

async function tried(id: string, bytes: Uint8Array) {
  const { version, ...trial } = await database.execute(manager, tryImport, { id, bytes, ...done });
  const kept = await database.execute(manager, keepTrial, { id, version, trial });
  if (!kept.ok) throw new Error(kept.reason);
  const record = await database.execute(manager, getImport, { id });
  if (!record.trial) throw new Error("Not tried");
  return { trial: record.trial, version: record.version };
}

async function prepared(bytes: Uint8Array, everybody: Partial<Mapping["everybody"]> = {}) {
  const id = await receive(bytes);
  await match(id, everybody);
  return { id, ...(await tried(id, bytes)) };
}

const write = (id: string, version: number, bytes: Uint8Array) =>
  database.execute(manager, writeImport, { id, version, bytes, ...done });

const people = (rows: TestCell[][]) =>
  csvFile([["Nom", "Prénom", "Date d'entrée", "Mail", "Tél.", "Né(e) le"], ...rows]);

describe("a messy workbook of 300 people", () => {
  test("is read, matched, tried and written, in every format", async () => {
    const rows = messyRows(300);
    for (const bytes of [
      await xlsxFile([{ name: "Suivi", rows }]),
      odsFile([{ name: "Suivi", rows }]),
    ]) {
      const { id, version, trial } = await prepared(bytes);
      expect(trial.problems).toEqual([]);
      expect(trial).toMatchObject({ rowCount: 300, duplicates: [], badRows: [] });
      expect(trial.repairs).toMatchObject({ phone_zero: 150, postcode_zero: 34 });
      const before = await counts();
      const outcome = await write(id, version, bytes);
      expect(outcome).toMatchObject({ ok: true, created: 300, skipped: 0, leftOut: 0 });
      const after = await counts();
      expect(Number(after?.workers) - Number(before?.workers)).toBe(300);
      // Everybody begins as a candidate; a third have a CAPE.
      expect(Number(after?.stages) - Number(before?.stages)).toBe(400);
      expect(Number(after?.periods) - Number(before?.periods)).toBe(300);
      await database.execute(manager, undoImport, { id, alsoUsed: [] });
      expect(await counts()).toEqual({ ...before, undo: 0 });
    }
  });

  test("gives each person what the form would have", async () => {
    const bytes = csvFile(messyRows(10), { encoding: "windows-1252" });
    const { id, version } = await prepared(bytes, { coachId: ours.membershipId });
    expect(await write(id, version, bytes)).toMatchObject({ created: 10 });
    const [first] = await asOwner(async (db) => {
      const { rows } = await sql<Record<string, unknown>>`
        select w.given_name, w.family_name, w.phone, w.postcode, w.commune_code, w.birth_on, w.kind, w.coach_id,
          w.supported_from, w.supported_until, w.version, w.updated_by,
          (select json_agg(s.kind || ' ' || s.starts_on || ' ' || coalesce(s.term_on::text, '-') order by s.starts_on) from stage s where s.worker_id = w.id) as stages,
          (select json_agg(l.list_key || ' ' || v.moment || ' ' || l.label order by l.list_key, v.moment, l.label)
            from worker_value v join list_value l on l.id = v.value_id where v.worker_id = w.id) as values
        from worker w where w.import_id = ${id} order by w.phone limit 1`.execute(db);
      return rows;
    });
    expect(first).toMatchObject({
      given_name: "Amina",
      family_name: "LEFÈVRE-A",
      phone: "0600000000",
      postcode: "01000",
      commune_code: "01053",
      birth_on: "1960-01-01",
      kind: "both",
      coach_id: ours.membershipId,
      supported_from: "2022-01-03",
      supported_until: null,
      version: 1,
      updated_by: ours.membershipId,
      stages: ["candidate 2022-01-03 -", "cape 2022-02-02 2022-11-29"],
      values: [
        "disability entry RQTH reconnue",
        "disability now RQTH reconnue",
        "gender now Femme",
        "income_support entry RSA",
        "income_support now RSA",
        "language now Arabe",
        "language now Français",
        "prescriber now France Travail",
      ],
    });
  });
});

test("a commune is found as people write it, or refused with what to write", async () => {
  const bytes = csvFile([
    ["Nom", "Prénom", "Date d'entrée", "Ville"],
    ["Petit", "Ali", "2024-01-01", "Bourg en Bresse 01000"],
    ["Gros", "Zoé", "2024-01-01", "BOURG-EN-BRESSE (01000)"],
    ["Long", "Tom", "2024-01-01", "Bourg-en-Bresse (01053)"],
    ["Vif", "Luc", "2024-01-01", "Trifouilly"],
  ]);
  const { trial } = await prepared(bytes);
  expect(trial.badRows).toEqual([5]);
  expect(trial.problems[0]?.message).toContain("Écrivez son nom officiel");
});

describe("nothing is written", () => {
  test("while a row has a problem: each is told with its row and column", async () => {
    const rows = faultyRows(60);
    const bytes = await xlsxFile([{ name: "Suivi", rows }]);
    const { id, version, trial } = await prepared(bytes);
    const places = trial.problems.map(({ row, column }) => [row, messyTitles[(column ?? 0) - 1]]);
    expect(places).toEqual(
      Object.values(rowFaults).map(({ column }, index) => [FIRST_MESSY_ROW + index * 3, column]),
    );
    expect(trial.problems.map((problem) => problem.message).join("\n")).toContain("31/02/2024");
    const before = await counts();
    expect(await write(id, version, bytes)).toEqual({ ok: false, reason: "problems_left" });
    expect(await database.execute(manager, askImport, { id, version })).toMatchObject({
      reason: "problems_left",
    });
    expect(await counts()).toEqual(before);
  });

  test("unless the rows in trouble are left out, and then only them", async () => {
    const bytes = await xlsxFile([{ name: "Suivi", rows: faultyRows(60) }]);
    const { id, version } = await prepared(bytes);
    const decided = await database.execute(manager, decideImport, {
      id,
      version,
      decisions: { ...noDecisions, leaveOut: true },
    });
    expect(decided).toMatchObject({ ok: true });
    const left = Object.keys(rowFaults).length;
    const now = await database.execute(manager, getImport, { id });
    expect(now.trial && outlookOf(now.trial)).toMatchObject({ isReady: true, created: 60 - left });
    expect(await write(id, now.version, bytes)).toMatchObject({
      created: 60 - left,
      leftOut: left,
    });
  });

  test("when the last row fails in the database itself", async () => {
    const bytes = people([
      ["Petit", "Ali", "2024-01-01", null, null, null],
      ["Gros", "Zoé", "2024-01-01", null, null, null],
      ["Dernier", "Tom", "2024-01-01", null, null, null],
    ]);
    const { id, version } = await prepared(bytes);
    const before = await counts();
    await sql`create function refuse_the_last() returns trigger language plpgsql as $$
      begin raise exception 'no'; end $$`.execute(database.owner.db);
    await sql`create trigger refuse_the_last before insert on worker for each row
      when (new.family_name = 'Dernier') execute function refuse_the_last()`.execute(
      database.owner.db,
    );
    try {
      await expect(write(id, version, bytes)).rejects.toThrow();
    } finally {
      await sql`drop trigger refuse_the_last on worker`.execute(database.owner.db);
      await sql`drop function refuse_the_last()`.execute(database.owner.db);
    }
    expect(await counts()).toEqual(before);
    expect((await database.execute(manager, getImport, { id })).status).toBe("tried");
    expect(await write(id, version, bytes)).toMatchObject({ ok: true, created: 3 });
  });

  test("when what the dry run saw has changed: a person come meanwhile, a coach gone", async () => {
    const bytes = people([
      ["Petit", "Ali", "2024-01-01", null, null, null],
      ["Gros", "Zoé", "2024-01-01", null, "0612345678", null],
    ]);
    const { id, version } = await prepared(bytes, { coachId: ours.membershipId });
    await database.execute(
      coach,
      createWorker,
      workerSchema.parse({
        givenName: "X",
        familyName: "Y",
        kind: "both",
        supportedFrom: "2024-01-01",
        phone: "06 12 34 56 78",
      }),
    );
    const before = await counts();
    expect(await write(id, version, bytes)).toEqual({ ok: false, reason: "changed", row: 3 });
    const end = (at: Date | null) =>
      asOwner((db) =>
        db
          .updateTable("membership")
          .set({ ended_at: at })
          .where("id", "=", ours.membershipId)
          .execute(),
      );
    await end(new Date());
    expect(await write(id, version, bytes)).toEqual({ ok: false, reason: "changed", row: 2 });
    await end(null);
    expect(await counts()).toEqual(before);
  });

  test("when another import of the same people is being written", async () => {
    const bytes = people([["Petit", "Ali", "2024-01-01", null, "0612345678", null]]);
    const one = await prepared(bytes);
    const other = await prepared(bytes);
    let begun = () => {};
    let letGo = () => {};
    const isBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const first = database.execute(manager, writeImport, {
      id: one.id,
      version: one.version,
      bytes,
      progress: () => {
        begun();
        return held;
      },
    });
    await isBegun;
    // Everybody of the first is written, and nobody sees them yet. It waits longer than for other locks.
    const second = write(other.id, other.version, bytes);
    const early = await Promise.race([
      second,
      new Promise((resolve) => setTimeout(resolve, 4000, "waiting")),
    ]);
    letGo();
    expect(early).toBe("waiting");
    expect(await first).toMatchObject({ ok: true, created: 1 });
    expect(await second).toEqual({ ok: false, reason: "changed", row: 2 });
  });

  test("from a version that somebody changed, twice, or once given up", async () => {
    const bytes = people([["Petit", "Ali", "2024-01-01", null, null, null]]);
    const { id, version } = await prepared(bytes);
    expect(await write(id, version - 1, bytes)).toEqual({ ok: false, reason: "not_at_this_step" });
    expect(await write(id, version, bytes)).toMatchObject({ created: 1 });
    expect(await write(id, version, bytes)).toEqual({ ok: false, reason: "not_at_this_step" });
    const other = await prepared(bytes);
    await database.execute(manager, giveUpImport, { id: other.id });
    expect(await write(other.id, other.version, bytes)).toEqual({
      ok: false,
      reason: "not_at_this_step",
    });
    expect((await database.execute(manager, askImport, other)).ok).toBe(false);
  });

  test("by a coach, nor in another organisation's name", async () => {
    const bytes = people([["Petit", "Ali", "2024-01-01", null, null, null]]);
    const { id, version } = await prepared(bytes);
    await expect(database.execute(coach, getImport, { id })).rejects.toThrow();
    await expect(database.execute(stranger, getImport, { id })).rejects.toMatchObject({
      code: "not_found",
    });
    const asked = database.execute(stranger, writeImport, { id, version, bytes, ...done });
    await expect(asked).rejects.toMatchObject({ code: "not_found" });
    expect(await database.execute(stranger, listImports, {})).toEqual([]);
  });
});

describe("people who are already known", () => {
  const rows: TestCell[][] = [
    ["Lefevre", "Mailys", "2024-01-01", null, null, "1985"],
    ["Maïlys", "LEFÈVRE", "2024-01-01", null, null, null],
    ["Autre", "Nom", "2024-01-01", "MAILYS@exemple.fr", null, null],
    ["Encore", "Un", "2024-01-01", null, 612345678, null],
    ["Lefèvre", "Maïlys", "2024-01-01", null, null, "1999"],
    ["Jumeau", "Jean-Luc", "2024-01-01", null, null, null],
    ["Jumeau", "jean luc", "2024-01-01", null, null, null],
  ];
  const bytes = people(rows);

  async function known() {
    await database.execute(
      coach,
      createWorker,
      workerSchema.parse({
        givenName: "Maïlys",
        familyName: "Lefèvre",
        kind: "both",
        supportedFrom: "2023-01-01",
        email: "mailys@exemple.fr",
        phone: "06 12 34 56 78",
        birth: "1985",
      }),
    );
  }

  test("are found by name in either order, mail and telephone, and within the file", async () => {
    await known();
    const { trial } = await prepared(bytes);
    const why = trial.duplicates.map(({ row, others }) => [
      row,
      ...others.map((other) => `${other.row ?? "fiche"}: ${other.reasons.join(", ")}`),
    ]);
    expect(why).toEqual([
      [2, "fiche: même nom"],
      [3, "fiche: prénom et nom inversés", "2: prénom et nom inversés"],
      [4, "fiche: même adresse électronique"],
      [5, "fiche: même téléphone"],
      // Another year of birth says nothing against one name.
      [6, "fiche: même nom", "2: même nom", "3: prénom et nom inversés"],
      [8, "7: même nom"],
    ]);
    expect(outlookOf(trial)).toMatchObject({ created: 1, skipped: 6 });
  });

  test("are skipped, created anyway one by one, or all", async () => {
    await known();
    const { id, version } = await prepared(bytes);
    const decide = async (at: number, decisions: object) => {
      await database.execute(manager, decideImport, {
        id,
        version: at,
        decisions: { ...noDecisions, ...decisions },
      });
      return await database.execute(manager, getImport, { id });
    };
    const one = await decide(version, { rows: { "4": "create" } });
    expect(one.trial && outlookOf(one.trial)).toMatchObject({ created: 2, skipped: 5 });
    const all = await decide(one.version, { all: "create", rows: { "8": "skip" } });
    expect(await write(id, all.version, bytes)).toMatchObject({ created: 6, skipped: 1 });
  });
});

describe("an import", () => {
  test("keeps nothing of anybody once it is written or given up, and lets its file go", async () => {
    const bytes = people([["Petit", "Ali", "2024-01-01", "ali@exemple.fr", null, null]]);
    const kept = (id: string) =>
      asOwner(async (db) => {
        const row = await db
          .selectFrom("worker_import")
          .selectAll()
          .where("id", "=", id)
          .executeTakeFirstOrThrow();
        const { rows } = await sql<{
          due: boolean;
        }>`select due_at <= now() as due from file_removal`.execute(db);
        return { text: JSON.stringify(row), row, due: rows.filter((one) => one.due).length };
      });
    const { id, version } = await prepared(bytes);
    expect((await kept(id)).text).toContain("ali@exemple.fr");
    await write(id, version, bytes);
    const written = await kept(id);
    expect(written.text).not.toMatch(/ali|petit/i);
    expect(written.row).toMatchObject({ status: "written", storage_key: null, row_count: 1 });
    const other = await prepared(people([["Gros", "Zoé", "2024-01-01", null, null, null]]));
    await database.execute(manager, giveUpImport, { id: other.id });
    const givenUp = await kept(other.id);
    expect(givenUp.text).not.toMatch(/gros|zoé/i);
    expect(givenUp.due).toBe(written.due + 1);
  });

  test("says why its file cannot be read, and is given up", async () => {
    const rows = messyRows(20);
    const id = await receive(
      await xlsxFile([{ name: "S", rows, merges: ["B5:B7"] }]),
      "C:\\Users\\x\\suivi.xlsx",
    );
    expect(await database.execute(manager, getImport, { id })).toMatchObject({
      status: "given_up",
      fileName: "suivi.xlsx",
      storageKey: null,
      refusal: expect.stringContaining("B5:B7 (ligne 5, colonne B)"),
    });
  });

  test("goes back a step: matched again, or read again from another row of titles", async () => {
    const bytes = people([["Petit", "Ali", "2024-01-01", null, null, null]]);
    const { id, version } = await prepared(bytes);
    expect(await match(id)).toMatchObject({ ok: true });
    const matched = await database.execute(manager, getImport, { id });
    expect(matched).toMatchObject({ status: "read", trial: null });
    const stale = { id, version, sheet: 0, headerRow: 2 };
    expect(await database.execute(manager, readImportAgain, stale)).toMatchObject({
      reason: "conflict",
    });
    const asked = await database.execute(manager, readImportAgain, {
      ...stale,
      version: matched.version,
    });
    expect(asked).toMatchObject({ ok: true });
    expect(await database.execute(manager, getImport, { id })).toMatchObject({
      status: "received",
      mapping: null,
    });
  });

  test("puts its work in the queue, with ids alone", async () => {
    const bytes = people([["Petit", "Ali", "2024-01-01", null, null, null]]);
    const { id, version } = await prepared(bytes);
    await database.execute(manager, askImport, { id, version });
    const jobs = await asOwner((db) =>
      db.selectFrom("job").select(["kind", "input"]).orderBy("id").execute(),
    );
    expect(jobs.slice(-3)).toEqual([
      { kind: "read_import", input: { importId: id } },
      { kind: "try_import", input: { importId: id } },
      { kind: "write_import", input: { importId: id, version } },
    ]);
  });
});

describe("undoing", () => {
  const bytes = people([
    ["Intacte", "Ana", "2024-01-01", null, null, null],
    ["Vue", "Bob", "2024-01-01", null, null, null],
    ["Corrigée", "Cléo", "2024-01-01", null, null, null],
  ]);
  async function written() {
    const { id, version } = await prepared(bytes);
    await write(id, version, bytes);
    const rows = await asOwner((db) =>
      db
        .selectFrom("worker")
        .select(["id", "given_name"])
        .where("import_id", "=", id)
        .orderBy("given_name")
        .execute(),
    );
    const [ana = "", bob = "", cleo = ""] = rows.map((row) => row.id);
    return { id, ana, bob, cleo };
  }

  test("removes who was not used since, keeps the others and says why", async () => {
    const before = await counts();
    const { id, bob, cleo } = await written();
    await database.execute(
      coach,
      recordMeeting,
      recordMeetingSchema.parse({
        workerId: bob,
        coachId: ours.membershipId,
        heldOn: "2026-03-03",
        durationMinutes: 45,
        place: "office",
        attendance: "present",
        summary: "Un échange.",
      }),
    );
    await database.execute(
      coach,
      editWorker,
      editWorkerSchema.parse({
        id: cleo,
        version: "1",
        givenName: "Cléo",
        familyName: "Corrigée",
        kind: "both",
        phone: "0612345678",
      }),
    );
    const preview = await database.execute(manager, getImportUndo, { id });
    expect(preview).toMatchObject({
      people: 3,
      keptCount: 2,
      kept: [
        { name: "Bob Vue", why: ["un rendez-vous ou un compte rendu"] },
        { name: "Cléo Corrigée", why: ["une modification", "une rectification"] },
      ],
    });
    expect(await database.execute(manager, askImportUndo, { id })).toMatchObject({ ok: true });
    expect(await database.execute(manager, undoImport, { id, alsoUsed: [] })).toMatchObject({
      removed: 1,
      kept: 2,
    });
    expect(Number((await counts())?.workers) - Number(before?.workers)).toBe(2);
    expect(await database.execute(manager, getImport, { id })).toMatchObject({
      status: "undone",
      written: { created: 3, removed: 1, kept: 2 },
    });
    expect(await database.execute(manager, undoImport, { id, alsoUsed: [] })).toMatchObject({
      ok: false,
    });
  });

  test("keeps a file that another was merged into, and one compared with another", async () => {
    const { id, ana, bob, cleo } = await written();
    const other = await asOwner(async (db) => {
      const tenant = { organisation_id: ours.organisationId };
      const { id: workerId } = await db
        .insertInto("worker")
        .values({
          ...tenant,
          given_name: "Anna",
          family_name: "Vue",
          kind: "both",
          supported_from: "2026-01-01",
        })
        .returning("id")
        .executeTakeFirstOrThrow();
      const stage = { kind: "diagnosis", starts_on: "2026-01-01" } as const;
      await db
        .insertInto("stage")
        .values({ ...tenant, ...stage, worker_id: workerId })
        .execute();
      return workerId;
    });
    const [kept, merged] = await Promise.all(
      [ana, other].map((one) => database.execute(coach, getMergeFile, { id: one })),
    );
    const merge = {
      keptId: ana,
      mergedId: other,
      keptVersion: kept?.worker.version ?? 0,
      mergedVersion: merged?.worker.version ?? 0,
      stages: kept?.stages.map((stage) => stage.id) ?? [],
      choices: {},
    };
    expect(await database.execute(coach, mergeWorkers, merge)).toMatchObject({ ok: true });
    await database.execute(coach, markDistinct, { aId: bob, bId: ours.workerId });
    const { kept: staying } = await database.execute(manager, getImportUndo, { id });
    expect(staying).toMatchObject([
      { id: ana, why: expect.arrayContaining(["une fusion"]) },
      { id: bob, why: ["une comparaison avec une autre fiche"] },
    ]);
    expect(await database.execute(manager, undoImport, { id, alsoUsed: [] })).toMatchObject({
      removed: 1,
      kept: 2,
    });
    const left = await asOwner((db) =>
      db.selectFrom("worker").where("import_id", "=", id).select("id").execute(),
    );
    expect(left.map((one) => one.id)).not.toContain(cleo);
  });

  test("keeps whom somebody is writing about", async () => {
    const { id, ana } = await written();
    expect(await database.execute(manager, undoImport, { id, alsoUsed: [ana] })).toMatchObject({
      removed: 2,
      kept: 1,
    });
  });

  test("is over after thirty days", async () => {
    const late = await written();
    await asOwner((db) =>
      sql`update undo_entry set created_at = now() - interval '31 days', expires_at = now() - interval '1 day'`.execute(
        db,
      ),
    );
    expect(await database.execute(manager, askImportUndo, { id: late.id })).toEqual({
      ok: false,
      reason: "too_late",
    });
    expect(await database.execute(manager, undoImport, { id: late.id, alsoUsed: [] })).toEqual({
      ok: false,
      reason: "too_late",
    });
    expect(await database.execute(manager, getImportUndo, { id: late.id })).toMatchObject({
      until: null,
      people: 3,
    });
  });

  test("knows everything that may speak of a person", async () => {
    const { rows } = await sql<{ name: string }>`
      select c.conrelid::regclass || '.' || a.attname as name
      from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
      where c.contype = 'f' and c.confrelid = 'worker'::regclass and a.attname <> 'organisation_id'`.execute(
      database.owner.db,
    );
    const known = new Set([
      ...usesOfPeople.map(([table, column]) => `${table}.${column}`),
      // Written together with the person, or looked at by itself.
      "stage.worker_id",
      "support_period.worker_id",
      "worker_resource.worker_id",
      "worker_value.worker_id",
      // Computed from the address; what somebody said of it is in the trail.
      "residence.worker_id",
      "draft.worker_id",
      // Leaves with either file: it says nothing of anybody alone.
      "distinct_workers.a_id",
      "distinct_workers.b_id",
    ]);
    expect(rows.map((row) => row.name).filter((name) => !known.has(name))).toEqual([]);
  });
});

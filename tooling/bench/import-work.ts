import { readFile } from "node:fs/promises";
import {
  announceImport,
  keepReading,
  keepTrial,
  matchImport,
  receiveImport,
} from "@essaim/accompaniment/import/import.commands";
import { getImportMatching } from "@essaim/accompaniment/import/import.queries";
import { guessedMapping } from "@essaim/accompaniment/import/mapping.rules";
import { surveySpreadsheet } from "@essaim/accompaniment/import/survey";
import { tryImport } from "@essaim/accompaniment/import/try-import.queries";
import { writeImport } from "@essaim/accompaniment/import/write-import.commands";
import { connect, connectAs } from "@essaim/database/connection";
import { createExecute } from "@essaim/database/execute";
import { type MemberActor, memberActor } from "@essaim/identity/actor";
import { sql } from "kysely";
import { watchMemory } from "./memory.ts";

/** What the child is asked. */
export type ImportWork = { file: string; databaseUrl: string; secret: string };

export type ImportWorkDone = {
  seconds: { read: number; tried: number; written: number };
  addedMegabytes: number;
  created: number;
  stages: number;
  values: number;
};

process.once("message", async (work: ImportWork) => {
  process.send?.(await takeOver(work));
});
process.once("disconnect", () => process.exit(0));

/** Does what the jobs of an import do, one after the other, in this process. */
async function takeOver({ file, databaseUrl, secret }: ImportWork): Promise<ImportWorkDone> {
  const { db, close } = connect({ url: databaseUrl, role: "essaim_jobs", secret });
  const execute = createExecute(db);
  const actor = await findManager(databaseUrl);
  await execute(actor, announceImport, { sha256: "warm" });
  const memory = watchMemory();

  const announced = await execute(actor, announceImport, { sha256: "" });
  if (!announced.ok) throw new Error(announced.reason);
  const received = await execute(actor, receiveImport, {
    fileName: "banc.xlsx",
    storageKey: announced.key,
  });
  if (!received.ok) throw new Error(received.reason);
  const { id } = received;

  const begun = performance.now();
  const survey = await surveySpreadsheet(await readFile(file));
  if (!survey.ok) throw new Error(survey.message);
  await execute(actor, keepReading, { id, reading: survey.reading });
  const read = performance.now();

  const { record, choices } = await execute(actor, getImportMatching, { id });
  const sheet = record.reading?.sheets[0];
  if (!sheet) throw new Error("No sheet");
  const everybody = { kind: "both" as const, coachId: null, supportedFrom: null };
  const mapping = guessedMapping(sheet, choices, everybody);
  const { version } = record;
  await execute(actor, matchImport, { id, version, mapping, isComplete: false });
  const progress = async () => {};
  const { version: matched, ...trial } = await execute(actor, tryImport, {
    id,
    bytes: await readFile(file),
    progress,
  });
  if (trial.problemCount > 0) throw new Error(trial.problems[0]?.message);
  await execute(actor, keepTrial, { id, version: matched, trial });
  const tried = performance.now();

  const bytes = await readFile(file);
  const written = await execute(actor, writeImport, { id, version: matched + 1, bytes, progress });
  if (!written.ok) throw new Error(written.reason);
  const ended = performance.now();
  const addedMegabytes = memory.stop();
  await close();
  const counts = await countWritten(databaseUrl, id);
  const seconds = (from: number, to: number) => (to - from) / 1000;
  return {
    seconds: {
      read: seconds(begun, read),
      tried: seconds(read, tried),
      written: seconds(tried, ended),
    },
    addedMegabytes,
    created: written.created,
    ...counts,
  };
}

/** The manager of the demonstration. */
async function findManager(url: string): Promise<MemberActor> {
  const owner = connectAs(url, 1);
  const { rows } = await sql<{ organisationId: string; membershipId: string; userId: string }>`
    select m.organisation_id as "organisationId", m.id as "membershipId", u.id as "userId"
    from membership m join user_account u on u.id = m.user_id
    where u.email = 'direction@essaim.test' and m.ended_at is null limit 1`.execute(owner.db);
  await owner.close();
  const [found] = rows;
  if (!found) throw new Error("The demonstration has no manager");
  return memberActor({ ...found, role: "manager", funderId: null, requestId: crypto.randomUUID() });
}

async function countWritten(url: string, importId: string) {
  const owner = connectAs(url, 1);
  const counts = await owner.db.transaction().execute(async (db) => {
    await sql`select set_config('app.organisation_id', i.organisation_id::text, true)
      from worker_import i where i.id = ${importId}`.execute(db);
    const { rows } = await sql<{ stages: number; values: number }>`
      select count(distinct s.id) as stages,
        (select count(*) from worker_value v join worker w on w.id = v.worker_id where w.import_id = ${importId}) as values
      from stage s join worker w on w.id = s.worker_id where w.import_id = ${importId}`.execute(db);
    return rows[0] ?? { stages: 0, values: 0 };
  });
  await owner.close();
  return counts;
}

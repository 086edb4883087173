import { readFile } from "node:fs/promises";
import { connect, connectAs } from "@essaim/database/connection";
import { createExecute } from "@essaim/database/execute";
import { surveyFec } from "@essaim/funding/import/fec";
import {
  announceSpendingImport,
  askSpendingImport,
  keepSpendingReading,
  keepSpendingTrial,
  matchSpendingImport,
  receiveSpendingImport,
} from "@essaim/funding/import/import.commands";
import { getSpendingMatching, trySpendingImport } from "@essaim/funding/import/import.queries";
import { emptyMapping } from "@essaim/funding/import/mapping.schema";
import { writeSpendingImport } from "@essaim/funding/import/write-import.commands";
import { type MemberActor, memberActor } from "@essaim/identity/actor";
import { sql } from "kysely";
import { watchMemory } from "./memory.ts";

/** What the child is asked. */
export type FecWork = { file: string; databaseUrl: string; secret: string };

export type FecWorkDone = {
  seconds: { read: number; tried: number; written: number };
  addedMegabytes: number;
  lines: number;
  created: number;
};

process.once("message", async (work: FecWork) => {
  process.send?.(await takeOver(work));
});
process.once("disconnect", () => process.exit(0));

/** Does what the jobs of an import of accounts do, one after the other, in this process. */
async function takeOver({ file, databaseUrl, secret }: FecWork): Promise<FecWorkDone> {
  const { db, close } = connect({ url: databaseUrl, role: "essaim_jobs", secret });
  const execute = createExecute(db);
  const actor = await findManager(databaseUrl);
  const progress = async () => {};

  const announced = await execute(actor, announceSpendingImport, { sha256: "" });
  if (!announced.ok) throw new Error(announced.reason);
  const received = await execute(actor, receiveSpendingImport, {
    source: "fec",
    fileName: "banc.txt",
    storageKey: announced.key,
  });
  if (!received.ok) throw new Error(received.reason);
  const { id } = received;
  const memory = watchMemory();

  const begun = performance.now();
  const bytes = await readFile(file);
  const survey = surveyFec(bytes);
  if (!survey.ok) throw new Error(survey.faults.kept[0]?.message);
  const { reading } = survey;
  await execute(actor, keepSpendingReading, { id, reading });
  const read = performance.now();

  const { record, lines } = await execute(actor, getSpendingMatching, { id });
  const [line] = lines;
  if (!line) throw new Error("The demonstration has no budget line");
  const places = Object.fromEntries(reading.accounts.map(({ code }) => [code, line.id]));
  const { version } = record;
  const mapping = { ...emptyMapping, places };
  await execute(actor, matchSpendingImport, { id, version, mapping, isComplete: false });
  const { version: matched, ...trial } = await execute(actor, trySpendingImport, {
    ...{ id, bytes, progress },
  });
  await execute(actor, keepSpendingTrial, { id, version: matched, trial });
  const tried = performance.now();

  const decisions = { refused: "own" as const, warned: true };
  await execute(actor, askSpendingImport, { id, version: matched + 1, decisions });
  const written = await execute(actor, writeSpendingImport, {
    ...{ id, bytes, progress },
    version: matched + 2,
  });
  if (!written.ok) throw new Error(written.reason);
  const ended = performance.now();
  const addedMegabytes = memory.stop();
  await close();
  const seconds = (from: number, to: number) => (to - from) / 1000;
  return {
    seconds: {
      read: seconds(begun, read),
      tried: seconds(read, tried),
      written: seconds(tried, ended),
    },
    addedMegabytes,
    lines: reading.lineCount,
    created: written.created,
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

import { announceFile, keepFile, letGoOfFile } from "@essaim/database/file";
import { enqueueJob } from "@essaim/database/job";
import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import type { MemberActor } from "@essaim/identity/actor";
import { defineCommand, type Refusal, type Tx } from "@essaim/identity/operation";
import { z } from "zod";
import { type ImportRecord, loadImport } from "./import.queries.ts";
import {
  decideImportSchema,
  type ImportRefusal,
  type ImportStatus,
  importAtVersionSchema,
  importById,
  matchImportSchema,
  readAgainSchema,
  receiveImportSchema,
} from "./import.schema.ts";
import type { Reading } from "./reading.schema.ts";
import { noDecisions, outlookOf, type Trial } from "./trial.schema.ts";

/** The journal tells what is received, written, given up and undone, not each step on the way. */
export const onTheWay = () => false;

/** A step taken, and the job that does what follows. */
export type Asked = Saved & { jobId: string };
type Refused = Refusal<ImportRefusal> | Conflict<ImportRecord>;

/** Says that a spreadsheet is about to be put in the storage, and under which key. */
export const announceImport = defineCommand({
  name: "announceImport",
  permission: "worker:import",
  subject: "worker_import",
  isRecorded: onTheWay,
  // Of the file, so that the same form sent twice gets the same key, and another file does not.
  input: z.object({ sha256: z.string() }),
  run: async ({ db, actor }): Promise<{ ok: true; id: null; key: string }> => ({
    ok: true,
    id: null,
    key: await announceFile(db, actor),
  }),
});

/** Receives a spreadsheet whose file was announced and put in the storage, and has it read. */
export const receiveImport = defineCommand({
  name: "receiveImport",
  permission: "worker:import",
  subject: "worker_import",
  input: receiveImportSchema,
  run: async ({ db, actor, input }): Promise<Asked | Refusal<ImportRefusal>> => {
    if (!(await keepFile(db, input.storageKey))) return refuse("file_gone");
    const { id } = await db
      .insertInto("worker_import")
      .values({
        organisation_id: actor.organisationId,
        file_name: input.fileName,
        storage_key: input.storageKey,
        created_by: actor.membershipId,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return { ok: true, id, jobId: await enqueueJob(db, actor, "read_import", { importId: id }) };
  },
});

/**
 * Has a file read again, when its titles are on another row than the one that was found.
 * @throws NotFound when the organisation has no such import
 */
export const readImportAgain = defineCommand({
  name: "readImportAgain",
  permission: "worker:import",
  subject: "worker_import",
  isRecorded: onTheWay,
  input: readAgainSchema,
  run: async ({ db, actor, input }): Promise<Asked | Refused> => {
    const held = await holdStep(db, input, ["read", "tried"]);
    if (!held.ok) return held;
    await save(db, input.id, { status: "received", mapping: null, trial: null });
    const { id, sheet, headerRow } = input;
    const work = { importId: id, headerRows: { [sheet]: headerRow } };
    return { ok: true, id, jobId: await enqueueJob(db, actor, "read_import", work) };
  },
});

/** What the reading of a file found: kept, unless somebody gave the import up meanwhile. */
export const keepReading = defineCommand({
  name: "keepReading",
  permission: "worker:import",
  subject: "worker_import",
  isRecorded: onTheWay,
  input: importById.extend({ reading: z.custom<Reading>() }),
  run: async ({ db, input }): Promise<Saved | Refusal<ImportRefusal>> => {
    const held = await holdStep(db, input, ["received"]);
    if (!held.ok) return refuse("not_at_this_step");
    await save(db, input.id, {
      status: "read",
      reading: input.reading,
      mapping: null,
      trial: null,
    });
    return { ok: true, id: input.id };
  },
});

/** Gives up an import whose file cannot be read, and keeps why. */
export const refuseImport = defineCommand({
  name: "refuseImport",
  permission: "worker:import",
  subject: "worker_import",
  isRecorded: onTheWay,
  input: importById.extend({ message: z.string() }),
  run: async ({ db, actor, input }): Promise<Saved | Refusal<ImportRefusal>> => {
    const held = await holdStep(db, input, ["received"]);
    if (!held.ok) return refuse("not_at_this_step");
    await letGo(db, actor, held.current);
    await save(db, input.id, { status: "given_up", reading: { message: input.message } });
    return { ok: true, id: input.id };
  },
});

/**
 * Keeps what the columns and their words are taken for, and asks for the dry run once nothing is left to match.
 * @throws NotFound when the organisation has no such import
 */
export const matchImport = defineCommand({
  name: "matchImport",
  permission: "worker:import",
  subject: "worker_import",
  isRecorded: onTheWay,
  input: matchImportSchema,
  run: async ({ db, actor, input }): Promise<(Saved & { jobId: string | null }) | Refused> => {
    const held = await holdStep(db, input, ["read", "tried"]);
    if (!held.ok) return held;
    const { id, mapping, isComplete } = input;
    await save(db, id, { status: "read", mapping, trial: null });
    const jobId = isComplete ? await enqueueJob(db, actor, "try_import", { importId: id }) : null;
    return { ok: true, id, jobId };
  },
});

/** What the dry run found: kept, unless the matching changed meanwhile. */
export const keepTrial = defineCommand({
  name: "keepTrial",
  permission: "worker:import",
  subject: "worker_import",
  isRecorded: onTheWay,
  input: importAtVersionSchema.extend({ trial: z.custom<Omit<Trial, "decisions">>() }),
  run: async ({ db, input }): Promise<Saved | Refused> => {
    const held = await holdStep(db, input, ["read", "tried"]);
    if (!held.ok) return held;
    const trial = { ...input.trial, decisions: noDecisions };
    await save(db, input.id, { status: "tried", trial, row_count: trial.rowCount });
    return { ok: true, id: input.id };
  },
});

/**
 * Keeps what somebody decided of the likely duplicates and of the rows with a problem.
 * @throws NotFound when the organisation has no such import
 */
export const decideImport = defineCommand({
  name: "decideImport",
  permission: "worker:import",
  subject: "worker_import",
  isRecorded: onTheWay,
  input: decideImportSchema,
  run: async ({ db, input }): Promise<Saved | Refused> => {
    const held = await holdStep(db, input, ["tried"]);
    if (!held.ok) return held;
    if (!held.current.trial) return refuse("not_at_this_step");
    await save(db, input.id, { trial: { ...held.current.trial, decisions: input.decisions } });
    return { ok: true, id: input.id };
  },
});

/**
 * Asks that the import be written. Refuses while rows with a problem are neither corrected nor left out.
 * @throws NotFound when the organisation has no such import
 */
export const askImport = defineCommand({
  name: "askImport",
  permission: "worker:import",
  subject: "worker_import",
  isRecorded: onTheWay,
  input: importAtVersionSchema,
  run: async ({ db, actor, input }): Promise<Asked | Refused> => {
    const held = await holdStep(db, input, ["tried"]);
    if (!held.ok) return held;
    const { trial } = held.current;
    if (!trial) return refuse("not_at_this_step");
    const { created, bad } = outlookOf(trial);
    if (bad > 0 && !trial.decisions.leaveOut) return refuse("problems_left");
    if (created === 0) return refuse("nothing_to_write");
    const work = { importId: input.id, version: input.version };
    return {
      ok: true,
      id: input.id,
      jobId: await enqueueJob(db, actor, "write_import", work),
    };
  },
});

/**
 * Gives an import up: its file leaves the storage, and nothing of what it said is kept. Nothing was written.
 * @throws NotFound when the organisation has no such import
 */
export const giveUpImport = defineCommand({
  name: "giveUpImport",
  permission: "worker:import",
  subject: "worker_import",
  input: importById,
  run: async ({ db, actor, input }): Promise<Saved | Refusal<ImportRefusal>> => {
    const held = await holdStep(db, input, ["received", "read", "tried"]);
    if (!held.ok) return refuse("not_at_this_step");
    await letGo(db, actor, held.current);
    await save(db, input.id, { status: "given_up", reading: null });
    return { ok: true, id: input.id };
  },
});

/**
 * Holds an import that is at one of these steps. Throws NotFound.
 * @param input.version when a form was made from it
 */
export async function holdStep(
  db: Tx,
  input: { id: string; version?: number },
  steps: readonly ImportStatus[],
): Promise<{ ok: true; current: ImportRecord } | Refused> {
  const { id } = input;
  const version = input.version ?? (await versionOf(db, id));
  const held = await holdRecord(db, "worker_import", { id, version }, loadImport);
  if (!held.ok) return held;
  return steps.includes(held.current.status) ? held : refuse("not_at_this_step");
}

async function versionOf(db: Tx, id: string): Promise<number> {
  const row = await db
    .selectFrom("worker_import")
    .select("version")
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  // Its own error: `holdRecord` says that there is no such record.
  return row?.version ?? 0;
}

/** Lets go of an import's file and of all that it said of people. */
export async function letGo(
  db: Tx,
  actor: Pick<MemberActor, "organisationId">,
  { id, storageKey }: { id: string; storageKey: string | null },
): Promise<void> {
  if (storageKey) await letGoOfFile(db, actor, storageKey);
  await save(db, id, { storage_key: null, reading: null, mapping: null, trial: null });
}

type Changes = {
  status?: ImportStatus;
  storage_key?: null;
  reading?: unknown;
  mapping?: unknown;
  trial?: unknown;
  row_count?: number;
  written_at?: Date;
};

/** Writes some columns of an import. */
export async function save(db: Tx, id: string, changes: Changes): Promise<void> {
  const { reading, mapping, trial, ...plain } = changes;
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  await db
    .updateTable("worker_import")
    .set({
      ...plain,
      ...(reading !== undefined && { reading: json(reading) }),
      ...(mapping !== undefined && { mapping: json(mapping) }),
      ...(trial !== undefined && { trial: json(trial) }),
    })
    .where("id", "=", id)
    .execute();
}

function refuse(reason: ImportRefusal): Refusal<ImportRefusal> {
  return { ok: false, reason };
}

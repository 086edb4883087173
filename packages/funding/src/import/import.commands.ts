import { announceFile, keepFile, letGoOfFile } from "@essaim/database/file";
import { enqueueJob } from "@essaim/database/job";
import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import type { MemberActor } from "@essaim/identity/actor";
import { defineCommand, type Refusal, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { type ImportRecord, loadImport, type Reading, type Refused } from "./import.queries.ts";
import {
  decideSchema,
  IMPORT_DAYS,
  type ImportRefusal,
  type ImportStatus,
  importAtVersion,
  importById,
  matchSchema,
  receiveSchema,
} from "./spending-import.schema.ts";
import { noDecisions, outlookOf, type Trial } from "./trial.schema.ts";

/** The journal tells what is received, written, given up and undone, not each step on the way. */
const onTheWay = () => false;

const subject = "spending_import";
const permission = "spending:write";

/** A step taken, and the job that does what follows. */
export type Asked = Saved & { jobId: string };
type Stopped = Refusal<ImportRefusal> | Conflict<ImportRecord>;

/** Says that a file is about to be put in the storage, and under which key. */
export const announceSpendingImport = defineCommand({
  name: "announceSpendingImport",
  permission,
  subject,
  isRecorded: onTheWay,
  // Of the file, so that the same form sent twice gets the same key, and another file does not.
  input: z.object({ sha256: z.string() }),
  run: async ({ db, actor }): Promise<{ ok: true; id: null; key: string }> => ({
    ok: true,
    id: null,
    key: await announceFile(db, actor),
  }),
});

/** Receives a file that was announced and put in the storage, and has it read. */
export const receiveSpendingImport = defineCommand({
  name: "receiveSpendingImport",
  permission,
  subject,
  input: receiveSchema,
  run: async ({ db, actor, input }): Promise<Asked | Refusal<ImportRefusal>> => {
    if (!(await keepFile(db, input.storageKey))) return refuse("file_gone");
    const { id } = await db
      .insertInto("spending_import")
      .values({
        organisation_id: actor.organisationId,
        source: input.source,
        file_name: input.fileName,
        storage_key: input.storageKey,
        created_by: actor.membershipId,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return { ok: true, id, jobId: await enqueueJob(db, actor, "read_spending", { importId: id }) };
  },
});

/** What the reading of a file found: kept, unless somebody gave the import up meanwhile. */
export const keepSpendingReading = defineCommand({
  name: "keepSpendingReading",
  permission,
  subject,
  isRecorded: onTheWay,
  input: importById.extend({ reading: z.custom<Reading>() }),
  run: async ({ db, input }): Promise<Saved | Refusal<ImportRefusal>> => {
    const held = await holdStep(db, input, ["received"]);
    if (!held.ok) return refuse("not_at_this_step");
    const { id, reading } = input;
    await save(db, id, { status: "read", reading, mapping: null, trial: null });
    return { ok: true, id };
  },
});

/** Gives up an import whose file cannot be taken over, and keeps why, line by line. */
export const refuseSpendingImport = defineCommand({
  name: "refuseSpendingImport",
  permission,
  subject,
  isRecorded: onTheWay,
  input: importById.extend({ refused: z.custom<Refused>() }),
  run: async ({ db, actor, input }): Promise<Saved | Refusal<ImportRefusal>> => {
    const held = await holdStep(db, input, ["received"]);
    if (!held.ok) return refuse("not_at_this_step");
    await letGo(db, actor, held.current);
    await save(db, input.id, { status: "given_up", reading: input.refused });
    return { ok: true, id: input.id };
  },
});

/**
 * Keeps what columns, journals and accounts are taken for, and asks for the dry run once nothing is left to match.
 * @throws NotFound when the organisation has no such import
 */
export const matchSpendingImport = defineCommand({
  name: "matchSpendingImport",
  permission,
  subject,
  isRecorded: onTheWay,
  input: matchSchema,
  run: async ({ db, actor, input }): Promise<(Saved & { jobId: string | null }) | Stopped> => {
    const held = await holdStep(db, input, ["read", "tried"]);
    if (!held.ok) return held;
    const { id, mapping, isComplete } = input;
    await save(db, id, { status: "read", mapping, trial: null });
    const jobId = isComplete ? await enqueueJob(db, actor, "try_spending", { importId: id }) : null;
    return { ok: true, id, jobId };
  },
});

/** What the dry run found: kept, unless the matching changed meanwhile. */
export const keepSpendingTrial = defineCommand({
  name: "keepSpendingTrial",
  permission,
  subject,
  isRecorded: onTheWay,
  input: importAtVersion.extend({ trial: z.custom<Omit<Trial, "decisions">>() }),
  run: async ({ db, input }): Promise<Saved | Stopped> => {
    const held = await holdStep(db, input, ["read", "tried"]);
    if (!held.ok) return held;
    const trial = { ...input.trial, decisions: noDecisions };
    await save(db, input.id, { status: "tried", trial, row_count: trial.rowCount });
    return { ok: true, id: input.id };
  },
});

/**
 * Asks that the import be written, with what somebody decided of the expenses that agreements refuse or warn about.
 * Refuses while the file has a fault, or warnings that nobody confirmed.
 * @throws NotFound when the organisation has no such import
 */
export const askSpendingImport = defineCommand({
  name: "askSpendingImport",
  permission,
  subject,
  isRecorded: onTheWay,
  input: decideSchema,
  run: async ({ db, actor, input }): Promise<Asked | Stopped> => {
    const held = await holdStep(db, input, ["tried"]);
    if (!held.ok) return held;
    if (!held.current.trial) return refuse("not_at_this_step");
    const trial = { ...held.current.trial, decisions: input.decisions };
    if (trial.faultCount > 0) return refuse("problems_left");
    if (trial.warningCount > 0 && !trial.decisions.warned) return refuse("warnings_left");
    if (outlookOf(trial).created === 0) return refuse("nothing_to_write");
    await save(db, input.id, { trial });
    const { version } = await db
      .selectFrom("spending_import")
      .where("id", "=", input.id)
      .select("version")
      .executeTakeFirstOrThrow();
    const work = { importId: input.id, version };
    return { ok: true, id: input.id, jobId: await enqueueJob(db, actor, "write_spending", work) };
  },
});

/**
 * Gives an import up: its file leaves the storage, and nothing of what it said is kept. Nothing was written.
 * @throws NotFound when the organisation has no such import
 */
export const giveUpSpendingImport = defineCommand({
  name: "giveUpSpendingImport",
  permission,
  subject,
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
 * Asks that an import be undone, within IMPORT_DAYS of its writing.
 * @throws NotFound when the organisation has no such import
 */
export const askSpendingUndo = defineCommand({
  name: "askSpendingUndo",
  permission,
  subject,
  isRecorded: onTheWay,
  input: importById,
  run: async ({ db, actor, input }): Promise<Asked | Refusal<ImportRefusal>> => {
    const { id } = input;
    const held = await holdStep(db, input, ["written"]);
    if (!held.ok) return refuse("not_at_this_step");
    if (!(await isInTime(db, id))) return refuse("too_late");
    return { ok: true, id, jobId: await enqueueJob(db, actor, "undo_spending", { importId: id }) };
  },
});

/** Was an import written less than IMPORT_DAYS ago? */
export async function isInTime(db: Tx, id: string): Promise<boolean> {
  const row = await db
    .selectFrom("spending_import")
    .where("id", "=", id)
    .where("written_at", ">", sql<Date>`now() - make_interval(days => ${IMPORT_DAYS})`)
    .select("id")
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Holds an import that is at one of these steps. Throws NotFound.
 * @param input.version when a form was made from it
 */
export async function holdStep(
  db: Tx,
  input: { id: string; version?: number },
  steps: readonly ImportStatus[],
): Promise<{ ok: true; current: ImportRecord } | Stopped> {
  const { id } = input;
  const version = input.version ?? (await versionOf(db, id));
  const held = await holdRecord(db, "spending_import", { id, version }, loadImport);
  if (!held.ok) return held;
  return steps.includes(held.current.status) ? held : refuse("not_at_this_step");
}

async function versionOf(db: Tx, id: string): Promise<number> {
  const row = await db
    .selectFrom("spending_import")
    .select("version")
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  // Its own error: `holdRecord` says that there is no such record.
  return row?.version ?? 0;
}

/** Lets go of an import's file and of all that it said. */
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
    .updateTable("spending_import")
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

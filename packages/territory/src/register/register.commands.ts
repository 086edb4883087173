import { announceFile, keepFile, letGoOfFile } from "@essaim/database/file";
import { enqueueJob } from "@essaim/database/job";
import type { MemberActor } from "@essaim/identity/actor";
import { defineCommand, Forbidden, type Refusal, type Tx } from "@essaim/identity/operation";
import { z } from "zod";
import type { Contours } from "../contours/contours.schema.ts";
import { saveContours } from "../contours/import-contours.ts";
import { type ReadFigures, saveFigures } from "../indicators/import-indicators.ts";
import {
  askContoursSchema,
  askIndicatorsSchema,
  type ContourFile,
  type ContourStep,
  type IndicatorFile,
  type IndicatorStep,
  type StepListener,
} from "./register.schema.ts";

/** Days for which a sent file stays: the job may have to begin again. It holds nobody's data. */
const FILE_DAYS = 1;

/**
 * Says that a file is about to be put in the storage, and under which key.
 * @throws Forbidden where another organisation keeps the register
 */
export const announceRegisterFile = defineCommand({
  name: "announceRegisterFile",
  permission: "territory:import",
  subject: "territory",
  isRecorded: () => false,
  // Of the file, so that the same form sent twice gets the same key, and another file does not.
  input: z.object({ sha256: z.string() }),
  run: async ({ db, actor }): Promise<{ ok: true; id: null; key: string }> => {
    await requireKeeper(db, actor);
    return { ok: true, id: null, key: await announceFile(db, actor) };
  },
});

type Asked = { ok: true; id: null; jobId: string } | Refusal<"file_gone">;

/**
 * Asks that a file of contours, announced and put in the storage, be imported.
 * @throws Forbidden where another organisation keeps the register
 */
export const askContours = defineCommand({
  name: "askContours",
  permission: "territory:import",
  subject: "territory",
  isRecorded: () => false,
  input: askContoursSchema,
  run: async ({ db, actor, input }): Promise<Asked> => {
    await requireKeeper(db, actor);
    if (!(await keepForAWhile(db, actor, input.storageKey))) return fileGone;
    return { ok: true, id: null, jobId: await enqueueJob(db, actor, "import_contours", input) };
  },
});

/**
 * Same for indicators and their dictionary.
 * @throws Forbidden where another organisation keeps the register
 */
export const askIndicators = defineCommand({
  name: "askIndicators",
  permission: "territory:import",
  subject: "territory",
  isRecorded: () => false,
  input: askIndicatorsSchema,
  run: async ({ db, actor, input }): Promise<Asked> => {
    await requireKeeper(db, actor);
    for (const key of [input.storageKey, input.dictionaryKey]) {
      if (!(await keepForAWhile(db, actor, key))) return fileGone;
    }
    return { ok: true, id: null, jobId: await enqueueJob(db, actor, "import_indicators", input) };
  },
});

/**
 * Writes contours that were read.
 * @throws ContoursRefused when a commune is not known, or a contour is far from it
 * @throws Forbidden where another organisation keeps the register
 */
export const writeContours = defineCommand({
  name: "writeContours",
  permission: "territory:import",
  subject: "territory",
  input: z.object({
    contours: z.custom<Contours>(),
    file: z.custom<ContourFile & { sha256: string }>(),
    onStep: z.custom<StepListener<ContourStep>>(),
  }),
  run: async ({ db, input: { contours, file, onStep } }) => ({
    ok: true as const,
    id: null,
    changes: await saveContours(db, contours, file, onStep),
  }),
});

/**
 * Writes indicators that were read.
 * @throws Forbidden where another organisation keeps the register
 */
export const writeIndicators = defineCommand({
  name: "writeIndicators",
  permission: "territory:import",
  subject: "territory",
  input: z.object({
    read: z.custom<ReadFigures>(),
    file: z.custom<IndicatorFile>(),
    onStep: z.custom<StepListener<IndicatorStep>>(),
  }),
  run: async ({ db, input: { read, file, onStep } }) => ({
    ok: true as const,
    id: null,
    counts: await saveFigures(db, read, file, onStep),
  }),
});

const fileGone = { ok: false as const, reason: "file_gone" as const };

/** The database refuses to write in any case (migration 024); this one does before a file is sent for nothing. */
async function requireKeeper(db: Tx, { organisationId }: MemberActor): Promise<void> {
  const keeper = await db
    .selectFrom("organisation")
    .where("id", "=", organisationId)
    .where("keeps_territory", "=", true)
    .select("id")
    .executeTakeFirst();
  if (!keeper) throw new Forbidden("another organisation keeps the register");
}

async function keepForAWhile(db: Tx, actor: MemberActor, key: string): Promise<boolean> {
  if (!(await keepFile(db, key))) return false;
  await letGoOfFile(db, actor, key, FILE_DAYS);
  return true;
}

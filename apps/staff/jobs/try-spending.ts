import { keepSpendingTrial } from "@essaim/funding/import/import.commands";
import { getSpendingImport, trySpendingImport } from "@essaim/funding/import/import.queries";
import { importRefusals } from "@essaim/funding/import/spending-import.schema";
import { z } from "zod";
import { fileOfImport, requester } from "./import-work.ts";
import { type JobHandler, JobRefusal } from "./work.ts";

const inputSchema = z.object({ importId: z.uuid() });

/** The dry run of an import of spending. */
export const trySpending: JobHandler = async (work) => {
  const { importId } = inputSchema.parse(work.input);
  const actor = requester(work);
  const record = await work.execute(actor, getSpendingImport, { id: importId });
  if (record.status === "tried") return { importId };
  const { reading, mapping, status } = record;
  if (status !== "read" || !mapping || !reading) {
    throw new JobRefusal(importRefusals.not_at_this_step);
  }
  const lines = reading.kind === "fec" ? reading.lineCount : reading.rowCount;
  const { version, ...trial } = await work.execute(actor, trySpendingImport, {
    id: importId,
    bytes: await fileOfImport(work, record),
    progress: (line) => work.progress(Math.min(line, lines), lines),
  });
  const kept = await work.execute(actor, keepSpendingTrial, { id: importId, version, trial });
  if (!kept.ok) throw new JobRefusal(importRefusals.not_at_this_step);
  return { importId, created: trial.created };
};

import { keepTrial } from "@essaim/accompaniment/import/import.commands";
import { getImport } from "@essaim/accompaniment/import/import.queries";
import { importRefusals } from "@essaim/accompaniment/import/import.schema";
import { tryImport } from "@essaim/accompaniment/import/try-import.queries";
import { z } from "zod";
import { fileOfImport, requester } from "./import-work.ts";
import { type JobHandler, JobRefusal } from "./work.ts";

const inputSchema = z.object({ importId: z.uuid() });

/** The dry run of an import. */
export const tryImportRows: JobHandler = async (work) => {
  const { importId } = inputSchema.parse(work.input);
  const actor = requester(work);
  const record = await work.execute(actor, getImport, { id: importId });
  if (record.status === "tried") return { importId };
  if (record.status !== "read" || !record.mapping) {
    throw new JobRefusal(importRefusals.not_at_this_step);
  }
  const bytes = await fileOfImport(work, record);
  const rows = record.reading?.sheets.find((one) => one.sheet === record.mapping?.sheet)?.rowCount;
  const { version, ...trial } = await work.execute(actor, tryImport, {
    id: importId,
    bytes,
    progress: (done) => work.progress(done, rows ?? done),
  });
  const kept = await work.execute(actor, keepTrial, { id: importId, version, trial });
  if (!kept.ok) throw new JobRefusal(importRefusals.not_at_this_step);
  return { importId, rows: trial.rowCount, problems: trial.problemCount };
};

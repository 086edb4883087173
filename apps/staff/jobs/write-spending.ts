import { getSpendingImport } from "@essaim/funding/import/import.queries";
import { importRefusals } from "@essaim/funding/import/spending-import.schema";
import { writeSpendingImport } from "@essaim/funding/import/write-import.commands";
import { z } from "zod";
import { fileOfImport, requester } from "./import-work.ts";
import { type JobHandler, JobRefusal } from "./work.ts";

const inputSchema = z.object({ importId: z.uuid(), version: z.int() });

/** Writes an import of spending: every expense, or none. */
export const writeSpending: JobHandler = async (work) => {
  const { importId, version } = inputSchema.parse(work.input);
  const actor = requester(work);
  const record = await work.execute(actor, getSpendingImport, { id: importId });
  // Written just before a crash: the answer is the same.
  if (record.status === "written") return { importId, created: record.written?.created ?? 0 };
  const { reading } = record;
  const lines = reading?.kind === "fec" ? reading.lineCount : (reading?.rowCount ?? 0);
  const outcome = await work.execute(actor, writeSpendingImport, {
    id: importId,
    version,
    bytes: await fileOfImport(work, record),
    progress: (line) => work.progress(Math.min(line, lines), lines),
  });
  if (outcome.ok) return { importId, created: outcome.created };
  if (outcome.reason === "form_already_used") throw new Error("No form asks for this");
  throw new JobRefusal(importRefusals[outcome.reason]);
};

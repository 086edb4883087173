import { getImport } from "@essaim/accompaniment/import/import.queries";
import { importRefusals } from "@essaim/accompaniment/import/import.schema";
import { writeImport } from "@essaim/accompaniment/import/write-import.commands";
import { z } from "zod";
import { fileOfImport, requester } from "./import-work.ts";
import { type JobHandler, JobRefusal } from "./work.ts";

const inputSchema = z.object({ importId: z.uuid(), version: z.int() });

/** Writes an import: everybody, or nobody. */
export const writeImportRows: JobHandler = async (work) => {
  const { importId, version } = inputSchema.parse(work.input);
  const actor = requester(work);
  const record = await work.execute(actor, getImport, { id: importId });
  // Written just before a crash: the answer is the same.
  if (record.status === "written" && record.written) return { importId, ...record.written };
  const bytes = await fileOfImport(work, record);
  const rows = record.rowCount ?? 0;
  const outcome = await work.execute(actor, writeImport, {
    id: importId,
    version,
    bytes,
    progress: (done) => work.progress(done, rows),
  });
  if (outcome.ok) {
    const { created, skipped, leftOut } = outcome;
    return { importId, created, skipped, leftOut };
  }
  if (outcome.reason === "changed") {
    throw new JobRefusal(
      `Depuis l’essai, quelque chose a changé pour la ligne ${outcome.row}\u202f: rien n’a été écrit. Refaites l’essai, puis vérifiez cette ligne.`,
    );
  }
  if (outcome.reason === "form_already_used") throw new Error("No form asks for this");
  throw new JobRefusal(`${importRefusals[outcome.reason]} Rien n’a été écrit.`);
};

import { getImport } from "@essaim/accompaniment/import/import.queries";
import { importRefusals } from "@essaim/accompaniment/import/import.schema";
import { undoImport } from "@essaim/accompaniment/import/undo-import.commands";
import { listDraftedPeople } from "@essaim/accompaniment/import/undo-import.queries";
import { z } from "zod";
import { requester } from "./import-work.ts";
import { type JobHandler, JobRefusal } from "./work.ts";

const inputSchema = z.object({ importId: z.uuid() });

/** Takes back the people of an import that nobody has used since. */
export const undoImportRows: JobHandler = async (work) => {
  const { importId } = inputSchema.parse(work.input);
  const actor = requester(work);
  const { status, written } = await work.execute(actor, getImport, { id: importId });
  if (status === "undone") return { importId, removed: written?.removed, kept: written?.kept };
  const alsoUsed = await work.execute(work.house, listDraftedPeople, { id: importId });
  const outcome = await work.execute(actor, undoImport, { id: importId, alsoUsed });
  if (outcome.ok) return { importId, removed: outcome.removed, kept: outcome.kept };
  if (outcome.reason === "form_already_used") throw new Error("No form asks for this");
  throw new JobRefusal(importRefusals[outcome.reason]);
};

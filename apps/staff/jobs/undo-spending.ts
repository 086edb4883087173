import { getSpendingImport } from "@essaim/funding/import/import.queries";
import { importRefusals } from "@essaim/funding/import/spending-import.schema";
import { undoSpendingImport } from "@essaim/funding/import/write-import.commands";
import { z } from "zod";
import { requester } from "./import-work.ts";
import { type JobHandler, JobRefusal } from "./work.ts";

const inputSchema = z.object({ importId: z.uuid() });

/** Takes back the expenses of an import that nobody has used since. */
export const undoSpending: JobHandler = async (work) => {
  const { importId } = inputSchema.parse(work.input);
  const actor = requester(work);
  const { status, written } = await work.execute(actor, getSpendingImport, { id: importId });
  if (status === "undone") return { importId, removed: written?.removed, kept: written?.kept };
  const outcome = await work.execute(actor, undoSpendingImport, { id: importId });
  if (outcome.ok) return { importId, removed: outcome.removed, kept: outcome.kept };
  if (outcome.reason === "form_already_used") throw new Error("No form asks for this");
  throw new JobRefusal(importRefusals[outcome.reason]);
};

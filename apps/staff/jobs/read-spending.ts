import { surveyFec } from "@essaim/funding/import/fec";
import { keepSpendingReading, refuseSpendingImport } from "@essaim/funding/import/import.commands";
import {
  getSpendingImport,
  type Reading,
  type Refused,
} from "@essaim/funding/import/import.queries";
import type { Source } from "@essaim/funding/import/spending-import.schema";
import { surveyTable } from "@essaim/funding/import/table-survey";
import { Unreadable } from "@essaim/territory/spreadsheet/unreadable";
import { z } from "zod";
import { fileOfImport, requester } from "./import-work.ts";
import { type JobHandler, JobRefusal } from "./work.ts";

const inputSchema = z.object({ importId: z.uuid() });

/** Reads accounts, a table of expenses or hours, and keeps what helps to match them; or why they cannot be taken over. */
export const readSpending: JobHandler = async (work) => {
  const { importId } = inputSchema.parse(work.input);
  const actor = requester(work);
  const record = await work.execute(actor, getSpendingImport, { id: importId });
  // Read before a crash, or given up since.
  if (record.status !== "received") return { importId };
  const found = await survey(record.source, await fileOfImport(work, record));
  if ("message" in found) {
    await work.execute(actor, refuseSpendingImport, { id: importId, refused: found });
    throw new JobRefusal(found.message);
  }
  await work.execute(actor, keepSpendingReading, { id: importId, reading: found });
  return { importId };
};

async function survey(source: Source, bytes: Uint8Array): Promise<Reading | Refused> {
  if (source === "fec") {
    const found = surveyFec(bytes);
    if (found.ok) return found.reading;
    const { kept, count } = found.faults;
    const message =
      count > 1
        ? `Ce fichier a ${count} problèmes\u202f: corrigez-les dans votre logiciel de comptabilité, puis exportez de nouveau.`
        : "Ce fichier a un problème\u202f: corrigez-le dans votre logiciel de comptabilité, puis exportez de nouveau.";
    return { message, faults: kept, faultCount: count };
  }
  try {
    const found = await surveyTable(bytes);
    if (found.ok) return found.reading;
    return { message: found.message, faults: [], faultCount: 0 };
  } catch (error) {
    if (error instanceof Unreadable) return { message: error.message, faults: [], faultCount: 0 };
    throw error;
  }
}

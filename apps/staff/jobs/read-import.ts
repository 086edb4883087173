import { keepReading, refuseImport } from "@essaim/accompaniment/import/import.commands";
import { getImport } from "@essaim/accompaniment/import/import.queries";
import { surveySpreadsheet } from "@essaim/accompaniment/import/survey";
import { z } from "zod";
import { fileOfImport, requester } from "./import-work.ts";
import { type JobHandler, JobRefusal } from "./work.ts";

const inputSchema = z.object({
  importId: z.uuid(),
  headerRows: z.record(z.coerce.number(), z.int()).optional(),
});

/** Reads a spreadsheet that somebody sent, and keeps what helps to match its columns. */
export const readImport: JobHandler = async (work) => {
  const { importId, headerRows } = inputSchema.parse(work.input);
  const actor = requester(work);
  const record = await work.execute(actor, getImport, { id: importId });
  // Read before a crash, or given up since.
  if (record.status !== "received") return { importId };
  const bytes = await fileOfImport(work, record);
  const survey = await surveySpreadsheet(bytes, { headerRows });
  if (!survey.ok) {
    await work.execute(actor, refuseImport, { id: importId, message: survey.message });
    throw new JobRefusal(survey.message);
  }
  await work.execute(actor, keepReading, { id: importId, reading: survey.reading });
  return { importId };
};

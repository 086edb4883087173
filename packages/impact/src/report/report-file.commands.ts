import { announceFile, keepFile, letGoOfFile } from "@essaim/database/file";
import { enqueueJob } from "@essaim/database/job";
import { defineCommand } from "@essaim/identity/operation";
import { z } from "zod";
import { fileFormats, makeFilesSchema } from "./impact-report.schema.ts";
import { loadReport } from "./report-source.queries.ts";

/** Asks for the files of a report; another process makes them. @throws NotFound */
export const askReportFiles = defineCommand({
  name: "askReportFiles",
  permission: "impact:write",
  subject: "impact_report",
  input: makeFilesSchema,
  run: async ({ db, actor, input }) => {
    await loadReport(db, input.reportId);
    const jobId = await enqueueJob(db, actor, "make_report_files", input);
    return { ok: true, id: input.reportId, jobId } as const;
  },
});

/** Announces a file, before it is put in the storage. */
export const announceReportFile = defineCommand({
  name: "announceReportFile",
  permission: "impact:write",
  subject: "impact_report",
  isRecorded: () => false,
  input: makeFilesSchema,
  run: async ({ db, actor }) =>
    ({ ok: true, id: null, key: await announceFile(db, actor) }) as const,
});

/** Keeps a file in place of the former one of its kind; refused when the report changed while it was drawn. */
export const keepReportFile = defineCommand({
  name: "keepReportFile",
  permission: "impact:write",
  subject: "impact_report",
  isRecorded: () => false,
  input: makeFilesSchema.extend({
    format: z.enum(fileFormats),
    key: z.string(),
    sizeBytes: z.int().min(1),
    /** Of the report that was drawn. */
    version: z.int(),
    isSealed: z.boolean(),
  }),
  run: async ({ db, actor, input }) => {
    const { reportId, format, key, version } = input;
    // Nobody approves or changes it meanwhile.
    await db
      .selectFrom("impact_report")
      .where("id", "=", reportId)
      .select("id")
      .forUpdate()
      .execute();
    const report = await loadReport(db, reportId);
    const isSealed = report.approvedAt !== null;
    // What was sealed changes no more, whatever its version.
    if (isSealed !== input.isSealed || (!isSealed && report.version !== version)) {
      return { ok: false, reason: "changed" } as const;
    }
    if (!(await keepFile(db, key))) return { ok: false, reason: "too_late" } as const;
    const former = await db
      .deleteFrom("report_file")
      .where("report_id", "=", reportId)
      .where("format", "=", format)
      .returning("storage_key as key")
      .executeTakeFirst();
    if (former) await letGoOfFile(db, actor, former.key);
    await db
      .insertInto("report_file")
      .values({
        organisation_id: actor.organisationId,
        report_id: reportId,
        format,
        report_version: version,
        storage_key: key,
        size_bytes: input.sizeBytes,
      })
      .execute();
    return { ok: true, id: reportId } as const;
  },
});

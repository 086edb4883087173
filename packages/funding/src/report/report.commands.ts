import { NotFound } from "@essaim/database/errors";
import { holdRecord } from "@essaim/database/record";
import { today } from "@essaim/database/today";
import { defineCommand, type Tx } from "@essaim/identity/operation";
import { holdGrant } from "../grant/grant-money.write.ts";
import type { FrozenReport } from "./frozen-report.schema.ts";
import { countedIn, headerOf, loadReport } from "./report.queries.ts";
import {
  acceptReportSchema,
  cerfaEdition,
  createReportSchema,
  editReportSchema,
  type ReportInput,
  reportStepSchema,
  sendReportSchema,
  writeReportSchema,
} from "./report.schema.ts";
import { doubtsAbout, missingFrom } from "./report-checks.rules.ts";
import { reportFigures } from "./report-figures.rules.ts";
import { loadReportSource } from "./report-source.queries.ts";

const columns = (input: ReportInput) => ({
  form: input.form,
  stage: input.stage,
  label: input.label,
  covers_from: input.coversFrom,
  covers_to: input.coversTo,
  due_on: input.dueOn,
});

/** Notes that a report of a grant is due; its answers may begin with those of an earlier one. @throws NotFound */
export const createReport = defineCommand({
  name: "createReport",
  permission: "grant:write",
  subject: "grant_report",
  input: createReportSchema,
  run: async ({ db, actor, input }) => {
    // Nobody closes the grant meanwhile.
    const { status } = await holdGrant(db, input.grantId);
    if (status === "closed") return { ok: false, reason: "grant_closed" } as const;
    if (status !== "awarded") return { ok: false, reason: "not_awarded" } as const;
    const copied = input.copyFrom
      ? await db
          .selectFrom("grant_report")
          .where("id", "=", input.copyFrom)
          .where("grant_id", "=", input.grantId)
          .select("answers")
          .executeTakeFirst()
      : null;
    if (copied === undefined) return { ok: false, reason: "copy_unknown" } as const;
    const { id } = await db
      .insertInto("grant_report")
      .values({
        organisation_id: actor.organisationId,
        updated_by: actor.membershipId,
        grant_id: input.grantId,
        ...columns(input),
        ...(copied && { answers: JSON.stringify(copied.answers) }),
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return { ok: true, id } as const;
  },
});

/** Changes what a report is due for; once sent it stays as it is. @throws NotFound */
export const editReport = defineCommand({
  name: "editReport",
  permission: "grant:write",
  subject: "grant_report",
  input: editReportSchema,
  run: async ({ db, input }) => {
    const held = await holdRecord(db, "grant_report", input, loadReport);
    if (!held.ok) return held;
    if (held.current.sentOn) return { ok: false, reason: "already_sent" } as const;
    await db.updateTable("grant_report").set(columns(input)).where("id", "=", input.id).execute();
    return { ok: true, id: input.id } as const;
  },
});

/** Keeps the answers of a report that is not sent yet. @throws NotFound */
export const writeReport = defineCommand({
  name: "writeReport",
  permission: "grant:write",
  subject: "grant_report",
  input: writeReportSchema,
  run: async ({ db, input }) => {
    const held = await holdRecord(db, "grant_report", input, loadReport);
    if (!held.ok) return held;
    if (held.current.sentOn) return { ok: false, reason: "already_sent" } as const;
    await db
      .updateTable("grant_report")
      .set({ answers: JSON.stringify(input.answers) })
      .where("id", "=", input.id)
      .execute();
    return { ok: true, id: input.id } as const;
  },
});

/** Takes away a report that was never sent. @throws NotFound */
export const removeReport = defineCommand({
  name: "removeReport",
  permission: "grant:write",
  subject: "grant_report",
  input: reportStepSchema,
  run: async ({ db, input }) => {
    const held = await holdRecord(db, "grant_report", input, loadReport);
    if (!held.ok) return held;
    if (held.current.sentOn) return { ok: false, reason: "already_sent" } as const;
    await db.deleteFrom("grant_report").where("id", "=", input.id).execute();
    return { ok: true, id: input.id } as const;
  },
});

/**
 * Freezes a report as it is sent: its answers, its figures and the expenses that it counts stay, whatever the records
 * become. Refused while an answer is missing, or while what is doubtful was not read. @throws NotFound
 */
export const sendReport = defineCommand({
  name: "sendReport",
  permission: "grant:write",
  subject: "grant_report",
  input: sendReportSchema,
  run: async ({ db, actor, input }) => {
    await holdGrantOf(db, input.id);
    const held = await holdRecord(db, "grant_report", input, loadReport);
    if (!held.ok) return held;
    const report = held.current;
    if (report.sentOn) return { ok: false, reason: "already_sent" } as const;
    const source = await loadReportSource(db, report);
    const figures = reportFigures(source, report.answers);
    if (missingFrom(report, figures, report.answers).length > 0) {
      return { ok: false, reason: "incomplete" } as const;
    }
    const period = { startsOn: report.grantStartsOn, endsOn: report.grantEndsOn };
    const doubts = doubtsAbout(report, period, report, source, figures, today());
    if (doubts.length > 0 && !input.isRead) return { ok: false, reason: "doubtful" } as const;
    const frozen: FrozenReport = {
      edition: 1,
      officialForm: report.form === "cerfa" ? cerfaEdition : null,
      frozenAt: new Date().toISOString(),
      header: headerOf(report),
      answers: report.answers,
      figures,
      counted: countedIn(source),
    };
    await db
      .updateTable("grant_report")
      .set({
        sent_on: input.sentOn,
        sent_by: actor.membershipId,
        frozen: JSON.stringify(frozen),
      })
      .where("id", "=", input.id)
      .execute();
    return { ok: true, id: input.id } as const;
  },
});

/** The funder accepts a report that was sent. @throws NotFound */
export const acceptReport = defineCommand({
  name: "acceptReport",
  permission: "grant:write",
  subject: "grant_report",
  input: acceptReportSchema,
  run: async ({ db, input }) => {
    const held = await holdRecord(db, "grant_report", input, loadReport);
    if (!held.ok) return held;
    const { sentOn } = held.current;
    if (!sentOn) return { ok: false, reason: "not_sent" } as const;
    if (input.acceptedOn < sentOn) return { ok: false, reason: "accepted_before_sent" } as const;
    await db
      .updateTable("grant_report")
      .set({ accepted_on: input.acceptedOn })
      .where("id", "=", input.id)
      .execute();
    return { ok: true, id: input.id } as const;
  },
});

/** Takes back an acceptance noted by mistake. @throws NotFound */
export const takeBackAcceptance = defineCommand({
  name: "takeBackAcceptance",
  permission: "grant:write",
  subject: "grant_report",
  input: reportStepSchema,
  run: async ({ db, input }) => {
    const { status } = await holdGrantOf(db, input.id);
    const held = await holdRecord(db, "grant_report", input, loadReport);
    if (!held.ok) return held;
    if (status === "closed") return { ok: false, reason: "grant_closed" } as const;
    await db
      .updateTable("grant_report")
      .set({ accepted_on: null })
      .where("id", "=", input.id)
      .execute();
    return { ok: true, id: input.id } as const;
  },
});

/** Its lines and receipts stay as they are until the report is frozen: whoever writes them waits for the grant. */
async function holdGrantOf(db: Tx, id: string) {
  const report = await db
    .selectFrom("grant_report")
    .where("id", "=", id)
    .select("grant_id")
    .executeTakeFirst();
  if (!report) throw new NotFound(`No report ${id}`);
  return holdGrant(db, report.grant_id);
}

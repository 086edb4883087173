import { NotFound } from "@essaim/database/errors";
import { defineQuery, type Tx } from "@essaim/identity/operation";
import { z } from "zod";
import { readTold } from "./frozen-report.schema.ts";
import type { ReportContent } from "./report-document.ts";

const sentReports = (db: Tx) =>
  db
    .selectFrom("grant_report")
    .where("sent_on", "is not", null)
    .select([
      "id",
      "grant_id as grantId",
      "form",
      "stage",
      "label",
      "covers_from as coversFrom",
      "covers_to as coversTo",
      "sent_on as sentOn",
      "accepted_on as acceptedOn",
    ])
    .orderBy("sent_on", "desc")
    .orderBy("id");

/** The financial reports that were sent to a funder, the latest first. */
export const listSentReports = defineQuery({
  name: "listSentReports",
  permission: "portal:read",
  input: z.object({ grantId: z.uuid().optional() }),
  run: ({ db, input: { grantId } }) =>
    sentReports(db)
      .$if(grantId !== undefined, (query) => query.where("grant_id", "=", grantId ?? ""))
      .execute(),
});

/** What a financial report says to its funder: not the list of its expenses. @throws NotFound for any other */
export const getSentReport = defineQuery({
  name: "getSentReport",
  permission: "portal:read",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }) => {
    const found = await sentReports(db)
      .where("id", "=", input.id)
      .select("told")
      .executeTakeFirst();
    if (!found?.told) throw new NotFound(`No sent report ${input.id}`);
    const { told, grantId, ...report } = found;
    const { header, answers, figures } = readTold(told);
    return { grantId, content: { report, header, answers, figures } satisfies ReportContent };
  },
});

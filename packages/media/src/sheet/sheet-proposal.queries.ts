import { loadProposal } from "@essaim/directory/community/moderation.queries";
import { compareWords } from "@essaim/directory/publication/diff.rules";
import { defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { loadSheet, type Sheet } from "./sheet.queries.ts";

const textAt = (content: Record<string, unknown>, key: string) =>
  typeof content[key] === "string" ? content[key] : "";

/** As whoever proposed wishes to be called; empty for nobody by name. */
export const creditOf = (content: Record<string, unknown>): string => textAt(content, "credit");

/** The better texts that wait for a sheet, the oldest first. */
export const listSheetProposals = defineQuery({
  name: "listSheetProposals",
  permission: "directory:moderate",
  input: z.object({ sheetId: z.uuid() }),
  run: async ({ db, input }) => {
    const { rows } = await sql<{ id: string; confirmedAt: Date; credit: string }>`
      select id, confirmed_at as "confirmedAt", coalesce(content ->> 'credit', '') as credit
      from proposal where sheet_id = ${input.sheetId} and state = 'pending'
      order by confirmed_at, id`.execute(db);
    return rows;
  },
});

/** A sheet that is not in the bin, or null. */
export async function findSheet(db: Tx, id: string): Promise<Sheet | null> {
  const found = await db
    .selectFrom("sheet")
    .where("id", "=", id)
    .where("deleted_at", "is", null)
    .select("id")
    .executeTakeFirst();
  return found ? await loadSheet(db, found.id) : null;
}

const versionAt = (db: Tx, sheetId: string, number: number) =>
  db
    .selectFrom("sheet_version")
    .where("sheet_id", "=", sheetId)
    .where("number", "=", number)
    .select(["number", "body"])
    .executeTakeFirst();

/** What a version of a sheet says; empty when there is none. */
export const bodyAt = async (db: Tx, sheetId: string, number: number): Promise<string> =>
  (await versionAt(db, sheetId, number))?.body ?? "";

/**
 * A better text for a sheet, beside the version that its author read, and beside the latest one when the sheet has moved
 * since. The texts are empty once forgotten.
 * @throws NotFound, also for a proposal of another kind, or that nobody confirmed
 */
export const getSheetProposal = defineQuery({
  name: "getSheetProposal",
  permission: "directory:moderate",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }) => {
    const proposal = await loadProposal(db, input.id);
    if (proposal.kind !== "sheet" || proposal.state === "unconfirmed" || !proposal.sheetId) {
      throw new NotFound("No proposal of a sheet");
    }
    const proposed = textAt(proposal.content, "body");
    const base = await versionAt(db, proposal.sheetId, Number(proposal.seen.number));
    const sheet = await findSheet(db, proposal.sheetId);
    const baseBody = base?.body ?? "";
    const hasMoved = sheet !== null && sheet.body !== baseBody;
    return {
      ...proposal,
      sheet: sheet && {
        ...{ id: sheet.id, title: sheet.title, headNumber: sheet.headNumber, body: sheet.body },
        ...{ isPublic: sheet.published !== null, isUpToDate: sheet.isUpToDate },
      },
      proposed,
      credit: creditOf(proposal.content),
      baseNumber: base?.number ?? null,
      /** What its author changed. */
      changes: compareWords(baseBody, proposed),
      /** What has changed in the sheet since, by others. */
      since: hasMoved ? compareWords(baseBody, sheet.body) : null,
      /** What accepting the text as it is would do to the sheet of today. */
      today: hasMoved ? compareWords(sheet.body, proposed) : null,
      isDone: sheet !== null && sheet.body === proposed,
    };
  },
});

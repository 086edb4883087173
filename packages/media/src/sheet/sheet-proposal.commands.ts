import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { decide } from "@essaim/directory/community/moderation.commands";
import { loadProposal, type ProposalRecord } from "@essaim/directory/community/moderation.queries";
import { submit } from "@essaim/directory/community/visitor.commands";
import { compareWords, type DiffPart } from "@essaim/directory/publication/diff.rules";
import { defineCommand, definePublicCommand, type Refusal } from "@essaim/identity/operation";
import { sql } from "kysely";
import { saveVersion, showSheet } from "./sheet.commands.ts";
import { loadSheet } from "./sheet.queries.ts";
import { bodyAt, creditOf, findSheet } from "./sheet-proposal.queries.ts";
import {
  acceptSheetProposalSchema,
  type SheetProposalRefusal,
  submitSheetProposalSchema,
} from "./sheet-proposal.schema.ts";

/**
 * Takes a better text for a sheet from somebody without an account. With an address, nobody sees it until the address is
 * confirmed; without one it waits at once. `id` is null: the public process may not read proposals.
 */
export const submitSheetProposal = definePublicCommand({
  name: "submitSheetProposal",
  permission: "published:propose",
  subject: "proposal",
  input: submitSheetProposalSchema,
  run: ({ db, input }) =>
    submit(
      db,
      sql`submit_sheet_proposal(${input.organisationId}::uuid, ${input.sheetId}::uuid, ${input.number}::integer,
        ${JSON.stringify({ body: input.body, credit: input.proposerName })}::jsonb, ${input.message},
        ${input.proposerName}, ${input.email}::text, ${input.language}, ${input.visitor}, ${input.addressee})`,
    ),
});

/** What the sheet says that the editor had not read, and what their text would change in it. */
export type SheetMoved = Refusal<"sheet_moved"> & { since: DiffPart[]; today: DiffPart[] };

/**
 * Keeps the text of a proposal, as the editor leaves it, as a new version of the sheet, under the name that its author
 * wishes, and shows it to everybody when asked so. Its author is told by mail. `id`: the sheet's.
 * @throws NotFound
 */
export const acceptSheetProposal = defineCommand({
  name: "acceptSheetProposal",
  permission: "media:write",
  subject: "sheet",
  input: acceptSheetProposalSchema,
  run: async ({
    db,
    actor,
    input,
  }): Promise<
    | (Saved & { isPublished: boolean })
    | Refusal<Exclude<SheetProposalRefusal, "sheet_moved"> | "parent_unpublished" | "empty">
    | SheetMoved
    | Conflict<ProposalRecord>
  > => {
    const held = await holdRecord(db, "proposal", input, loadProposal);
    if (!held.ok) return held;
    const { state, content, sheetId } = held.current;
    if (state !== "pending") return { ok: false, reason: "decided" };
    const sheet = sheetId && (await findSheet(db, sheetId));
    if (!sheet) return { ok: false, reason: "sheet_gone" };
    await db.selectFrom("sheet").select("id").where("id", "=", sheet.id).forUpdate().execute();
    const before = await loadSheet(db, sheet.id);
    if (before.headNumber !== input.headNumber) {
      const read = await bodyAt(db, sheet.id, input.headNumber);
      return {
        ...{ ok: false, reason: "sheet_moved" },
        since: compareWords(read, before.body),
        today: compareWords(before.body, input.body),
      };
    }
    const isPublished = input.publish && before.published !== null;
    if (isPublished && !before.isUpToDate) return { ok: false, reason: "other_changes" };
    await saveVersion(db, actor, before, {
      ...before,
      ...{ body: input.body, note: input.note, proposedBy: creditOf(content), unconverted: "" },
    });
    if (isPublished) {
      const shown = await showSheet(db, actor, await loadSheet(db, sheet.id));
      if (!shown.ok) return shown;
    }
    await decide(db, actor, input.id, { state: "accepted", reply: input.reply });
    return { ok: true, id: sheet.id, isPublished };
  },
});

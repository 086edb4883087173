import { defineHouseCommand } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";

type Forgotten = { ok: true; id: null; count: number };

/**
 * Forgets for good, every night, the meetings taken away whose days to come back have passed, with the private
 * notes that were waiting for them.
 */
export const forgetRemovedMeetings = defineHouseCommand({
  name: "forgetRemovedMeetings",
  permission: "house:keep",
  subject: "meeting",
  isRecorded: (outcome: Forgotten) => outcome.count > 0,
  input: z.object({}),
  run: async ({ db }): Promise<Forgotten> => {
    const gone = await db
      .deleteFrom("undo_entry")
      .where("kind", "=", "meeting_removal")
      .where("expires_at", "<=", sql<Date>`now()`)
      .returning("subject_id")
      .execute();
    const { numDeletedRows } = await db
      .deleteFrom("meeting_private_note as n")
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom("meeting as t")
              .whereRef("t.organisation_id", "=", "n.organisation_id")
              .whereRef("t.id", "=", "n.meeting_id")
              .select("t.id"),
          ),
        ),
      )
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom("undo_entry as e")
              .whereRef("e.organisation_id", "=", "n.organisation_id")
              .whereRef("e.subject_id", "=", "n.meeting_id")
              .select("e.id"),
          ),
        ),
      )
      .executeTakeFirst();
    return { ok: true, id: null, count: gone.length + Number(numDeletedRows) };
  },
});

import { today } from "@essaim/database/today";
import { defineHouseCommand } from "@essaim/identity/operation";
import { createToken } from "@essaim/identity/token";
import { z } from "zod";

const target = z.object({ recordId: z.uuid() });

/** Draws the link of the question, and notes that it was asked; an earlier link serves no more. */
export const drawKeeperLink = defineHouseCommand({
  name: "drawKeeperLink",
  permission: "house:keep",
  subject: "record_keeper",
  input: target,
  run: async ({ db, input }): Promise<{ ok: true; id: string; token: string }> => {
    const { token, hash } = createToken();
    await db
      .updateTable("record_keeper")
      .set({ token_hash: hash, asked_on: today() })
      .where("record_id", "=", input.recordId)
      .execute();
    return { ok: true, id: input.recordId, token };
  },
});

/** The question could not leave. With `isUnreachable`, because the address does not exist; otherwise it is asked again. */
export const releaseKeeper = defineHouseCommand({
  name: "releaseKeeper",
  permission: "house:keep",
  subject: "record_keeper",
  input: target.extend({ isUnreachable: z.boolean() }),
  run: async ({ db, input }): Promise<{ ok: true; id: string }> => {
    await db
      .updateTable("record_keeper")
      .set(input.isUnreachable ? { unreachable_since: today() } : { asked_on: null })
      .where("record_id", "=", input.recordId)
      .execute();
    return { ok: true, id: input.recordId };
  },
});

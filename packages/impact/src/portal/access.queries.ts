import { defineQuery } from "@essaim/identity/operation";
import { z } from "zod";

/** Has somebody at this funder an open access, with which to read its portal? For the team. */
export const hasFunderAccess = defineQuery({
  name: "hasFunderAccess",
  permission: "grant:read",
  input: z.object({ funderId: z.uuid() }),
  run: async ({ db, input }) => {
    const reader = await db
      .selectFrom("membership")
      .where("funder_id", "=", input.funderId)
      .where("role", "=", "funder")
      .where("ended_at", "is", null)
      .select("id")
      .executeTakeFirst();
    return reader !== undefined;
  },
});

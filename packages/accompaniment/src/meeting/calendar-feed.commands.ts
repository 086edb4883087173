import { defineCommand } from "@essaim/identity/operation";
import { createToken } from "@essaim/identity/token";
import { z } from "zod";

/**
 * Draws the secret address of one's own calendar; an earlier address serves no more. The token is told once,
 * here: only its hash is kept.
 */
export const openCalendarFeed = defineCommand({
  name: "openCalendarFeed",
  permission: "meeting:read",
  subject: "calendar_feed",
  input: z.object({}),
  run: async ({ db, actor }) => {
    const { token, hash } = createToken();
    const fresh = { token_hash: hash, created_at: new Date() };
    await db
      .insertInto("calendar_feed")
      .values({
        organisation_id: actor.organisationId,
        membership_id: actor.membershipId,
        ...fresh,
      })
      .onConflict((conflict) =>
        conflict.columns(["organisation_id", "membership_id"]).doUpdateSet(fresh),
      )
      .execute();
    return { ok: true as const, id: null, token };
  },
});

/** Closes the address of one's own calendar: whoever holds it reads nothing any more. */
export const revokeCalendarFeed = defineCommand({
  name: "revokeCalendarFeed",
  permission: "meeting:read",
  subject: "calendar_feed",
  input: z.object({}),
  run: async ({ db, actor }) => {
    await db.deleteFrom("calendar_feed").where("membership_id", "=", actor.membershipId).execute();
    return { ok: true as const, id: null };
  },
});

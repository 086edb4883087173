import { defineCommand, defineHouseCommand, type Refusal } from "@essaim/identity/operation";
import { z } from "zod";

/** Asks for the morning's reminder by mail, or no longer wants it. */
export const setReminders = defineCommand({
  name: "setReminders",
  permission: "worker:read",
  subject: "membership",
  input: z.object({ wanted: z.boolean() }),
  run: async ({ db, actor, input }) => {
    await db
      .updateTable("membership")
      .set({ wants_reminders: input.wanted })
      .where("id", "=", actor.membershipId)
      .execute();
    return { ok: true as const, id: actor.membershipId };
  },
});

const reminderSchema = z.object({ membershipId: z.uuid(), day: z.iso.date() });

type Claimed = { ok: true; id: string } | Refusal<"sent_already">;

/**
 * Takes the day's reminder of one member before it is sent, so that nobody gets two: of two jobs at once, one is
 * refused. The table itself says who was reminded when; the journal is left to what people do.
 */
export const claimReminder = defineHouseCommand({
  name: "claimReminder",
  permission: "house:keep",
  subject: "membership",
  isRecorded: (_: Claimed) => false,
  input: reminderSchema,
  run: async ({ db, actor, input }): Promise<Claimed> => {
    const claimed = await db
      .insertInto("reminder")
      .values({
        organisation_id: actor.organisationId,
        membership_id: input.membershipId,
        sent_on: input.day,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (!claimed.numInsertedOrUpdatedRows) return { ok: false, reason: "sent_already" };
    return { ok: true, id: input.membershipId };
  },
});

/** Gives back a reminder that could not leave, so that it may be tried again. */
export const releaseReminder = defineHouseCommand({
  name: "releaseReminder",
  permission: "house:keep",
  subject: "membership",
  isRecorded: (_: { ok: true; id: string }) => false,
  input: reminderSchema,
  run: async ({ db, input }) => {
    await db
      .deleteFrom("reminder")
      .where("membership_id", "=", input.membershipId)
      .where("sent_on", "=", input.day)
      .execute();
    return { ok: true as const, id: input.membershipId };
  },
});

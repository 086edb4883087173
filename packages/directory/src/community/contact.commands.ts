import { today } from "@essaim/database/today";
import { defineCommand, NotFound, type Refusal } from "@essaim/identity/operation";
import { nextRelay } from "./relay.rules.ts";
import { settleContactSchema } from "./relay.schema.ts";

/** The cooperative says what it did of a request that nobody answered in time. Refuses one that is not to take over. */
export const settleContact = defineCommand({
  name: "settleContact",
  permission: "directory:moderate",
  subject: "contact_request",
  input: settleContactSchema,
  run: async ({ db, actor, input }): Promise<{ ok: true; id: string } | Refusal<"not_so">> => {
    const row = await db
      .selectFrom("contact_request")
      .where("id", "=", input.id)
      .select(["state", "due_on as dueOn", "reminded_on as remindedOn"])
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw new NotFound("No such request");
    const day = today();
    if (!nextRelay(row, "settle", day)) {
      return { ok: false, reason: "not_so" };
    }
    await db
      .updateTable("contact_request")
      .set({
        state: "settled",
        settled_on: day,
        settled_by: actor.membershipId,
        settlement: input.settlement,
      })
      .where("id", "=", input.id)
      .execute();
    return { ok: true, id: input.id };
  },
});

import { peopleNamedIn } from "@essaim/accompaniment/privacy/named-in-texts.queries";
import type { MemberActor } from "@essaim/identity/actor";
import { defineCommand, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { loadGrantSpokenOf } from "./message.queries.ts";
import { MESSAGES_AN_HOUR, type Side, writeMessageSchema } from "./message.schema.ts";

/**
 * Says something of a grant to the other side: a funder to the cooperative, the team to the funder. The team names nobody
 * accompanied: a message that left is not taken back. @throws NotFound
 */
export const writeMessage = defineCommand({
  name: "writeMessage",
  permission: "message:write",
  subject: "grant_message",
  input: writeMessageSchema,
  run: async ({ db, actor, input }) => {
    const grant = await loadGrantSpokenOf(db, input.grantId);
    // Nobody at the funder's would read it.
    if (!grant.isVisibleToFunder) return { ok: false, reason: "not_awarded" } as const;
    const side: Side = actor.role === "funder" ? "funder" : "cooperative";
    if ((await countOfTheHour(db, actor, side)) >= MESSAGES_AN_HOUR)
      return { ok: false, reason: "too_many" } as const;
    const named = side === "cooperative" ? await peopleNamedIn(db, [input.body]) : [];
    if (named.length > 0) {
      return { ok: false, reason: "names_somebody", named: named.map(({ name }) => name) } as const;
    }
    const { id } = await db
      .insertInto("grant_message")
      .values({
        organisation_id: actor.organisationId,
        grant_id: input.grantId,
        side,
        body: input.body,
        written_by: actor.membershipId,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return { ok: true, id } as const;
  },
});

/**
 * How many messages were written within the hour, to the end of this transaction: a second one waits, then counts the
 * first. A funder does not read who wrote a message, and its people are counted together.
 */
async function countOfTheHour(db: Tx, actor: MemberActor, side: Side): Promise<number> {
  const writer = (side === "funder" && actor.funderId) || actor.membershipId;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`message ${writer}`}, 0))`.execute(db);
  const { written } = await db
    .selectFrom("grant_message")
    .where("side", "=", side)
    .where("written_at", ">", sql<Date>`now() - interval '1 hour'`)
    .$if(side === "cooperative", (query) => query.where("written_by", "=", actor.membershipId))
    .select((eb) => eb.fn.countAll<number>().as("written"))
    .executeTakeFirstOrThrow();
  return Number(written);
}

import type { Tx } from "@essaim/database/operation";
import { holdRecord } from "@essaim/database/record";
import { defineCommand, NotFound } from "@essaim/identity/operation";
import { moveLines } from "../budget/line-period.write.ts";
import { loadGrant } from "./grant.queries.ts";
import { holdFor, type Moved, refuse } from "./grant-life.commands.ts";
import { amendSchema, takeBackAmendmentSchema } from "./grant-life.schema.ts";
import { sumGrant } from "./grant-money.write.ts";

/** Changes the amount (whole cents) or the last day of an agreement; the database writes them on the grant. */
export const amendGrant = defineCommand({
  name: "amendGrant",
  permission: "grant:write",
  subject: "grant",
  input: amendSchema,
  run: async ({ db, actor, input }): Promise<Moved> => {
    const { id } = input;
    const held = await holdFor(db, "amend", input);
    if (!held.ok) return held;
    const { amountCents, startsOn, endsOn } = held.current;
    if (amountCents === input.amountCents && endsOn === input.endsOn) {
      return refuse("nothing_changed");
    }
    if (input.endsOn < startsOn) return refuse("ends_before_start");
    const tooLow = await whyTooLow(db, id, input.amountCents);
    if (tooLow) return refuse(tooLow);
    await db
      .insertInto("grant_amendment")
      .values({
        organisation_id: actor.organisationId,
        created_by: actor.membershipId,
        grant_id: id,
        signed_on: input.signedOn,
        reference: input.reference,
        reason: input.reason,
        amount_before_cents: amountCents,
        amount_after_cents: input.amountCents,
        ends_on_before: endsOn,
        ends_on_after: input.endsOn,
      })
      .execute();
    await moveLines(db, id, held.current, { startsOn, endsOn: input.endsOn });
    return { ok: true, id };
  },
});

/** Takes the last amendment back: the grant says again what it said before it. @throws NotFound */
export const takeBackAmendment = defineCommand({
  name: "takeBackAmendment",
  permission: "grant:write",
  subject: "grant",
  input: takeBackAmendmentSchema,
  run: async ({ db, input }): Promise<Moved> => {
    const { id } = input;
    const held = await holdRecord(db, "funding_grant", input, loadGrant);
    if (!held.ok) return held;
    if (held.current.status === "closed") return refuse("grant_closed");
    const amendments = await db
      .selectFrom("grant_amendment")
      .where("grant_id", "=", id)
      .select(["id", "amount_before_cents as amountBeforeCents"])
      .orderBy("id", "desc")
      .execute();
    const [last] = amendments;
    if (!last || !amendments.some((one) => one.id === input.amendmentId)) {
      throw new NotFound("No such amendment");
    }
    if (last.id !== input.amendmentId) return refuse("not_last");
    const tooLow = await whyTooLow(db, id, last.amountBeforeCents);
    if (tooLow) return refuse(tooLow);
    await db.deleteFrom("grant_amendment").where("id", "=", last.id).execute();
    await moveLines(db, id, held.current, await loadGrant(db, id));
    return { ok: true, id };
  },
});

/** Why a grant may not be of so many cents: what is received or divided already. An unknown amount receives nothing. */
async function whyTooLow(db: Tx, id: string, amountCents: number | null) {
  const { receivedCents, dividedCents } = await sumGrant(db, id);
  if (receivedCents > (amountCents ?? 0)) return "received_above";
  return amountCents !== null && dividedCents > amountCents ? "lines_above" : null;
}

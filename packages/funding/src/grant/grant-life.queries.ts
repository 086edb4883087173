import { defineQuery } from "@essaim/identity/operation";
import { z } from "zod";
import { loadGrant } from "./grant.queries.ts";
import { closingState } from "./grant-money.write.ts";

const ofGrant = z.object({ grantId: z.uuid() });

/** What changed an agreement, in order. Amounts in cents; the one before is null when it was not known. */
export const listAmendments = defineQuery({
  name: "listAmendments",
  permission: "grant:read",
  input: ofGrant,
  run: ({ db, input }) =>
    db
      .selectFrom("grant_amendment")
      .where("grant_id", "=", input.grantId)
      .select([
        "id",
        "signed_on as signedOn",
        "reference",
        "reason",
        "amount_before_cents as amountBeforeCents",
        "amount_after_cents as amountAfterCents",
        "ends_on_before as endsOnBefore",
        "ends_on_after as endsOnAfter",
      ])
      .orderBy("id")
      .execute(),
});

/** The reports of a grant, the first due first, with what became of them. */
export const listReportsDue = defineQuery({
  name: "listReportsDue",
  permission: "grant:write",
  input: ofGrant,
  run: ({ db, input }) =>
    db
      .selectFrom("grant_report")
      .where("grant_id", "=", input.grantId)
      .select([
        "id",
        "label",
        "stage",
        "covers_from as coversFrom",
        "covers_to as coversTo",
        "due_on as dueOn",
        "sent_on as sentOn",
        "accepted_on as acceptedOn",
      ])
      .orderBy("due_on")
      .orderBy("id")
      .execute(),
});

/** What the closing of a grant is decided on, for its page. @throws NotFound */
export const getClosingState = defineQuery({
  name: "getClosingState",
  permission: "grant:write",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }) => closingState(db, await loadGrant(db, input.id)),
});

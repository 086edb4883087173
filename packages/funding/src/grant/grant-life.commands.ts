import type { Refusal, Tx } from "@essaim/database/operation";
import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import type { FundingGrant } from "@essaim/database/schema";
import { defineCommand } from "@essaim/identity/operation";
import type { Updateable } from "kysely";
import { isAmended } from "./grant.commands.ts";
import { type Grant, loadGrant } from "./grant.queries.ts";
import { type GrantVerb, isVerbAllowed, stepBefore, whatKeepsOpen } from "./grant.rules.ts";
import {
  applicationSchema,
  awardSchema,
  closeSchema,
  declineSchema,
  type LifeRefusal,
  signSchema,
  stepSchema,
} from "./grant-life.schema.ts";
import { closingState, isRestedOn, isSpentOn, sumGrant } from "./grant-money.write.ts";

export type Moved = Saved | Refusal<LifeRefusal> | Conflict<Grant>;
export const refuse = (reason: LifeRefusal): Refusal<LifeRefusal> => ({ ok: false, reason });

type Step = { id: string; version: number };

/** Holds the grant that a verb moves; refuses where it no longer is at a place that the verb moves from. */
export async function holdFor(db: Tx, verb: GrantVerb, step: Step) {
  const held = await holdRecord(db, "funding_grant", step, loadGrant);
  if (!held.ok) return held;
  return isVerbAllowed(verb, held.current.status) ? held : refuse("moved_on");
}

async function write(db: Tx, id: string, values: Updateable<FundingGrant>): Promise<Saved> {
  await db.updateTable("funding_grant").set(values).where("id", "=", id).execute();
  return { ok: true, id };
}

/** The application is filed; again, to correct its amount (whole cents) or its day, the decision known or not. */
export const applyForGrant = defineCommand({
  name: "applyForGrant",
  permission: "grant:write",
  subject: "grant",
  input: applicationSchema,
  run: async ({ db, input }): Promise<Moved> => {
    const held = await holdFor(db, "apply", input);
    if (!held.ok) return held;
    const { status, amountCents, decidedOn, signedOn } = held.current;
    const answeredOn = decidedOn ?? signedOn;
    if (answeredOn !== null && answeredOn < input.appliedOn) return refuse("after_decision");
    if (amountCents === null) {
      const { dividedCents } = await sumGrant(db, input.id);
      if (dividedCents > input.askedCents) return refuse("asked_lines_above");
    }
    return write(db, input.id, {
      ...(status === "envisaged" && { status: "applied" }),
      asked_cents: input.askedCents,
      applied_on: input.appliedOn,
    });
  },
});

/** The funder says yes, for so many cents; again, to correct the decision. */
export const awardGrant = defineCommand({
  name: "awardGrant",
  permission: "grant:write",
  subject: "grant",
  input: awardSchema,
  run: async ({ db, input }): Promise<Moved> => {
    const held = await holdFor(db, "award", input);
    if (!held.ok) return held;
    const { amountCents, appliedOn, signedOn } = held.current;
    if (appliedOn !== null && input.decidedOn < appliedOn) return refuse("before_application");
    if (signedOn !== null && signedOn < input.decidedOn) return refuse("after_signature");
    if (amountCents !== input.amountCents && (await isAmended(db, input.id))) {
      return refuse("amended");
    }
    const sums = await sumGrant(db, input.id);
    if (sums.receivedCents > input.amountCents) return refuse("received_above");
    if (sums.dividedCents > input.amountCents) return refuse("lines_above");
    return write(db, input.id, {
      status: "awarded",
      amount_cents: input.amountCents,
      decided_on: input.decidedOn,
      decision_note: input.decisionNote,
    });
  },
});

/** The funder says no; again, to correct when and how it was said. Nothing may be spent on its lines. */
export const declineGrant = defineCommand({
  name: "declineGrant",
  permission: "grant:write",
  subject: "grant",
  input: declineSchema,
  run: async ({ db, input }): Promise<Moved> => {
    const held = await holdFor(db, "decline", input);
    if (!held.ok) return held;
    const { appliedOn, status } = held.current;
    if (status !== "declined" && (await isSpentOn(db, input.id))) return refuse("spent_on");
    if (appliedOn !== null && input.decidedOn < appliedOn) return refuse("before_application");
    return write(db, input.id, {
      status: "declined",
      decided_on: input.decidedOn,
      decision_note: input.decisionNote,
    });
  },
});

/** Both sign; again, to correct what the agreement says. */
export const signAgreement = defineCommand({
  name: "signAgreement",
  permission: "grant:write",
  subject: "grant",
  input: signSchema,
  run: async ({ db, input }): Promise<Moved> => {
    const held = await holdFor(db, "sign", input);
    if (!held.ok) return held;
    const { decidedOn } = held.current;
    if (decidedOn !== null && input.signedOn < decidedOn) return refuse("before_decision");
    return write(db, input.id, {
      reference: input.reference,
      signed_on: input.signedOn,
      conditions: input.conditions,
      in_kind_cents: input.inKindCents,
      is_de_minimis: input.isDeMinimis,
      rae_reference: input.raeReference,
    });
  },
});

/** Nothing more is due by anybody: its reports are accepted, its money is received and divided to the cent. */
export const closeGrant = defineCommand({
  name: "closeGrant",
  permission: "grant:write",
  subject: "grant",
  input: closeSchema,
  run: async ({ db, input }): Promise<Moved> => {
    const held = await holdFor(db, "close", input);
    if (!held.ok) return held;
    const state = await closingState(db, held.current);
    const [first] = whatKeepsOpen(state, input.nothingMore);
    if (first) return refuse(first);
    return write(db, input.id, { status: "closed", closed_on: input.closedOn });
  },
});

export const reopenGrant = defineCommand({
  name: "reopenGrant",
  permission: "grant:write",
  subject: "grant",
  input: stepSchema,
  run: async ({ db, input }): Promise<Moved> => {
    const held = await holdFor(db, "reopen", input);
    if (!held.ok) return held;
    return write(db, input.id, { status: "awarded", closed_on: null });
  },
});

/** Takes the last step back, when it was a mistake; a decision on which nothing rests yet. Notes of the step stay. */
export const takeBackStep = defineCommand({
  name: "takeBackStep",
  permission: "grant:write",
  subject: "grant",
  input: stepSchema,
  run: async ({ db, input }): Promise<Moved> => {
    const held = await holdRecord(db, "funding_grant", input, loadGrant);
    if (!held.ok) return held;
    const before = stepBefore(held.current);
    switch (before) {
      case null:
        return refuse("moved_on");
      case "unsigned":
        return write(db, input.id, { signed_on: null });
      case "awarded":
        return write(db, input.id, { status: before, closed_on: null });
      default:
        break;
    }
    if (held.current.status === "awarded") {
      if (await isRestedOn(db, input.id)) return refuse("rests_on_it");
      const { dividedCents } = await sumGrant(db, input.id);
      const { askedCents } = held.current;
      if (askedCents !== null && dividedCents > askedCents) return refuse("asked_lines_above");
    }
    return write(db, input.id, {
      status: before,
      amount_cents: null,
      decided_on: null,
      ...(before === "envisaged" && { applied_on: null }),
    });
  },
});

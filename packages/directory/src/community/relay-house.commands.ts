import { today } from "@essaim/database/today";
import { defineHouseCommand, type Refusal, type Tx } from "@essaim/identity/operation";
import { createToken } from "@essaim/identity/token";
import { sql } from "kysely";
import { z } from "zod";
import { dueStep, nextRelay } from "./relay.rules.ts";
import { loadRequest, onDay, type RequestFacts, requestTarget } from "./relay-house.queries.ts";

type Link = { ok: true; id: string; token: string; request: RequestFacts };
/** `stopToken`: that of the link by which the author of an experience ceases to be written to. */
type ReplyLink = Link & { stopToken: string };
type Done = { ok: true; id: string };

/** Draws the link by which a novice confirms their message. Refuses when there is nothing left to confirm. */
export const drawContactLink = defineHouseCommand({
  name: "drawContactLink",
  permission: "house:keep",
  subject: "contact_request",
  input: requestTarget,
  run: async ({ db, input }): Promise<Link | Refusal<"nobody">> => {
    const request = await loadRequest(db, input.requestId);
    if (request?.relay.state !== "unconfirmed") return { ok: false, reason: "nobody" };
    const { token, hash } = createToken();
    await db
      .updateTable("contact_request")
      .set({ confirm_token_hash: hash })
      .where("id", "=", input.requestId)
      .execute();
    return { ok: true, id: input.requestId, token, request: request.facts };
  },
});

/**
 * Draws the link by which the author of an experience answers; an earlier one serves no more. As a reminder, it is
 * noted at once, so that two processes do not both write.
 * @returns `not_so` when nothing is to be sent, `unreachable` when nobody can be written to
 */
export const drawReplyLink = defineHouseCommand({
  name: "drawReplyLink",
  permission: "house:keep",
  subject: "contact_request",
  input: requestTarget.extend({ isReminder: z.boolean() }),
  run: async ({ db, input }): Promise<ReplyLink | Refusal<"not_so" | "unreachable">> => {
    const request = await loadRequest(db, input.requestId);
    const day = today();
    const isDue = request && (!input.isReminder || dueStep(request.relay, day) === "remind");
    if (!request || !isDue || request.relay.state !== "waiting")
      return { ok: false, reason: "not_so" };
    if (!request.facts.practitioner) return { ok: false, reason: "unreachable" };
    const { token, hash } = createToken();
    await db
      .updateTable("contact_request")
      .set({
        reply_token_hash: hash,
        ...(input.isReminder ? { reminded_on: day } : { delivered_on: day }),
      })
      .where("id", "=", input.requestId)
      .execute();
    const stop = createToken();
    await db
      .updateTable("experience_contact")
      .set({ token_hash: stop.hash })
      .where("experience_id", "=", request.experienceId)
      .execute();
    const facts = { id: input.requestId, request: request.facts };
    return { ok: true, ...facts, token, stopToken: stop.token };
  },
});

/** The mail could not leave: the next night tries again. */
export const releaseReminderOfContact = defineHouseCommand({
  name: "releaseReminderOfContact",
  permission: "house:keep",
  subject: "contact_request",
  input: requestTarget,
  run: async ({ db, input }): Promise<Done> => {
    await db
      .updateTable("contact_request")
      .set({ reminded_on: null })
      .where("id", "=", input.requestId)
      .execute();
    return { ok: true, id: input.requestId };
  },
});

/**
 * Hands a request over to the cooperative. With `isUndelivered`, because the mail server of the address said that it
 * does not exist: nobody is written to there any more, and the form closes.
 */
export const escalateContact = defineHouseCommand({
  name: "escalateContact",
  permission: "house:keep",
  subject: "contact_request",
  input: requestTarget.extend({ isUndelivered: z.boolean() }),
  run: async ({ db, input }): Promise<Done | Refusal<"not_so">> => {
    const request = await loadRequest(db, input.requestId);
    const day = today();
    if (!request || !nextRelay(request.relay, "escalate", day))
      return { ok: false, reason: "not_so" };
    const { numUpdatedRows } = await db
      .updateTable("contact_request")
      .set({ state: "escalated", escalated_on: day, is_undelivered: input.isUndelivered })
      .where("id", "=", input.requestId)
      // An answer may have come since it was read.
      .where("state", "=", "waiting")
      .executeTakeFirst();
    if (!numUpdatedRows) return { ok: false, reason: "not_so" };
    if (input.isUndelivered) await closeContact(db, request.experienceId, day);
    return { ok: true, id: input.requestId };
  },
});

/**
 * Counts again how often each author answered in time: of the requests whose last day has passed, those answered by
 * then. A page changes only where a count did.
 */
export const countResponses = defineHouseCommand({
  name: "countResponses",
  permission: "house:keep",
  subject: "experience",
  isRecorded: () => false,
  input: onDay,
  run: async ({ db, input }): Promise<{ ok: true; id: null }> => {
    await sql`
      update experience e set requests_due = q.due, requests_answered = q.answered
      from (select experience_id, count(*) as due, count(*) filter (where answered_on <= due_on) as answered
            from contact_request where due_on < ${input.day}::date group by experience_id) q
      where e.id = q.experience_id and (e.requests_due, e.requests_answered) <> (q.due, q.answered)`.execute(
      db,
    );
    return { ok: true, id: null };
  },
});

const experience = z.object({ experienceId: z.uuid() });

/** Draws the link of the yearly question, and notes that it was asked. */
export const drawPractitionerLink = defineHouseCommand({
  name: "drawPractitionerLink",
  permission: "house:keep",
  subject: "experience",
  input: experience,
  run: async ({ db, input }): Promise<{ ok: true; id: string; token: string }> => {
    const { token, hash } = createToken();
    await db
      .updateTable("experience_contact")
      .set({ token_hash: hash, asked_on: today() })
      .where("experience_id", "=", input.experienceId)
      .execute();
    return { ok: true, id: input.experienceId, token };
  },
});

/** The question could not leave. With `isUnreachable`, because the address does not exist; otherwise it is asked again. */
export const releasePractitioner = defineHouseCommand({
  name: "releasePractitioner",
  permission: "house:keep",
  subject: "experience",
  input: experience.extend({ isUnreachable: z.boolean() }),
  run: async ({ db, input }): Promise<Done> => {
    if (input.isUnreachable) await closeContact(db, input.experienceId, today());
    else {
      await db
        .updateTable("experience_contact")
        .set({ asked_on: null })
        .where("experience_id", "=", input.experienceId)
        .execute();
    }
    return { ok: true, id: input.experienceId };
  },
});

/** Notes that those who keep the directory have been written to about these requests. */
export const noteContactsTold = defineHouseCommand({
  name: "noteContactsTold",
  permission: "house:keep",
  subject: "contact_request",
  isRecorded: () => false,
  input: onDay.extend({ requestIds: z.array(z.uuid()) }),
  run: async ({ db, input }): Promise<{ ok: true; id: null }> => {
    await db
      .updateTable("contact_request")
      .set({ moderators_told_on: input.day })
      .where("id", "in", input.requestIds)
      .execute();
    return { ok: true, id: null };
  },
});

async function closeContact(db: Tx, experienceId: string, day: string): Promise<void> {
  await db
    .updateTable("experience_contact")
    .set({ unreachable_since: day })
    .where("experience_id", "=", experienceId)
    .where("unreachable_since", "is", null)
    .execute();
}

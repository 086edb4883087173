import { today } from "@essaim/database/today";
import {
  defineHouseCommand,
  defineHouseQuery,
  type Refusal,
  type Tx,
} from "@essaim/identity/operation";
import { createToken } from "@essaim/identity/token";
import { sql } from "kysely";
import { z } from "zod";
import { monthsBefore } from "./freshness.rules.ts";
import { dueStep, nextRelay, REACHABLE_MONTHS, type Relay } from "./relay.rules.ts";
import type { VisitorLanguage } from "./visitor.schema.ts";

const target = z.object({ requestId: z.uuid() });
const onDay = z.object({ day: z.iso.date() });

/** What mails say of a request. Neither address is ever written in a mail to the other. */
export type RequestFacts = {
  novice: { name: string; email: string; language: VisitorLanguage };
  /** Null when the author of the experience is no longer written to. */
  practitioner: { name: string; email: string; language: VisitorLanguage } | null;
  /** As the author wishes to be called. */
  author: string;
  activity: { title: string; slug: string };
  organisationName: string;
  message: string;
  answer: string;
  dueOn: string | null;
  /** Did the message leave for the author of the experience? */
  isDelivered: boolean;
};

type Link = { ok: true; id: string; token: string; request: RequestFacts };
/** `stopToken`: that of the link by which the author of an experience ceases to be written to. */
type ReplyLink = Link & { stopToken: string };
type Done = { ok: true; id: string };

/** Draws the link by which a novice confirms their message. Refuses when there is nothing left to confirm. */
export const drawContactLink = defineHouseCommand({
  name: "drawContactLink",
  permission: "house:keep",
  subject: "contact_request",
  input: target,
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
  input: target.extend({ isReminder: z.boolean() }),
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
  input: target,
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
  input: target.extend({ isUndelivered: z.boolean() }),
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

/** What the novice is sent of an answer; null when nobody is left to write to. */
export const findContactAnswer = defineHouseQuery({
  name: "findContactAnswer",
  permission: "house:keep",
  input: target,
  run: async ({ db, input }): Promise<RequestFacts | null> => {
    const request = await loadRequest(db, input.requestId);
    return request?.relay.state === "answered" ? request.facts : null;
  },
});

/** What the novice is told of a request that the cooperative takes over; null when nobody is left to write to. */
export const findEscalated = defineHouseQuery({
  name: "findEscalated",
  permission: "house:keep",
  input: target,
  run: async ({ db, input }): Promise<RequestFacts | null> => {
    const request = await loadRequest(db, input.requestId);
    return request?.relay.state === "escalated" ? request.facts : null;
  },
});

/** What has to be done of the requests that wait, on that day. */
export const listDueContacts = defineHouseQuery({
  name: "listDueContacts",
  permission: "house:keep",
  input: onDay,
  run: async ({ db, input }) => {
    const rows = await db
      .selectFrom("contact_request")
      .where("state", "=", "waiting")
      .select(["id", "state", "due_on as dueOn", "reminded_on as remindedOn"])
      .orderBy("id")
      .execute();
    return rows.flatMap((row) => {
      const step = dueStep(row, input.day);
      return step ? [{ requestId: row.id, step }] : [];
    });
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

export type AskedPractitioner = {
  experienceId: string;
  name: string;
  email: string;
  language: VisitorLanguage;
  activityTitle: string;
  organisationName: string;
};

/** Authors of experiences to ask whether they can still be reached: nothing has said so for REACHABLE_MONTHS months. */
export const listPractitionersToAsk = defineHouseQuery({
  name: "listPractitionersToAsk",
  permission: "house:keep",
  input: onDay,
  run: async ({ db, input }): Promise<AskedPractitioner[]> => {
    const before = monthsBefore(input.day, REACHABLE_MONTHS);
    return db
      .selectFrom("experience_contact as c")
      .innerJoin("experience as e", "e.id", "c.experience_id")
      .innerJoin("published_record as a", "a.id", "e.activity_id")
      .innerJoin("organisation as o", "o.id", "c.organisation_id")
      .where("e.contact", "=", "open")
      .where("e.published_at", "is not", null)
      .where("c.confirmed_on", "<", before)
      .where(({ or, eb }) => or([eb("c.asked_on", "is", null), eb("c.asked_on", "<", before)]))
      .select(["c.experience_id as experienceId", "c.name", "c.email", "c.language"])
      .select(["a.title as activityTitle", "o.name as organisationName"])
      .orderBy("c.experience_id")
      .execute();
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

/** Requests handed over to the cooperative that nobody has been told of. */
export const listUntoldContacts = defineHouseQuery({
  name: "listUntoldContacts",
  permission: "house:keep",
  input: z.object({}),
  run: async ({ db }): Promise<string[]> => {
    const rows = await db
      .selectFrom("contact_request")
      .where("state", "=", "escalated")
      .where("moderators_told_on", "is", null)
      .select("id")
      .orderBy("id")
      .execute();
    return rows.map((row) => row.id);
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

/** Those who keep the directory, to be told of what waits for them. */
export const listModerators = defineHouseQuery({
  name: "listModerators",
  permission: "house:keep",
  input: z.object({}),
  run: ({ db }) =>
    db
      .selectFrom("membership as m")
      .innerJoin("user_account as u", "u.id", "m.user_id")
      .where("m.ended_at", "is", null)
      .where("m.role", "in", ["manager", "editor"])
      .select(["u.full_name as fullName", "u.email"])
      .orderBy("m.id")
      .execute(),
});

async function closeContact(db: Tx, experienceId: string, day: string): Promise<void> {
  await db
    .updateTable("experience_contact")
    .set({ unreachable_since: day })
    .where("experience_id", "=", experienceId)
    .where("unreachable_since", "is", null)
    .execute();
}

/** What mails say of the activity: what is still being written of it stays inside. */
const lastPublic = sql<{
  title: string;
  slug: string;
}>`lateral last_public_activity(e.organisation_id, e.activity_id)`;

type Loaded = { experienceId: string; relay: Relay; facts: RequestFacts };

/** Null when it is gone or forgotten. */
async function loadRequest(db: Tx, id: string): Promise<Loaded | null> {
  const row = await db
    .selectFrom("contact_request as q")
    .innerJoin("experience as e", "e.id", "q.experience_id")
    .innerJoin(lastPublic.as("a"), (join) => join.onTrue())
    .innerJoin("organisation as o", "o.id", "q.organisation_id")
    .leftJoin("experience_contact as c", "c.experience_id", "e.id")
    .where("q.id", "=", id)
    .select(["q.experience_id", "q.state", "q.due_on", "q.reminded_on", "q.message", "q.answer"])
    .select(["q.delivered_on", "q.is_undelivered"])
    .select(["q.novice_name", "q.novice_email", "q.language", "e.display_name", "e.contact"])
    .select(["a.title", "a.slug", "o.name as organisation"])
    .select(["c.name", "c.email", "c.language as practitioner_language"])
    .executeTakeFirst();
  // What a name that was erased leaves is no address.
  if (!row?.novice_name || !row.novice_email?.includes("@")) return null;
  const isOpen = row.contact === "open" && row.name && row.email;
  return {
    experienceId: row.experience_id,
    relay: {
      state: row.state,
      dueOn: row.due_on,
      remindedOn: row.reminded_on,
    },
    facts: {
      novice: {
        name: row.novice_name,
        email: row.novice_email,
        language: row.language,
      },
      practitioner: isOpen
        ? {
            name: row.name ?? "",
            email: row.email ?? "",
            language: row.practitioner_language ?? "fr",
          }
        : null,
      author: row.display_name,
      activity: { title: row.title, slug: row.slug },
      organisationName: row.organisation,
      message: row.message,
      answer: row.answer,
      dueOn: row.due_on,
      isDelivered: row.delivered_on !== null && !row.is_undelivered,
    },
  };
}

import { defineHouseQuery, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { monthsBefore } from "./freshness.rules.ts";
import { dueStep, REACHABLE_MONTHS, type Relay } from "./relay.rules.ts";
import type { VisitorLanguage } from "./visitor.schema.ts";

export const requestTarget = z.object({ requestId: z.uuid() });
export const onDay = z.object({ day: z.iso.date() });

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

/** What the novice is sent of an answer; null when nobody is left to write to. */
export const findContactAnswer = defineHouseQuery({
  name: "findContactAnswer",
  permission: "house:keep",
  input: requestTarget,
  run: async ({ db, input }): Promise<RequestFacts | null> => {
    const request = await loadRequest(db, input.requestId);
    return request?.relay.state === "answered" ? request.facts : null;
  },
});

/** What the novice is told of a request that the cooperative takes over; null when nobody is left to write to. */
export const findEscalated = defineHouseQuery({
  name: "findEscalated",
  permission: "house:keep",
  input: requestTarget,
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

/** What mails say of the activity: what is still being written of it stays inside. */
const lastPublic = sql<{
  title: string;
  slug: string;
}>`lateral last_public_activity(e.organisation_id, e.activity_id)`;

type Loaded = { experienceId: string; relay: Relay; facts: RequestFacts };

/** Null when it is gone or forgotten. */
export async function loadRequest(db: Tx, id: string): Promise<Loaded | null> {
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

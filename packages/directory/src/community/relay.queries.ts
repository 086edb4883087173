import { mailLinkSchema } from "@essaim/identity/mail-link.schema";
import { definePublicQuery } from "@essaim/identity/operation";
import { hashToken } from "@essaim/identity/token";
import { sql } from "kysely";
import type { RelayState } from "./relay.rules.ts";

export type ContactToConfirm = {
  /** As its author wishes to be called. */
  author: string;
  activityTitle: string;
  activitySlug: string;
  isConfirmed: boolean;
};

/** The message that a link lets its sender confirm; null when it serves no more. */
export const findContact = definePublicQuery({
  name: "findContact",
  permission: "published:read",
  input: mailLinkSchema,
  run: async ({ db, input }): Promise<ContactToConfirm | null> => {
    const { rows } = await sql<ContactToConfirm>`
      select author, activity_title as "activityTitle", activity_slug as "activitySlug", is_confirmed as "isConfirmed"
      from find_contact(${input.organisationId}::uuid, ${hashToken(input.token)})`.execute(db);
    return rows[0] ?? null;
  },
});

export type ContactToAnswer = {
  noviceName: string;
  message: string;
  activityTitle: string;
  dueOn: string;
  state: RelayState;
};

/** The message that a link lets the author of an experience answer; null when it serves no more. */
export const findContactToAnswer = definePublicQuery({
  name: "findContactToAnswer",
  permission: "published:read",
  input: mailLinkSchema,
  run: async ({ db, input }): Promise<ContactToAnswer | null> => {
    const { rows } = await sql<ContactToAnswer>`
      select novice_name as "noviceName", message, activity_title as "activityTitle", due_on as "dueOn", state
      from find_contact_to_answer(${input.organisationId}::uuid, ${hashToken(input.token)})`.execute(
      db,
    );
    return rows[0] ?? null;
  },
});

export type Practitioner = { author: string; activityTitle: string; activitySlug: string };

/** Whom the yearly question is put to; null when its link serves no more. */
export const findPractitioner = definePublicQuery({
  name: "findPractitioner",
  permission: "published:read",
  input: mailLinkSchema,
  run: async ({ db, input }): Promise<Practitioner | null> => {
    const { rows } = await sql<Practitioner>`
      select author, activity_title as "activityTitle", activity_slug as "activitySlug"
      from find_practitioner(${input.organisationId}::uuid, ${hashToken(input.token)})`.execute(db);
    return rows[0] ?? null;
  },
});

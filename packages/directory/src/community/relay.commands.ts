import { definePublicCommand, type Refusal } from "@essaim/identity/operation";
import { hashToken } from "@essaim/identity/token";
import { sql } from "kysely";
import { z } from "zod";
import { mailLinkSchema } from "./mail-link.schema.ts";
import type { SubmitRefusal } from "./proposal.commands.ts";
import { ANSWER_DAYS } from "./relay.rules.ts";
import { answerContactSchema, askPractitionerSchema } from "./relay.schema.ts";

type Done = { ok: true; id: null };

/**
 * Takes a novice's message to the author of an experience. It leaves once its sender has confirmed their address; no
 * address is shown to either.
 */
export const askPractitioner = definePublicCommand({
  name: "askPractitioner",
  permission: "published:propose",
  subject: "contact_request",
  input: askPractitionerSchema,
  run: async ({ db, input }): Promise<Done | Refusal<SubmitRefusal>> => {
    const { rows } = await sql<{ said: "submitted" | SubmitRefusal }>`
      select ask_practitioner(${input.organisationId}::uuid, ${input.experienceId}::uuid, ${input.name}, ${input.email},
        ${input.message}, ${input.language}, ${input.visitor}, ${input.addressee}) as said`.execute(
      db,
    );
    const said = rows[0]?.said ?? "closed";
    return said === "submitted" ? { ok: true, id: null } : { ok: false, reason: said };
  },
});

/** Sends a novice's message on, by the link of its mail: the days to answer begin. */
export const confirmContact = definePublicCommand({
  name: "confirmContact",
  permission: "published:propose",
  subject: "contact_request",
  input: mailLinkSchema,
  run: async ({ db, input }): Promise<Done | Refusal<"unknown">> => {
    const { rows } = await sql<{ done: boolean }>`
      select confirm_contact(${input.organisationId}::uuid, ${hashToken(input.token)}, ${ANSWER_DAYS}) as done`.execute(
      db,
    );
    return rows[0]?.done ? { ok: true, id: null } : { ok: false, reason: "unknown" };
  },
});

/** Sends the answer of an experience's author to the novice. Refuses once it is answered or settled. */
export const answerContact = definePublicCommand({
  name: "answerContact",
  permission: "published:propose",
  subject: "contact_request",
  input: answerContactSchema,
  run: async ({ db, input }): Promise<Done | Refusal<"unknown">> => {
    const { rows } = await sql<{ done: boolean }>`
      select answer_contact(${input.organisationId}::uuid, ${hashToken(input.token)}, ${input.answer}) as done`.execute(
      db,
    );
    return rows[0]?.done ? { ok: true, id: null } : { ok: false, reason: "unknown" };
  },
});

/** « Toujours joignable ? »: yes, or no more, and then the address is forgotten. */
export const keepPractitioner = definePublicCommand({
  name: "keepPractitioner",
  permission: "published:propose",
  subject: "experience",
  input: mailLinkSchema.extend({ isKept: z.boolean() }),
  run: async ({ db, input }): Promise<Done | Refusal<"unknown">> => {
    const { rows } = await sql<{ done: boolean }>`
      select keep_practitioner(${input.organisationId}::uuid, ${hashToken(input.token)}, ${input.isKept}) as done`.execute(
      db,
    );
    return rows[0]?.done ? { ok: true, id: null } : { ok: false, reason: "unknown" };
  },
});

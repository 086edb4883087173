import { mailLinkSchema } from "@essaim/identity/mail-link.schema";
import { definePublicCommand } from "@essaim/identity/operation";
import { hashToken } from "@essaim/identity/token";
import { sql } from "kysely";
import { z } from "zod";
import { ANSWER_DAYS } from "./relay.rules.ts";
import { answerContactSchema, askPractitionerSchema } from "./relay.schema.ts";
import { doByLink, submit } from "./visitor.commands.ts";

/**
 * Takes a novice's message to the author of an experience. It leaves once its sender has confirmed their address; no
 * address is shown to either.
 */
export const askPractitioner = definePublicCommand({
  name: "askPractitioner",
  permission: "published:propose",
  subject: "contact_request",
  input: askPractitionerSchema,
  run: ({ db, input }) =>
    submit(
      db,
      sql`ask_practitioner(${input.organisationId}::uuid, ${input.experienceId}::uuid, ${input.name}, ${input.email},
        ${input.message}, ${input.language}, ${input.visitor}, ${input.addressee})`,
    ),
});

/** Sends a novice's message on, by the link of its mail: the days to answer begin. */
export const confirmContact = definePublicCommand({
  name: "confirmContact",
  permission: "published:propose",
  subject: "contact_request",
  input: mailLinkSchema,
  run: ({ db, input }) =>
    doByLink(
      db,
      sql`confirm_contact(${input.organisationId}::uuid, ${hashToken(input.token)}, ${ANSWER_DAYS})`,
    ),
});

/** Sends the answer of an experience's author to the novice. Refuses once it is answered or settled. */
export const answerContact = definePublicCommand({
  name: "answerContact",
  permission: "published:propose",
  subject: "contact_request",
  input: answerContactSchema,
  run: ({ db, input }) =>
    doByLink(
      db,
      sql`answer_contact(${input.organisationId}::uuid, ${hashToken(input.token)}, ${input.answer})`,
    ),
});

/** « Toujours joignable ? »: yes, or no more, and then the address is forgotten. */
export const keepPractitioner = definePublicCommand({
  name: "keepPractitioner",
  permission: "published:propose",
  subject: "experience",
  input: mailLinkSchema.extend({ isKept: z.boolean() }),
  run: ({ db, input }) =>
    doByLink(
      db,
      sql`keep_practitioner(${input.organisationId}::uuid, ${hashToken(input.token)}, ${input.isKept})`,
    ),
});

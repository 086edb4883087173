import { mailLinkSchema } from "@essaim/identity/mail-link.schema";
import { definePublicCommand } from "@essaim/identity/operation";
import { hashToken } from "@essaim/identity/token";
import { sql } from "kysely";
import { submitProposalSchema } from "./proposal.schema.ts";
import { doByLink, submit } from "./visitor.commands.ts";

/**
 * Takes a proposal from somebody without an account. Nobody sees it until the address is confirmed by the link of a
 * mail. `id` is null: the public process may not read proposals.
 */
export const submitProposal = definePublicCommand({
  name: "submitProposal",
  permission: "published:propose",
  subject: "proposal",
  input: submitProposalSchema,
  run: ({ db, input }) =>
    submit(
      db,
      sql`submit_proposal(${input.organisationId}::uuid, ${input.kind}, ${input.recordKind}, ${input.recordId}::uuid,
        ${JSON.stringify(input.content)}::jsonb, ${JSON.stringify(input.seen)}::jsonb, ${input.message}, ${input.name},
        ${input.email}, ${input.language}, ${input.visitor}, ${input.addressee})`,
    ),
});

/** Puts a proposal before the editors, by the link of its mail. Refuses a link that serves no more. */
export const confirmProposal = definePublicCommand({
  name: "confirmProposal",
  permission: "published:propose",
  subject: "proposal",
  input: mailLinkSchema,
  run: ({ db, input }) =>
    doByLink(db, sql`confirm_proposal(${input.organisationId}::uuid, ${hashToken(input.token)})`),
});

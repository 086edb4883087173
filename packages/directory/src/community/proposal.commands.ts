import { definePublicCommand, type Refusal } from "@essaim/identity/operation";
import { hashToken } from "@essaim/identity/token";
import { sql } from "kysely";
import { mailLinkSchema } from "./mail-link.schema.ts";
import { submitProposalSchema } from "./proposal.schema.ts";

/** Why nothing was taken: the record is no longer public there, or too many forms came from one place. */
export type SubmitRefusal = "closed" | "slow_down";

/**
 * Takes a proposal from somebody without an account. Nobody sees it until the address is confirmed by the link of a
 * mail. `id` is null: the public process may not read proposals.
 */
export const submitProposal = definePublicCommand({
  name: "submitProposal",
  permission: "published:propose",
  subject: "proposal",
  input: submitProposalSchema,
  run: async ({ db, input }): Promise<{ ok: true; id: null } | Refusal<SubmitRefusal>> => {
    const { rows } = await sql<{ said: "submitted" | SubmitRefusal }>`
      select submit_proposal(${input.organisationId}::uuid, ${input.kind}, ${input.recordKind}, ${input.recordId}::uuid,
        ${JSON.stringify(input.content)}::jsonb, ${JSON.stringify(input.seen)}::jsonb, ${input.message}, ${input.name},
        ${input.email}, ${input.language}, ${input.visitor}, ${input.addressee}) as said`.execute(
      db,
    );
    const said = rows[0]?.said ?? "closed";
    return said === "submitted" ? { ok: true, id: null } : { ok: false, reason: said };
  },
});

/** Puts a proposal before the editors, by the link of its mail. Refuses a link that serves no more. */
export const confirmProposal = definePublicCommand({
  name: "confirmProposal",
  permission: "published:propose",
  subject: "proposal",
  input: mailLinkSchema,
  run: async ({ db, input }): Promise<{ ok: true; id: null } | Refusal<"unknown">> => {
    const { rows } = await sql<{ done: boolean }>`
      select confirm_proposal(${input.organisationId}::uuid, ${hashToken(input.token)}) as done`.execute(
      db,
    );
    return rows[0]?.done ? { ok: true, id: null } : { ok: false, reason: "unknown" };
  },
});

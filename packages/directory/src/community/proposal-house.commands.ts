import { defineHouseCommand, type Refusal } from "@essaim/identity/operation";
import { createToken } from "@essaim/identity/token";
import { loadProposalFacts, type ProposalFacts, proposalTarget } from "./proposal-house.queries.ts";

type Link = { ok: true; id: string; token: string; proposal: ProposalFacts };

/**
 * Draws the link that confirms a proposal, for the mail that asks: only its hash is kept, and an earlier link serves
 * no more. Refuses when it is confirmed already, or nobody is left to write to.
 */
export const drawProposalLink = defineHouseCommand({
  name: "drawProposalLink",
  permission: "house:keep",
  subject: "proposal",
  input: proposalTarget,
  run: async ({ db, input }): Promise<Link | Refusal<"nobody">> => {
    const proposal = await loadProposalFacts(db, input.proposalId);
    if (proposal?.state !== "unconfirmed") return { ok: false, reason: "nobody" };
    const { token, hash } = createToken();
    await db
      .updateTable("proposal_contact")
      .set({ token_hash: hash })
      .where("proposal_id", "=", input.proposalId)
      .execute();
    // What is only proposed is not told: the mail would carry anybody's words to anybody.
    return { ok: true, id: input.proposalId, token, proposal: proposal.facts };
  },
});

import { findProposalDecision } from "@essaim/directory/community/proposal-house.queries";
import { z } from "zod";
import type { JobHandler } from "../work.ts";
import { publicAddresses } from "./addresses.ts";
import { decisionMail } from "./proposal.mails.ts";

const input = z.object({ proposalId: z.uuid() });

/** Tells whoever proposed what became of it. */
export const tellProposalDecision: JobHandler = async (work) => {
  const proposal = await work.execute(work.house, findProposalDecision, input.parse(work.input));
  if (!proposal) return { sent: 0 };
  const addresses = publicAddresses(work, proposal.language);
  const { page } = proposal;
  const address =
    page === null || proposal.state === "refused"
      ? null
      : page.kind === "sheet"
        ? addresses.sheet(page)
        : addresses.record(page);
  await work.mailer(decisionMail(proposal, address));
  return { sent: 1 };
};

import { drawProposalLink } from "@essaim/directory/community/proposal-house.commands";
import { z } from "zod";
import type { JobHandler } from "../work.ts";
import { publicAddresses } from "./addresses.ts";
import { confirmProposalMail } from "./proposal.mails.ts";

const input = z.object({ proposalId: z.uuid() });

/** Asks whoever proposed to confirm, by a link. */
export const confirmProposalJob: JobHandler = async (work) => {
  const outcome = await work.execute(work.house, drawProposalLink, input.parse(work.input));
  if (!outcome.ok) return { sent: 0 };
  const { proposal, token } = outcome;
  const link = publicAddresses(work, proposal.language).confirmProposal(token);
  await work.mailer(confirmProposalMail(proposal, link));
  return { sent: 1 };
};

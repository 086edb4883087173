import { drawContactLink } from "@essaim/directory/community/relay-house.commands";
import { z } from "zod";
import type { JobHandler } from "../work.ts";
import { publicAddresses } from "./addresses.ts";
import { confirmContactMail } from "./relay.mails.ts";

const input = z.object({ requestId: z.uuid() });

/** Asks a novice to confirm their message, by a link. */
export const confirmContactJob: JobHandler = async (work) => {
  const outcome = await work.execute(work.house, drawContactLink, input.parse(work.input));
  if (!outcome.ok) return { sent: 0 };
  const { request, token } = outcome;
  const link = publicAddresses(work, request.novice.language).confirmContact(token);
  await work.mailer(confirmContactMail(request, link));
  return { sent: 1 };
};

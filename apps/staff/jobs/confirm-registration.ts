import { confirmRegistration } from "@essaim/accompaniment/workshop/registration-house.commands";
import { mailLink } from "@essaim/identity/mail-link.schema";
import { z } from "zod";
import { confirmationMail } from "./registration.mails.ts";
import type { JobHandler } from "./work.ts";

const input = z.object({ participantId: z.uuid() });

/** Writes to somebody who has just registered by themselves, with the link that cancels. */
export const confirmRegistrationJob: JobHandler = async (work) => {
  const outcome = await work.execute(work.house, confirmRegistration, input.parse(work.input));
  // Cancelled meanwhile.
  if (!outcome.ok) return { sent: 0 };
  const link = mailLink({ organisationId: work.organisationId, token: outcome.token });
  const { registrant, session } = outcome;
  const meetings = registrant.language === "en" ? "/en/meetings" : "/rencontres";
  const address = `${work.publicUrl}${meetings}/desinscription/${link}`;
  await work.mailer(confirmationMail(registrant, session, address));
  return { sent: 1 };
};

import { drawNewsletter, getOwnAddress } from "@essaim/outreach/newsletter/newsletter.queries";
import { z } from "zod";
import { requester } from "../import-work.ts";
import { type JobHandler, JobRefusal } from "../work.ts";

const input = z.object({ newsletterId: z.uuid() });

/** Sends a letter to whoever asks, as a trial: it bears no reader's link, and counts nowhere. */
export const sendTrial: JobHandler = async (work) => {
  const { newsletterId } = input.parse(work.input);
  const { execute, publicUrl } = work;
  const actor = requester(work);
  const to = await execute(actor, getOwnAddress, {});
  const letter = await execute(actor, drawNewsletter, { id: newsletterId, publicUrl });
  const { html, text } = letter;
  try {
    await work.mailer({ to, subject: `[Essai] ${letter.subject}`, html, text });
  } catch {
    work.logger.warn({ newsletterId }, "a trial did not leave");
    throw new JobRefusal(
      "Le serveur d’envoi n’a pas pris l’essai. Réessayez dans un moment\u202f; si cela dure, prévenez la personne qui s’occupe de votre installation.",
    );
  }
  return { newsletterId };
};

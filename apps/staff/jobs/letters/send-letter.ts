import { setTimeout as wait } from "node:timers/promises";
import { mailLink } from "@essaim/identity/mail-link.schema";
import type { Attempt } from "@essaim/outreach/newsletter/newsletter.schema";
import {
  beginSending,
  claimCopy,
  endSending,
  noteCopy,
} from "@essaim/outreach/newsletter/sending.commands";
import { z } from "zod";
import { requester } from "../import-work.ts";
import { type JobHandler, JobRefusal } from "../work.ts";
import { letterMail } from "./letter.mail.ts";
import { sendingProblem } from "./sending-problem.ts";

const input = z.object({ newsletterId: z.uuid() });

/** Copies sent without a pause, and how long it lasts: servers of mail turn away whoever sends many at once. */
type Pace = { batch: number; pauseMs: number };

/**
 * Sends a letter, copy after copy. Each is said to leave before it does: a job that starts over, or two at once, send none
 * twice. A server that takes nothing ends the job, and what did not leave waits.
 */
export const sendLetterAt =
  ({ batch, pauseMs }: Pace): JobHandler =>
  async (work) => {
    const { execute, jobId, organisationId, publicUrl, progress } = work;
    const { newsletterId } = input.parse(work.input);
    const actor = requester(work);
    const asked = { newsletterId, jobId };
    const { letter, total, waiting } = taken(await execute(actor, beginSending, asked));
    const before = total - waiting;
    for (let count = 1; ; count += 1) {
      const { copy } = taken(await execute(actor, claimCopy, asked));
      if (!copy) break;
      const { id, email, token } = copy;
      const link = `${publicUrl}/lettre/desinscription/${mailLink({ organisationId, token })}`;
      const problem = await work.mailer(letterMail(letter, email, link)).then(
        () => null,
        (error: unknown) => sendingProblem(error),
      );
      const attempt: Attempt = problem === "server" ? "held" : (problem ?? "sent");
      await execute(actor, noteCopy, { id, jobId, attempt });
      if (problem === "server" || problem === "unsure") {
        work.logger.warn({ newsletterId, problem }, "a letter stopped leaving");
        throw new JobRefusal(stopped[problem]);
      }
      await progress(before + count, total);
      if (count % batch === 0) await wait(pauseMs);
    }
    const { sent, failed, unsure } = taken(await execute(actor, endSending, asked));
    return { newsletterId, sent, failed, unsure };
  };

/** None of these commands refuses anything. */
function taken<Outcome extends { ok: boolean }>(outcome: Outcome): Extract<Outcome, { ok: true }> {
  if (!outcome.ok) throw new Error("A step of the sending was refused");
  return outcome as Extract<Outcome, { ok: true }>;
}

const stopped = {
  server:
    "Le serveur d’envoi ne répond pas, ou n’accepte pas nos messages. Ce qui n’est pas parti attend\u202f: rien n’est perdu. Reprenez l’envoi depuis la page de la lettre, un peu plus tard.",
  unsure:
    "La connexion avec le serveur d’envoi a été coupée pendant un message\u202f: on ne sait pas s’il est parti. Les suivants attendent, rien n’est perdu. Reprenez l’envoi depuis la page de la lettre.",
};

export const sendLetter = sendLetterAt({ batch: 50, pauseMs: 10_000 });

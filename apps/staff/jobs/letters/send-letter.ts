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

type Pace = {
  /** Copies sent without a pause, and how long it lasts: servers of mail turn away whoever sends many at once. */
  batch: number;
  pauseMs: number;
  /** How long a server that takes nothing is left in peace, the first time, the second… before the job gives up. */
  patienceMs: readonly number[];
};

/** Refusals one after the other that say something of us, not of whom we write to. */
const mostRefusals = 5;

/**
 * Sends a letter, copy after copy. Each is said to leave before it does: a job that starts over, or two at once, send none
 * twice. A server that takes nothing is tried again later, then ends the job, and what did not leave waits.
 */
export const sendLetterAt =
  ({ batch, pauseMs, patienceMs }: Pace): JobHandler =>
  async (work) => {
    const { execute, jobId, organisationId, publicUrl, progress } = work;
    const { newsletterId } = input.parse(work.input);
    const actor = requester(work);
    const asked = { newsletterId, jobId };
    const { letter, total, waiting } = taken(await execute(actor, beginSending, asked));
    const stop = (why: keyof typeof stopped) => {
      work.logger.warn({ newsletterId, why }, "a letter stopped leaving");
      throw new JobRefusal(stopped[why]);
    };
    let done = total - waiting;
    let refusals = 0;
    let silences = 0;
    for (;;) {
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
      if (problem === "unsure") return stop("unsure");
      if (problem === "server") {
        const patience = patienceMs[silences];
        if (patience === undefined) return stop("server");
        silences += 1;
        await progress(done, total, new Date(Date.now() + patience));
        await wait(patience);
        continue;
      }
      silences = 0;
      refusals = problem === "refused" ? refusals + 1 : 0;
      if (refusals === mostRefusals) return stop("refused");
      done += 1;
      await progress(done, total);
      if (done % batch === 0) await wait(pauseMs);
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
  refused: `Le serveur d’envoi a refusé ${mostRefusals} messages de suite\u202f: il n’accepte peut-être pas nos lettres. Les suivants attendent, rien n’est perdu. Montrez-le à la personne qui s’occupe de votre installation, puis reprenez l’envoi depuis la page de la lettre.`,
  unsure:
    "La connexion avec le serveur d’envoi a été coupée pendant un message\u202f: on ne sait pas s’il est parti. Les suivants attendent, rien n’est perdu. Reprenez l’envoi depuis la page de la lettre.",
};

export const sendLetter = sendLetterAt({
  batch: 50,
  pauseMs: 10_000,
  // A list of unknown senders lets them in after some minutes.
  patienceMs: [60_000, 300_000, 600_000],
});

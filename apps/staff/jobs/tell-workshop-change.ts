import { listRegistrants } from "@essaim/accompaniment/workshop/registration-house.queries";
import { z } from "zod";
import { changeMail } from "./registration.mails.ts";
import type { JobHandler } from "./work.ts";

const input = z.object({ workshopId: z.uuid() });

/**
 * Writes to those who registered by themselves at a session that is cancelled, moved or held after all. One mail
 * that cannot leave does not keep the others from leaving, nor send them twice.
 */
export const tellWorkshopChange: JobHandler = async (work) => {
  const { session, registrants } = await work.execute(
    work.house,
    listRegistrants,
    input.parse(work.input),
  );
  let sent = 0;
  let failure: unknown;
  for (const [index, registrant] of registrants.entries()) {
    try {
      await work.mailer(changeMail(registrant, session));
      sent += 1;
    } catch (error) {
      failure = error;
    }
    await work.progress(index + 1, registrants.length);
  }
  // None has left: the mail server is away, and the work may be tried again.
  if (failure && sent === 0) throw failure;
  if (sent < registrants.length) {
    work.logger.warn({ sent, asked: registrants.length }, "some mails could not be sent");
  }
  return { sent, total: registrants.length };
};

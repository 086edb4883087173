import { today } from "@essaim/database/today";
import {
  countResponses,
  drawPractitionerLink,
  escalateContact,
  findEscalated,
  listDueContacts,
  listModerators,
  listPractitionersToAsk,
  releasePractitioner,
} from "@essaim/directory/community/relay-house.commands";
import type { JobHandler, JobWork } from "../work.ts";
import { publicAddresses } from "./addresses.ts";
import { isDeadAddress } from "./dead-address.ts";
import { escalationMail, moderatorsMail, stillReachableMail } from "./relay.mails.ts";
import { writeToPractitioner } from "./write-to-practitioner.ts";

/**
 * Every morning, of the messages that wait for an answer: reminds of some, hands others over to the cooperative, and
 * counts again how often each author answers. Once a year each author is asked whether they can still be reached.
 */
export const watchRelay: JobHandler = async (work) => {
  const day = today();
  const tally = { reminded: 0, escalated: 0, asked: 0, failed: 0 };
  for (const { requestId, step } of await work.execute(work.house, listDueContacts, { day })) {
    const end = await (step === "remind" ? remind(work, requestId) : handOver(work, requestId));
    if (end !== "nothing") tally[end] += 1;
  }
  for (const practitioner of await work.execute(work.house, listPractitionersToAsk, { day })) {
    tally[await askPractitioner(work, practitioner)] += 1;
  }
  if (tally.escalated > 0) await tellModerators(work, tally.escalated);
  await work.execute(work.house, countResponses, { day });
  if (tally.failed > 0) work.logger.warn(tally, "some mails of the relay could not be sent");
  return tally;
};

async function remind(work: JobWork, requestId: string) {
  try {
    const end = await writeToPractitioner(work, { requestId, isReminder: true });
    return end === "sent" ? "reminded" : end;
  } catch {
    return "failed";
  }
}

async function handOver(work: JobWork, requestId: string) {
  const done = await work.execute(work.house, escalateContact, { requestId, isUndelivered: false });
  if (!done.ok) return "nothing";
  const request = await work.execute(work.house, findEscalated, { requestId });
  try {
    if (request) await work.mailer(escalationMail(request));
    return "escalated";
  } catch {
    // The cooperative writes anyway.
    return "escalated";
  }
}

async function askPractitioner(
  work: JobWork,
  practitioner: Parameters<typeof stillReachableMail>[0],
): Promise<"asked" | "failed"> {
  const { experienceId } = practitioner;
  const drawn = await work.execute(work.house, drawPractitionerLink, { experienceId });
  if (!drawn.ok) return "failed";
  const link = publicAddresses(work, practitioner.language).reachable(drawn.token);
  try {
    await work.mailer(stillReachableMail(practitioner, link));
    return "asked";
  } catch (error) {
    const isUnreachable = isDeadAddress(error);
    await work.execute(work.house, releasePractitioner, { experienceId, isUnreachable });
    return "failed";
  }
}

/** One that cannot be written to does not keep the others from being told. */
async function tellModerators(work: JobWork, count: number): Promise<void> {
  const link = `${work.staffUrl}/mises-en-relation`;
  for (const member of await work.execute(work.house, listModerators, {})) {
    try {
      await work.mailer(moderatorsMail(member, count, link));
    } catch {
      work.logger.warn({ count }, "a moderator could not be written to");
    }
  }
}

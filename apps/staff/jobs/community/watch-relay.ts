import { today } from "@essaim/database/today";
import {
  countResponses,
  drawPractitionerLink,
  noteContactsTold,
  releasePractitioner,
} from "@essaim/directory/community/relay-house.commands";
import {
  listDueContacts,
  listModerators,
  listPractitionersToAsk,
  listUntoldContacts,
} from "@essaim/directory/community/relay-house.queries";
import type { JobHandler, JobWork } from "../work.ts";
import { publicAddresses } from "./addresses.ts";
import { isDeadAddress } from "./dead-address.ts";
import { handOver } from "./hand-over.ts";
import { moderatorsMail, stillReachableMail } from "./relay.mails.ts";
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
  await tellModerators(work, day);
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

/**
 * Tells those who keep the directory of every request handed over since they were last told, at delivery included. One
 * that cannot be written to does not keep the others from being told; when none can, the next morning tries again.
 */
async function tellModerators(work: JobWork, day: string): Promise<void> {
  const requestIds = await work.execute(work.house, listUntoldContacts, {});
  const count = requestIds.length;
  if (count === 0) return;
  const link = `${work.staffUrl}/mises-en-relation`;
  let told = 0;
  for (const member of await work.execute(work.house, listModerators, {})) {
    try {
      await work.mailer(moderatorsMail(member, count, link));
      told += 1;
    } catch {
      work.logger.warn({ count }, "a moderator could not be written to");
    }
  }
  if (told > 0) await work.execute(work.house, noteContactsTold, { requestIds, day });
}

import {
  drawReplyLink,
  releaseReminderOfContact,
} from "@essaim/directory/community/relay-house.commands";
import type { JobWork } from "../work.ts";
import { publicAddresses } from "./addresses.ts";
import { isDeadAddress } from "./dead-address.ts";
import { handOver } from "./hand-over.ts";
import { contactMail } from "./relay.mails.ts";

/**
 * Writes to the author of an experience, for the first time or to remind. Where nobody reads the address any more, the
 * request is handed over to the cooperative at once.
 * @returns `nothing` when the request no longer waits
 * @throws the transport's error, when the mail may leave later
 */
export async function writeToPractitioner(
  work: JobWork,
  { requestId, isReminder }: { requestId: string; isReminder: boolean },
): Promise<"sent" | "escalated" | "nothing"> {
  const drawn = await work.execute(work.house, drawReplyLink, { requestId, isReminder });
  if (!drawn.ok) {
    return drawn.reason === "unreachable" ? await handOver(work, requestId) : "nothing";
  }
  const { request, token, stopToken } = drawn;
  const { practitioner } = request;
  if (!practitioner) return "nothing";
  const addresses = publicAddresses(work, practitioner.language);
  const links = { answer: addresses.answer(token), stop: addresses.reachable(stopToken) };
  try {
    await work.mailer(contactMail(request, practitioner, links, isReminder));
    return "sent";
  } catch (error) {
    if (isDeadAddress(error)) return await handOver(work, requestId, true);
    if (isReminder) await work.execute(work.house, releaseReminderOfContact, { requestId });
    throw error;
  }
}

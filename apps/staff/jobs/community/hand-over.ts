import { escalateContact } from "@essaim/directory/community/relay-house.commands";
import { findEscalated } from "@essaim/directory/community/relay-house.queries";
import type { JobWork } from "../work.ts";
import { escalationMail } from "./relay.mails.ts";

/**
 * Hands a request over to the cooperative, and tells whoever wrote it. Those who keep the directory are told of all of
 * them together, in the morning.
 * @returns `nothing` when the request no longer waits
 */
export async function handOver(
  work: JobWork,
  requestId: string,
  isUndelivered = false,
): Promise<"escalated" | "nothing"> {
  const done = await work.execute(work.house, escalateContact, { requestId, isUndelivered });
  if (!done.ok) return "nothing";
  const request = await work.execute(work.house, findEscalated, { requestId });
  try {
    if (request) await work.mailer(escalationMail(request));
  } catch {
    // The cooperative writes anyway.
    work.logger.warn({ requestId }, "a novice could not be told that the cooperative takes over");
  }
  return "escalated";
}

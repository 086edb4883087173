import { z } from "zod";
import type { JobHandler } from "../work.ts";
import { writeToPractitioner } from "./write-to-practitioner.ts";

const input = z.object({ requestId: z.uuid() });

/** Sends a novice's message on to the author of an experience; to the cooperative, when their address is dead. */
export const deliverContact: JobHandler = async (work) => {
  const { requestId } = input.parse(work.input);
  const end = await writeToPractitioner(work, { requestId, isReminder: false });
  return { sent: end === "sent" ? 1 : 0, escalated: end === "escalated" ? 1 : 0 };
};

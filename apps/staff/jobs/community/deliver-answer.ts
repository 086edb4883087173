import { findContactAnswer } from "@essaim/directory/community/relay-house.queries";
import { z } from "zod";
import type { JobHandler } from "../work.ts";
import { answerMail } from "./relay.mails.ts";

const input = z.object({ requestId: z.uuid() });

/** Sends the answer of an experience's author to the novice. */
export const deliverAnswer: JobHandler = async (work) => {
  const request = await work.execute(work.house, findContactAnswer, input.parse(work.input));
  if (!request) return { sent: 0 };
  await work.mailer(answerMail(request));
  return { sent: 1 };
};

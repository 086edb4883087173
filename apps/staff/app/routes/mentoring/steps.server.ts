import {
  acceptMentorship,
  declineMentorship,
  endMentorship,
  endOffer,
  offerMentoring,
  proposeMentorship,
  recordMentorshipSession,
  removeMentorshipSession,
} from "@essaim/accompaniment/mentoring/mentoring.commands";
import {
  answerSchema,
  declineSchema,
  endSchema,
  mentoringRefusals,
  offerSchema,
  sessionSchema,
} from "@essaim/accompaniment/mentoring/mentoring.schema";
import type { MemberActor } from "@essaim/identity/actor";
import { parseForm } from "@essaim/web/form";
import type { AppLoadContext } from "@remix-run/node";
import { z } from "zod";
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { submissionIdOf } from "~/submission";

const one = z.object({ id: z.uuid() });
const mentor = z.object({ mentorId: z.uuid("Choisissez une personne de la liste.") });

/**
 * One step of the mentoring of a person, as one of the page's forms asks for it.
 * @returns null when it is done, or the form to show again
 */
export async function takeStep(
  context: AppLoadContext,
  actor: MemberActor,
  workerId: string,
  form: FormData,
) {
  const options = { submissionId: submissionIdOf(form) };
  const outcome = await run();
  if ("state" in outcome) return refuseTyped(outcome.state);
  if (outcome.ok) return null;
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(
    form,
    mentoringRefusals[outcome.reason === "conflict" ? "not_so" : outcome.reason],
  );

  async function run() {
    switch (form.get("step")) {
      case "offer": {
        const parsed = parseForm(offerSchema, form);
        if (!parsed.ok) return parsed;
        return context.execute(actor, offerMentoring, { ...parsed.value, workerId }, options);
      }
      case "end-offer": {
        const parsed = parseForm(one, form);
        return parsed.ok ? context.execute(actor, endOffer, parsed.value, options) : parsed;
      }
      case "propose": {
        const parsed = parseForm(mentor, form);
        if (!parsed.ok) return parsed;
        const input = { ...parsed.value, noviceId: workerId };
        return context.execute(actor, proposeMentorship, input, options);
      }
      case "accept": {
        const parsed = parseForm(answerSchema, form);
        return parsed.ok ? context.execute(actor, acceptMentorship, parsed.value, options) : parsed;
      }
      case "decline": {
        const parsed = parseForm(declineSchema, form);
        return parsed.ok
          ? context.execute(actor, declineMentorship, parsed.value, options)
          : parsed;
      }
      case "session": {
        const parsed = parseForm(sessionSchema, form);
        return parsed.ok
          ? context.execute(actor, recordMentorshipSession, parsed.value, options)
          : parsed;
      }
      case "remove-session": {
        const parsed = parseForm(one, form);
        return parsed.ok
          ? context.execute(actor, removeMentorshipSession, parsed.value, options)
          : parsed;
      }
      case "end": {
        const parsed = parseForm(endSchema, form);
        return parsed.ok ? context.execute(actor, endMentorship, parsed.value, options) : parsed;
      }
      default:
        throw new Response(null, { status: 400 });
    }
  }
}

import {
  decideAid,
  payAid,
  reconsiderAid,
  withdrawAid,
} from "@essaim/accompaniment/aid/aid.commands";
import {
  aidDecisionSchema,
  aidRefusals,
  aidTargetSchema,
  payAidSchema,
} from "@essaim/accompaniment/aid/aid.schema";
import type { MemberActor } from "@essaim/identity/actor";
import { parseForm } from "@essaim/web/form";
import type { AppLoadContext } from "@remix-run/node";
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { submissionIdOf } from "~/submission";

/** What was refused of a step, with the aid it was about. */
export type StepAnswer = Awaited<ReturnType<typeof takeStep>>;

/**
 * One step of an aid (decided, paid, taken back, withdrawn), as a form of a list asks for it.
 * @returns null when it is done, or the form to show again
 */
export async function takeStep(context: AppLoadContext, actor: MemberActor, form: FormData) {
  const submissionId = submissionIdOf(form);
  const outcome = await run();
  if ("state" in outcome) return refuseTyped(outcome.state);
  if (outcome.ok) return null;
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason === "line_refuses") {
    return refuseField(form, { field: "budgetLineId", message: outcome.sentences.join(" ") });
  }
  if (outcome.reason === "line_warns") {
    const message = `${outcome.sentences.join(" ")} Changez d’enveloppe, ou cochez si c’est voulu.`;
    return refuseField(form, { field: "keepAnyway", message });
  }
  // Somebody answered meanwhile: the list, drawn anew, shows what.
  const reason = outcome.reason === "conflict" ? "not_so" : outcome.reason;
  return refuseField(form, aidRefusals[reason]);

  async function run() {
    switch (form.get("step")) {
      case "granted":
      case "refused": {
        form.set("decision", String(form.get("step")));
        const parsed = parseForm(aidDecisionSchema, form);
        if (!parsed.ok) return parsed;
        return await context.execute(actor, decideAid, parsed.value, { submissionId });
      }
      case "paid": {
        const parsed = parseForm(payAidSchema, form);
        if (!parsed.ok) return parsed;
        return await context.execute(actor, payAid, parsed.value, { submissionId });
      }
      case "back":
      case "withdrawn": {
        const parsed = parseForm(aidTargetSchema, form);
        if (!parsed.ok) return parsed;
        const command = form.get("step") === "back" ? reconsiderAid : withdrawAid;
        return await context.execute(actor, command, parsed.value, { submissionId });
      }
      default:
        throw new Response(null, { status: 400 });
    }
  }
}

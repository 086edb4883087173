import { withdrawClaim } from "@essaim/commons/pot/claim.commands";
import { payPot } from "@essaim/commons/pot/pay-pot.commands";
import { cancelPot, reopenPot } from "@essaim/commons/pot/pot.commands";
import { answerSchema, payPotSchema, potRefusals } from "@essaim/commons/pot/pot.schema";
import { answerRound, settleRound } from "@essaim/commons/pot/round.commands";
import type { MemberActor } from "@essaim/identity/actor";
import { parseForm } from "@essaim/web/form";
import { type AppLoadContext, redirect } from "@remix-run/node";
import { refuseFields, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { refuseWhole } from "../refuse-whole.server";

/**
 * One step of a pot, as a button of its page sends it.
 * @returns the page to show again with why it is refused
 * @throws a redirect once it is done; 400 for a step that is none
 */
export async function takePotStep(
  context: AppLoadContext,
  actor: MemberActor,
  potId: string,
  form: FormData,
) {
  const idOf = (name: string) => recordId(String(form.get(name) ?? ""));
  const done = (what: string) => redirect(`${paths.pot(potId)}?fait=${what}`);
  const end = (
    outcome: { ok: true } | { ok: false; reason: keyof typeof potRefusals | "form_already_used" },
    what: string,
  ) => {
    if (outcome.ok) throw done(what);
    if (outcome.reason === "form_already_used") return refuseUsed(form);
    return refuseWhole(form, potRefusals[outcome.reason].message);
  };
  const options = { submissionId: submissionIdOf(form) };
  switch (form.get("intent")) {
    case "withdraw":
    case "back": {
      const isBack = form.get("intent") === "back";
      const input = { potId, claimId: idOf("claimId"), isBack };
      return end(await context.execute(actor, withdrawClaim, input), "enregistre");
    }
    case "answer": {
      const parsed = parseForm(answerSchema, form);
      if (!parsed.ok) return refuseTyped(parsed.state);
      const input = { ...parsed.value, potId, roundId: idOf("roundId") };
      return end(await context.execute(actor, answerRound, input, options), "reponse-notee");
    }
    case "settle": {
      const outcome = await context.execute(actor, settleRound, {
        potId,
        roundId: idOf("roundId"),
      });
      const isAgreed = outcome.ok && outcome.outcome === "consented";
      return end(outcome, isAgreed ? "partage-adopte" : "partage-ecarte");
    }
    case "cancel":
      return end(await context.execute(actor, cancelPot, { id: potId }), "cagnotte-annulee");
    case "reopen":
      return end(await context.execute(actor, reopenPot, { id: potId }), "cagnotte-reprise");
    case "pay":
      return await pay();
    default:
      throw new Response(null, { status: 400 });
  }

  async function pay() {
    const parsed = parseForm(payPotSchema.omit({ id: true }), form);
    if (!parsed.ok) return refuseTyped(parsed.state);
    const outcome = await context.execute(actor, payPot, { ...parsed.value, id: potId }, options);
    if (outcome.ok) throw done("cagnotte-versee");
    switch (outcome.reason) {
      case "form_already_used":
        return refuseUsed(form);
      case "conflict":
        return refuseWhole(
          form,
          "Cette cagnotte a changé depuis l’ouverture de la page. Relisez-la avant de verser.",
        );
      case "line_refuses":
        return refuseFields(form, { paidOn: outcome.sentences.join(" ") });
      case "line_warns":
        return refuseFields(form, { payAnyway: outcome.sentences.join(" ") });
      default:
        return refuseWhole(form, potRefusals[outcome.reason].message);
    }
  }
}

import { removeContribution } from "@essaim/commons/contribution/contribution.commands";
import {
  recordUpstreamStep,
  takeBackUpstreamStep,
} from "@essaim/commons/upstream/upstream.commands";
import { upstreamRefusals, upstreamStepSchema } from "@essaim/commons/upstream/upstream.schema";
import type { MemberActor } from "@essaim/identity/actor";
import { parseForm } from "@essaim/web/form";
import { type AppLoadContext, redirect } from "@remix-run/node";
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { refuseWhole } from "./refuse-whole.server";

/**
 * What a form of the page of a contribution asks: a step upstream noted, unless its button says otherwise.
 * @returns the page to show again with why it is refused
 * @throws a redirect once it is done
 */
export async function takeContributionStep(
  context: AppLoadContext,
  actor: MemberActor,
  contributionId: string,
  form: FormData,
) {
  const options = { submissionId: submissionIdOf(form) };
  const done = () => redirect(`${paths.contribution(contributionId)}?fait=enregistre`);
  switch (form.get("intent")) {
    case "supprimer": {
      const input = { id: contributionId };
      const outcome = await context.execute(actor, removeContribution, input, options);
      if (outcome.ok) throw redirect(`${paths.contributions()}?fait=supprime`);
      return refuseUsed(form);
    }
    case "revenir": {
      const input = { contributionId, stepId: recordId(String(form.get("stepId"))) };
      const outcome = await context.execute(actor, takeBackUpstreamStep, input, options);
      if (outcome.ok) throw done();
      if (outcome.reason === "form_already_used") return refuseUsed(form);
      return refuseWhole(
        form,
        "Une autre étape a été notée depuis\u202f: revenez d’abord sur celle-là.",
      );
    }
    default: {
      const parsed = parseForm(upstreamStepSchema, form);
      if (!parsed.ok) return refuseTyped(parsed.state);
      const input = { ...parsed.value, contributionId };
      const outcome = await context.execute(actor, recordUpstreamStep, input, options);
      if (outcome.ok) throw done();
      if (outcome.reason === "form_already_used") return refuseUsed(form);
      return refuseField(form, upstreamRefusals[outcome.reason]);
    }
  }
}

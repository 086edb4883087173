import type { Grant } from "@essaim/funding/grant/grant.queries";
import type { Moved } from "@essaim/funding/grant/grant-life.commands";
import { lifeRefusals } from "@essaim/funding/grant/grant-life.schema";
import { refuseForm } from "@essaim/web/form";
import { redirect } from "@remix-run/node";
import { differing } from "~/answer";
import { refuseConflict, refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { type Standing, standingInWords } from "./standing";

type StepOutcome = Moved | { ok: false; reason: "form_already_used" };

/**
 * What is said of a step of a grant: done, back on its page; or the form again, with why not.
 * @param typed what the step would change, to show beside what somebody else saved meanwhile
 */
export function answerStep(
  form: FormData,
  outcome: StepOutcome,
  done: { id: string; told: string; typed: Partial<Standing> },
) {
  if (outcome.ok) throw redirect(`${paths.grant(done.id)}?fait=${done.told}`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason === "conflict") {
    const current: Grant = outcome.current;
    const mine = standingInWords({ ...current, ...done.typed });
    return refuseConflict(form, outcome, differing(mine, standingInWords(current)));
  }
  const { field, message } = lifeRefusals[outcome.reason];
  return field
    ? refuseField(form, { field, message })
    : refuseTyped(refuseForm(form, { formError: message }));
}

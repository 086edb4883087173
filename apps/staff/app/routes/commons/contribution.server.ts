import {
  listContributionChoices,
  listPayingLines,
} from "@essaim/commons/contribution/contribution.queries";
import { contributionRefusals } from "@essaim/commons/contribution/contribution.schema";
import { can, type MemberActor } from "@essaim/identity/actor";
import type { AppLoadContext } from "@remix-run/node";
import { refuseField, refuseUsed } from "~/answer.server";

/**
 * What a contribution's form offers, the lines that may pay included for who may spend.
 * @param keptWorkerId somebody offered though erased, since the contribution already says them
 */
export async function contributionOptions(
  { execute }: Pick<AppLoadContext, "execute">,
  actor: MemberActor,
  keptWorkerId: string | null = null,
) {
  const maySpend = can(actor, "spending:write");
  const [choices, lines] = await Promise.all([
    execute(actor, listContributionChoices, { keptWorkerId }),
    maySpend ? execute(actor, listPayingLines, {}) : [],
  ]);
  return { ...choices, lines, maySpend };
}

type Refused =
  | { reason: keyof typeof contributionRefusals | "form_already_used" }
  | { reason: "line_refuses" | "line_warns"; sentences: string[] };

/** The form as it was typed, with why it is refused; what a line warns of waits beside « Payer quand même ». */
export function refuseContribution(form: FormData, outcome: Refused) {
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if ("sentences" in outcome) {
    const field = outcome.reason === "line_warns" ? "payAnyway" : "budgetLineId";
    return refuseField(form, { field, message: outcome.sentences.join(" ") });
  }
  return refuseField(form, contributionRefusals[outcome.reason]);
}

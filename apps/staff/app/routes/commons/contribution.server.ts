import { listContributionChoices } from "@essaim/commons/contribution/contribution.queries";
import { contributionRefusals } from "@essaim/commons/contribution/contribution.schema";
import { listPayingLines } from "@essaim/funding/budget/paying-line.queries";
import { can, type MemberActor } from "@essaim/identity/actor";
import type { AppLoadContext } from "@remix-run/node";
import { refuseField, refuseUsed } from "~/answer.server";

/**
 * What a contribution's form offers, the lines that may pay included for who may spend.
 * @param kept whom and what it already says: offered though erased, or closed, since
 */
export async function contributionOptions(
  { execute }: Pick<AppLoadContext, "execute">,
  actor: MemberActor,
  kept: { workerId?: string | null; budgetLineId?: string | null } = {},
) {
  const maySpend = can(actor, "spending:write");
  const [choices, lines] = await Promise.all([
    execute(actor, listContributionChoices, { keptWorkerId: kept.workerId }),
    maySpend
      ? execute(actor, listPayingLines, { keptIds: kept.budgetLineId ? [kept.budgetLineId] : [] })
      : [],
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

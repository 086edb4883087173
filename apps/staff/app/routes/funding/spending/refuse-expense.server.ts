import type { Judged } from "@essaim/funding/spending/expense.commands";
import { type ExpenseRefusal, expenseRefusals } from "@essaim/funding/spending/expense.schema";
import type { Refusal } from "@essaim/identity/operation";
import { refuseField } from "~/answer.server";

/** The form as it was typed, with why the expense is not written, or what to read before it is. */
export function refuseExpense(form: FormData, refusal: Refusal<ExpenseRefusal> | Judged) {
  if (refusal.reason === "not_eligible") {
    form.delete("keepAnyway");
    return refuseField(form, { field: "shares", message: refusal.sentences.join(" ") });
  }
  if (refusal.reason === "to_confirm") {
    const message = `${refusal.sentences.join(" ")} Corrigez, ou cochez si c’est voulu.`;
    return refuseField(form, { field: "keepAnyway", message });
  }
  return refuseField(form, expenseRefusals[refusal.reason]);
}

import { accountLabel } from "@essaim/funding/budget/account.rules";
import type { Expense, ExpenseChoices } from "@essaim/funding/spending/expense.queries";
import { type ExpenseInput, expenseKindLabels } from "@essaim/funding/spending/expense.schema";
import { divide } from "@essaim/funding/spending/split.rules";
import { Badge } from "@essaim/ui/badge";
import { formatCents, formatDate, formatDuration } from "@essaim/ui/format";
import type { Words } from "~/answer";

export function PaidBadge({ paidOn }: { paidOn: string | null }) {
  return paidOn ? <Badge tone="success">Acquittée</Badge> : <Badge tone="neutral">Engagée</Badge>;
}

type Said = Omit<ExpenseInput, "shares" | "keepAnyway" | "kind"> & { kind: Expense["kind"] };

/** Every field of an expense in words, to compare two versions. */
export function expenseInWords(
  expense: Said,
  parts: readonly { budgetLineId: string; amountCents: number }[],
  { lines, workers, activities, pieces }: ExpenseChoices,
): Words {
  const worker = workers.find((one) => one.id === expense.workerId);
  return [
    ["Sorte", expenseKindLabels[expense.kind]],
    ["Ce qui est payé", expense.label],
    ["Fournisseur", expense.supplier],
    ["Compte", accountLabel(expense.account)],
    ["Date", formatDate(expense.incurredOn)],
    ["Acquittée le", expense.paidOn ? formatDate(expense.paidOn) : ""],
    ["Montant", formatCents(expense.amountCents)],
    ["Qui a travaillé", expense.staff?.member ?? ""],
    ["Durée", expense.staff ? formatDuration(expense.staff.minutes) : ""],
    ["Coût d’une heure", expense.staff ? formatCents(expense.staff.hourlyCents) : ""],
    ["Personne", worker ? `${worker.givenName} ${worker.familyName}` : ""],
    ["Activité", activities.find((one) => one.id === expense.activityId)?.title ?? ""],
    ["Média", pieces.find((one) => one.id === expense.pieceId)?.title ?? ""],
    ["Référence", expense.reference],
    ["Adresse de la pièce", expense.evidenceUrl ?? ""],
    ["Note", expense.note],
    [
      "Payée par",
      parts
        .map(({ budgetLineId, amountCents }) => {
          const line = lines.find((one) => one.id === budgetLineId);
          return `${line?.label ?? "Une ligne"}\u202f: ${formatCents(amountCents)}`;
        })
        .sort()
        .join("\n"),
    ],
  ];
}

/** What lines pay as a form says it; none when it cannot be. */
export function partsOf({ amountCents, shares }: Pick<ExpenseInput, "amountCents" | "shares">) {
  const split = divide(amountCents, shares);
  return split.ok ? split.parts : [];
}

/** A saved expense as its form would say it. */
export function asSaid({ staffMember, minutes, hourlyCents, ...expense }: Expense): Said {
  return {
    ...expense,
    staff:
      staffMember && minutes && hourlyCents ? { member: staffMember, minutes, hourlyCents } : null,
  };
}

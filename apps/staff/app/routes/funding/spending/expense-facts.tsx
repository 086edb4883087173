import { accountLabel } from "@essaim/funding/budget/account.rules";
import type { Expense } from "@essaim/funding/spending/expense.queries";
import { DescriptionList } from "@essaim/ui/description-list";
import { formatCents, formatDate, formatDuration } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { paths } from "~/paths";

/** What else is said of an expense, and what it was spent for. */
export function ExpenseFacts({ expense }: { expense: Expense }) {
  return (
    <DescriptionList
      items={[
        { term: "Fournisseur", value: expense.supplier },
        { term: "Compte", value: accountLabel(expense.account) },
        ...(expense.staffMember && expense.minutes && expense.hourlyCents
          ? [
              {
                term: "Heures",
                value: `${expense.staffMember}, ${formatDuration(expense.minutes)} à ${formatCents(expense.hourlyCents)} l’heure`,
              },
            ]
          : []),
        {
          term: "Acquittée",
          value: expense.paidOn ? `le ${formatDate(expense.paidOn)}` : "Pas encore",
        },
        {
          term: "Personne accompagnée",
          value: expense.workerId && (
            <Link href={paths.worker(expense.workerId)}>{expense.workerName}</Link>
          ),
        },
        {
          term: "Activité",
          value: expense.activityId && (
            <Link href={paths.activity(expense.activityId)}>{expense.activityTitle}</Link>
          ),
        },
        ...(expense.pieceId
          ? [
              {
                term: "Média",
                value: <Link href={paths.piece(expense.pieceId)}>{expense.pieceTitle}</Link>,
              },
            ]
          : []),
        ...expense.contributions.map((one) => ({
          term: "Contribution aux communs",
          value: <Link href={paths.contribution(one.id)}>{one.description}</Link>,
        })),
        ...expense.claims.map((one) => ({
          term: "Cagnotte",
          value: <Link href={paths.pot(one.potId)}>{one.potTitle}</Link>,
        })),
        { term: "Référence", value: expense.reference },
        ...(expense.importId
          ? [
              {
                term: "Reprise",
                value: (
                  <Link href={paths.expenses({ reprise: expense.importId })}>
                    {expense.importName}
                  </Link>
                ),
              },
            ]
          : []),
        {
          term: "Note",
          value: expense.note && <span className="whitespace-pre-line">{expense.note}</span>,
        },
      ]}
    />
  );
}

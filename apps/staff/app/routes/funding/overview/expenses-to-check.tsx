import { listExpensesToCheck } from "@essaim/funding/overview/expenses-to-check.queries";
import { type ExpenseToCheck, UNPAID_DAYS } from "@essaim/funding/overview/expenses-to-check.rules";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatCents, formatDate, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Pagination } from "@essaim/ui/pagination";
import { Section } from "@essaim/ui/section";
import { Table } from "@essaim/ui/table";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { paths } from "~/paths";
import { recordId } from "~/record-id";

const pageSchema = z.object({ page: z.coerce.number().int().min(1).max(100_000).default(1) });

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const { page } = parseQuery(pageSchema, request);
  return { id, ...(await context.execute(actor, listExpensesToCheck, { id, page })) };
}

/** The expenses of a grant that its funder could question. */
export default function ExpensesToCheck() {
  const { id, expenses, total, expenseCount, ...found } = useLoaderData<typeof loader>();
  if (total === 0) {
    return (
      <EmptyState title="Aucune dépense à vérifier" icon={expenseCount === 0 ? "money" : "success"}>
        {expenseCount === 0
          ? "Aucune dépense n’est imputée au budget de ce financement."
          : `${plural(expenseCount, "dépense est imputée", "dépenses sont imputées")} à ce financement, avec un justificatif et selon ses règles.`}
      </EmptyState>
    );
  }
  return (
    <Section
      title="Dépenses à vérifier"
      lead={[
        `${plural(total, "dépense", "dépenses")} sur ${expenseCount}`,
        found.withoutEvidence > 0 && `, ${found.withoutEvidence} sans justificatif`,
        found.againstRules > 0 &&
          `, ${plural(found.againstRules, "contraire", "contraires")} à une règle de la convention`,
        ". Les règles sont appliquées dans l’ordre des dates.",
      ]
        .filter(Boolean)
        .join("")}
    >
      <Table
        caption="Dépenses à vérifier"
        hideCaption
        rows={expenses}
        rowKey={(expense) => expense.id}
        columns={[
          {
            key: "label",
            header: "Dépense",
            lead: true,
            cell: (expense) => (
              <>
                <Link href={paths.expense(expense.id)}>{expense.label}</Link>
                {expense.supplier && (
                  <span className="block text-sm font-normal text-muted">{expense.supplier}</span>
                )}
              </>
            ),
          },
          {
            key: "day",
            header: "Date",
            className: "whitespace-nowrap",
            cell: ({ incurredOn }) => formatDate(incurredOn),
          },
          {
            key: "amount",
            header: "Montant",
            numeric: true,
            className: "whitespace-nowrap",
            cell: ({ amountCents }) => formatCents(amountCents),
          },
          { key: "why", header: "À voir", cell: (expense) => <Why expense={expense} /> },
        ]}
      />
      <Pagination
        page={found.page}
        pageCount={found.pageCount}
        hrefFor={(page) => paths.expensesToCheck(id, { page: page > 1 ? page : null })}
      />
    </Section>
  );
}

function Why({ expense }: { expense: ExpenseToCheck }) {
  const reasons = [
    ...expense.refusals,
    expense.lacksEvidence && "Aucun justificatif.",
    expense.isUnpaidForLong && `Engagée depuis plus de ${UNPAID_DAYS} jours, pas acquittée.`,
    ...expense.warnings,
  ].filter((reason) => reason !== false);
  return (
    <ul className="flex flex-col gap-1">
      {reasons.map((reason) => (
        <li key={reason} className={expense.refusals.includes(reason) ? "text-danger" : undefined}>
          {reason}
        </li>
      ))}
    </ul>
  );
}

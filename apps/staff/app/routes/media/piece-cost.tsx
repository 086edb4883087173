import type { listExpenses } from "@essaim/funding/spending/expense.queries";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatCents, formatDate } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Section } from "@essaim/ui/section";
import { Table } from "@essaim/ui/table";
import { paths } from "~/paths";

type Spending = Awaited<ReturnType<(typeof listExpenses)["run"]>>;

/** What a piece cost: each expense, the line that pays it, and the grant of that line. */
export function PieceCost({
  pieceId,
  spending,
  canSpend,
}: {
  pieceId: string;
  spending: Spending;
  canSpend: boolean;
}) {
  const add = canSpend && (
    <ButtonLink href={paths.newExpense({ contenu: pieceId })} icon="plus" size="small">
      Noter une dépense
    </ButtonLink>
  );
  const { expenses, totalCents, total } = spending;
  return (
    <Section title="Ce qu’il a coûté" action={expenses.length > 0 && add}>
      {expenses.length === 0 ? (
        <EmptyState level={3} icon="money" title="Aucune dépense notée" action={add}>
          Du montage, des heures de l’équipe, un enregistreur&#8239;: notez-les, elles se suivront
          jusqu’au financement qui les paie.
        </EmptyState>
      ) : (
        <>
          <Table
            caption="Dépenses de ce contenu"
            hideCaption
            rows={expenses}
            rowKey={({ id }) => id}
            columns={[
              {
                key: "label",
                header: "Dépense",
                lead: true,
                cell: ({ id, label }) => <Link href={paths.expense(id)}>{label}</Link>,
                footer: "Total",
              },
              {
                key: "day",
                header: "Date",
                className: "whitespace-nowrap",
                cell: ({ incurredOn }) => formatDate(incurredOn),
                footer: "",
              },
              {
                key: "parts",
                header: "Payée par",
                cell: ({ parts }) =>
                  parts.length === 0 ? (
                    <span className="text-muted">La coopérative</span>
                  ) : (
                    <span className="flex flex-col">
                      {parts.map(({ lineId, label, grantId, grantTitle }) => (
                        <span key={lineId}>
                          {label}
                          {grantId && (
                            <>
                              , <Link href={paths.grant(grantId)}>{grantTitle}</Link>
                            </>
                          )}
                        </span>
                      ))}
                    </span>
                  ),
                footer: "",
              },
              {
                key: "amount",
                header: "Montant",
                numeric: true,
                cell: ({ amountCents }) => formatCents(amountCents),
                footer: totalCents === null ? "" : formatCents(totalCents),
              },
            ]}
          />
          {total > expenses.length && (
            <p>
              <Link href={paths.expenses({ contenu: pieceId })}>Toutes ses dépenses</Link>
            </p>
          )}
        </>
      )}
    </Section>
  );
}

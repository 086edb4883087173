import type { Expense } from "@essaim/funding/spending/expense.queries";
import { formatCents } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { type Column, Table } from "@essaim/ui/table";
import { paths } from "~/paths";

/** Every line that pays, with its grant, and what the cooperative keeps. */
export function ExpenseParts({
  expense,
  mayChange,
}: {
  expense: Pick<Expense, "parts" | "ownCents" | "amountCents">;
  mayChange: boolean;
}) {
  const rows = [
    ...expense.parts.map((part) => ({ ...part, key: part.budgetLineId })),
    ...(expense.ownCents !== 0
      ? [{ key: "own", grantId: null, grantTitle: null, amountCents: expense.ownCents }]
      : []),
  ];
  type Part = (typeof rows)[number];
  const columns: Column<Part>[] = [
    {
      key: "line",
      header: "Ligne budgétaire",
      lead: true,
      cell: (part) =>
        "budgetLineId" in part ? (
          <Link href={paths.expenses({ ligne: part.budgetLineId })}>{part.lineLabel}</Link>
        ) : (
          "À la charge de la coopérative"
        ),
      footer: "Toute la dépense",
    },
    {
      key: "grant",
      header: "Financement",
      cell: (part) =>
        part.grantId && part.grantTitle ? (
          <Link href={paths.grant(part.grantId)}>{part.grantTitle}</Link>
        ) : (
          <span className="text-muted">Fonds propres</span>
        ),
    },
    {
      key: "amount",
      header: "Part",
      numeric: true,
      className: "whitespace-nowrap",
      cell: (part) => formatCents(part.amountCents),
      footer: formatCents(expense.amountCents),
    },
  ];
  return (
    <>
      <Table
        caption="Ce que paie chaque ligne"
        hideCaption
        rows={rows}
        rowKey={(part) => part.key}
        columns={columns}
        stack="sm"
      />
      {mayChange && expense.parts.length === 0 && (
        <p className="mt-3 text-sm text-muted">
          Aucun financement ne la paie. «&#8239;Modifier&#8239;» la met sur une ou plusieurs lignes.
        </p>
      )}
    </>
  );
}

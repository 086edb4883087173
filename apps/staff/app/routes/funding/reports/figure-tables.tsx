import { groupLabels } from "@essaim/funding/report/cerfa-rows.rules";
import {
  type FigureRow,
  gapOf,
  isSignificantGap,
  linesByNature,
  type ReportFigures,
  shownRows,
  type Totals,
} from "@essaim/funding/report/report-figures.rules";
import { formatCents, formatPercent } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { type Column, Table } from "@essaim/ui/table";

type Row = Totals & { key: string; label: string; note?: string; isGap: boolean };

const amount = (cents: number) => (cents === 0 ? "—" : formatCents(cents));
const rate = (totals: Totals) => {
  const { ratio } = gapOf(totals);
  return ratio === null ? "—" : formatPercent(ratio, "fr", 1);
};

function rowsOf(rows: readonly FigureRow[], marksGaps: boolean): Row[] {
  return rows.flatMap((row) => [
    {
      ...row,
      label: row.account ? `${row.account} · ${row.label}` : row.label,
      note: [
        row.group === "indirect" ? groupLabels[row.side][row.group] : "",
        row.isByHand ? "complété à la main" : "",
      ]
        .filter(Boolean)
        .join(", "),
      isGap: marksGaps && row.group !== "in_kind" && isSignificantGap(row),
    },
    ...row.parts.map((part) => ({ ...part, label: `– ${part.label}`, isGap: false })),
  ]);
}

const columns = (total: Totals, label: string): Column<Row>[] => [
  {
    key: "label",
    header: "Compte",
    lead: true,
    cell: (row) => (
      <>
        {row.label}
        {row.note && <span className="block text-sm font-normal text-muted">{row.note}</span>}
      </>
    ),
    footer: label,
  },
  {
    key: "planned",
    header: "Prévu",
    numeric: true,
    cell: (row) => amount(row.plannedCents),
    footer: formatCents(total.plannedCents),
  },
  {
    key: "realised",
    header: "Réalisé",
    numeric: true,
    cell: (row) => amount(row.realisedCents),
    footer: formatCents(total.realisedCents),
  },
  {
    key: "gap",
    header: "Écart",
    numeric: true,
    cell: (row) => (
      <span className={row.isGap ? "font-semibold" : undefined}>
        {amount(gapOf(row).cents)}
        {row.isGap && <span className="sr-only"> (écart significatif)</span>}
      </span>
    ),
    footer: formatCents(gapOf(total).cents),
  },
  { key: "rate", header: "Taux", numeric: true, cell: rate, footer: rate(total) },
];

/**
 * Charges, then products, then what is in kind when there is any: planned against realised.
 * @param marksGaps while an action goes on, what is left to spend is no gap to explain
 */
export function FigureTables({
  figures,
  marksGaps,
}: {
  figures: ReportFigures;
  marksGaps: boolean;
}) {
  const shown = shownRows(figures.rows);
  const of = (side: FigureRow["side"], inKind: boolean) =>
    rowsOf(
      shown.filter((row) => row.side === side && (row.group === "in_kind") === inKind),
      marksGaps,
    );
  const table = (caption: string, rows: Row[], total: Totals, label: string) => (
    <Table
      caption={caption}
      columns={columns(total, label)}
      rows={rows}
      rowKey={(row) => row.key}
    />
  );
  const hasInKind = figures.inKindCharges.plannedCents + figures.inKindCharges.realisedCents > 0;
  const givesInKind =
    figures.inKindProducts.plannedCents + figures.inKindProducts.realisedCents > 0;
  return (
    <>
      {table("Charges", of("charge", false), figures.charges, "Total des charges")}
      {table("Produits", of("product", false), figures.products, "Total des produits")}
      {hasInKind &&
        table(
          "Emplois des contributions en nature (86)",
          of("charge", true),
          figures.inKindCharges,
          "Total",
        )}
      {givesInKind &&
        table("Contributions en nature (87)", of("product", true), figures.inKindProducts, "Total")}
    </>
  );
}

type Line = ReportFigures["lines"][number];

/** The grant's own lines, each leading to the expenses that the report counts on it; those in kind are in no total. */
export function LineTable({
  lines,
  expensesHref,
}: {
  lines: readonly Line[];
  expensesHref: (lineId: string) => string;
}) {
  const { money, inKind } = linesByNature({ lines: [...lines] });
  const sum = (cents: (line: Line) => number) =>
    formatCents(money.reduce((total, line) => total + cents(line), 0));
  const left = (line: Line) => line.plannedCents - line.beforeCents - line.realisedCents;
  const hasBefore = lines.some((line) => line.beforeCents !== 0);
  return (
    <Table
      caption="Budget du financement, ligne par ligne"
      hideCaption
      rows={[...money, ...inKind]}
      rowKey={(line) => line.id}
      columns={[
        {
          key: "label",
          header: "Ligne",
          lead: true,
          cell: (line) => (
            <>
              {line.account} · {line.label}
              {line.actionName && (
                <span className="block text-sm font-normal text-muted">{line.actionName}</span>
              )}
              {inKind.includes(line) && (
                <span className="block text-sm font-normal text-muted">
                  En nature, hors du total
                </span>
              )}
            </>
          ),
          footer: inKind.length > 0 ? "Total en argent" : "Total",
        },
        {
          key: "planned",
          header: "Prévu",
          numeric: true,
          cell: (line) => formatCents(line.plannedCents),
          footer: sum((line) => line.plannedCents),
        },
        ...(hasBefore
          ? [
              {
                key: "before",
                header: "Dépensé avant",
                numeric: true,
                cell: (line: Line) => amount(line.beforeCents),
                footer: sum((line) => line.beforeCents),
              },
            ]
          : []),
        {
          key: "realised",
          header: "Réalisé",
          numeric: true,
          cell: (line) => amount(line.realisedCents),
          footer: sum((line) => line.realisedCents),
        },
        {
          key: "left",
          header: "Reste",
          numeric: true,
          cell: (line) => formatCents(left(line)),
          footer: sum(left),
        },
        {
          key: "expenses",
          header: "Dépenses",
          numeric: true,
          cell: (line) =>
            line.expenseCount === 0 ? (
              "0"
            ) : (
              <Link
                href={expensesHref(line.id)}
                aria-label={`Les ${line.expenseCount} dépenses comptées de ${line.label}`}
              >
                {line.expenseCount}
              </Link>
            ),
        },
      ]}
    />
  );
}

import { contributionKindLabels } from "@essaim/commons/contribution/contribution.schema";
import type { sumLedger } from "@essaim/commons/valuation/valuation.queries";
import type { LedgerSum } from "@essaim/commons/valuation/valuation.rules";
import { Chart } from "@essaim/ui/chart";
import { formatCents, formatDuration, formatNumber, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { type Column, Table } from "@essaim/ui/table";
import { paths } from "~/paths";

type Sums = Awaited<ReturnType<typeof sumLedger.run>>;

/** The whole in a sentence: « 12 contributions, 4 500 € dont 3 000 € payés ». */
export function sumsSentence(whole: LedgerSum | null): string {
  if (!whole) return "Rien n’est encore noté.";
  const told = [
    plural(whole.entries, "contribution", "contributions"),
    `${formatCents(whole.cents)} en valeur, dont ${whole.paidCents > 0 ? `${formatCents(whole.paidCents)} payés` : "rien en argent"}`,
  ].join("\u202f: ");
  return whole.unvalued > 0
    ? `${told}. ${plural(whole.unvalued, "contribution n’a pas de valeur connue", "contributions n’ont pas de valeur connue")}, et ne compte pas.`.replace(
        /compte pas\.$/,
        whole.unvalued > 1 ? "comptent pas." : "compte pas.",
      )
    : `${told}.`;
}

/** What was given each year: the drawing, and its table. */
export function YearChart({ years, title }: { years: Sums["years"]; title: string }) {
  const last = years.at(-1);
  if (!last) return null;
  return (
    <Chart
      level={2}
      title={title}
      description={`${formatCents(last.cents)} en ${last.key}, argent et travail valorisé.`}
      unit="€"
      kind="bars"
      labelHeader="Année"
      format={(cents) => formatCents(cents, "fr", { cents: "auto" })}
      series={everyYear(years)}
    />
  );
}

/** A year without any contribution is a bar of nothing, not a gap that nobody sees. */
function everyYear(years: Sums["years"]) {
  const known = new Map(years.map((year) => [Number(year.key), year.cents]));
  const first = Math.min(...known.keys());
  const count = Math.max(...known.keys()) - first + 1;
  return Array.from({ length: count }, (_, index) => ({
    label: String(first + index),
    value: known.get(first + index) ?? 0,
  }));
}

const figures = <Row extends LedgerSum>(): Column<Row>[] => [
  {
    key: "entries",
    header: "Contributions",
    numeric: true,
    cell: (row) => formatNumber(row.entries),
  },
  {
    key: "minutes",
    header: "Temps",
    numeric: true,
    cell: (row) => (row.minutes > 0 ? formatDuration(row.minutes) : ""),
  },
  {
    key: "paid",
    header: "Payé",
    numeric: true,
    cell: (row) => (row.paidCents > 0 ? formatCents(row.paidCents) : ""),
  },
  {
    key: "cents",
    header: "Valeur",
    numeric: true,
    cell: (row) => (
      <>
        {formatCents(row.cents)}
        {row.unvalued > 0 && (
          <span className="block text-sm text-muted">
            {plural(row.unvalued, "sans valeur connue", "sans valeur connue")}
          </span>
        )}
      </>
    ),
  },
];

export function KindTable({ kinds }: Pick<Sums, "kinds">) {
  return (
    <Table
      caption="Par nature"
      rows={kinds}
      rowKey={(row) => row.kind}
      columns={[
        {
          key: "kind",
          header: "Nature",
          lead: true,
          cell: (row) => contributionKindLabels[row.kind],
        },
        ...figures<Sums["kinds"][number]>(),
      ]}
    />
  );
}

export function CommonsTable({ commons }: Pick<Sums, "commons">) {
  return (
    <Table
      caption="Par commun"
      rows={commons}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "name",
          header: "Commun",
          lead: true,
          cell: (row) => <Link href={paths.oneCommons(row.id)}>{row.name}</Link>,
        },
        ...figures<Sums["commons"][number]>(),
      ]}
    />
  );
}

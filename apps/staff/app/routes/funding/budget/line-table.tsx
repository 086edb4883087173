import { accountLabel } from "@essaim/funding/budget/account.rules";
import { leftOn } from "@essaim/funding/budget/budget.rules";
import type { BudgetLine } from "@essaim/funding/budget/budget-line.queries";
import { Badge } from "@essaim/ui/badge";
import { formatCents, formatPeriod } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { type Column, Table } from "@essaim/ui/table";

type LineTableProps = {
  caption: string;
  lines: readonly BudgetLine[];
  /** Names of the actions that lines are for. */
  actions?: readonly { id: string; name: string }[];
  /** The days of the grant: a line that runs as long says none. */
  period?: { startsOn: string; endsOn: string };
  /** Where a line's name leads. */
  hrefOf?: (line: BudgetLine) => string;
  withTotals?: boolean;
  /** A line may pay one person: what was spent on it is not for every reader. */
  seesSpending: boolean;
};

/** Lines of a budget: what each holds, what is paid, what is committed, and what is left. */
export function LineTable({ withTotals = false, seesSpending, ...props }: LineTableProps) {
  const sum = (of: (line: BudgetLine) => number) =>
    withTotals ? formatCents(props.lines.reduce((total, line) => total + of(line), 0)) : undefined;
  const cents = (
    key: string,
    header: string,
    of: (line: BudgetLine) => number,
  ): Column<BudgetLine> => ({
    key,
    header,
    numeric: true,
    className: "whitespace-nowrap",
    cell: (line) => formatCents(of(line)),
    footer: sum(of),
  });
  return (
    <Table
      caption={props.caption}
      hideCaption
      rows={props.lines}
      rowKey={(line) => line.id}
      stack="lg"
      columns={[
        {
          key: "label",
          header: "Ligne",
          lead: true,
          cell: (line) => <LineName line={line} {...props} />,
          footer: withTotals ? "Total" : undefined,
        },
        cents("amount", "Prévu", (line) => line.amountCents),
        ...(seesSpending
          ? [
              cents("paid", "Acquitté", (line) => line.paidCents),
              cents("committed", "Engagé", (line) => line.committedCents),
              {
                ...cents("left", "Reste", leftOn),
                cell: (line: BudgetLine) => (
                  <span className={leftOn(line) < 0 ? "font-semibold text-danger" : undefined}>
                    {formatCents(leftOn(line))}
                  </span>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

function LineName({
  line,
  actions = [],
  period,
  hrefOf,
}: Omit<LineTableProps, "lines" | "caption" | "seesSpending"> & { line: BudgetLine }) {
  const action = actions.find((one) => one.id === line.actionId);
  const runsAsLong = period?.startsOn === line.startsOn && period.endsOn === line.endsOn;
  const said = [
    accountLabel(line.account),
    action?.name,
    runsAsLong ? undefined : formatPeriod(line.startsOn, line.endsOn),
  ];
  return (
    <>
      {hrefOf ? <Link href={hrefOf(line)}>{line.label}</Link> : line.label}{" "}
      {line.takesAid && <Badge tone="accent">Petites aides</Badge>}{" "}
      {line.isClosed && <Badge>Fermée</Badge>}
      <span className="block text-sm font-normal text-muted">
        {said.filter(Boolean).join(" · ")}
      </span>
    </>
  );
}

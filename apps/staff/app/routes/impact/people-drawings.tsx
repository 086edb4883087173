import { type Breakdown, breakdowns, cellsOf } from "@essaim/impact/disclosure/breakdown.rules";
import type { PeopleOfPeriod } from "@essaim/impact/registry/people.queries";
import { countsOf } from "@essaim/impact/release/ledger.rules";
import { classLabel, tableTitle } from "@essaim/impact/release/release.words";
import { ChartWithTable } from "@essaim/ui/chart-with-table";
import { PHONE } from "@essaim/ui/drawn";
import { DrawnBars } from "@essaim/ui/drawn-bars";
import { formatNumber, formatPercent } from "@essaim/ui/format";
import { SmallDrawings } from "@essaim/ui/small-drawings";
import { Table } from "@essaim/ui/table";

type Row = { label: string; people: number; isUnknown: boolean };

/** Outside the team, another answer and none are one class; here, what is missing is told apart. */
const others: Partial<Record<Breakdown, string>> = {
  gender: "Autre réponse",
  education: "Autre diplôme",
};

/** Every class of a breakdown, those that nobody is in among them: together, all the people. */
export function rowsOf(breakdown: Breakdown, people: PeopleOfPeriod): Row[] {
  const counts: Record<string, number> = countsOf(people)[breakdown];
  const other = others[breakdown];
  const unknown = other ? (people[breakdown].unknown ?? 0) : 0;
  const rows = cellsOf(breakdown).map((cell) => ({
    label: cell === "other" && other ? other : classLabel(breakdown, [cell]),
    people: (counts[cell] ?? 0) - (cell === "other" ? unknown : 0),
    isUnknown: cell === "unknown",
  }));
  if (!other) return rows;
  const isOther = ({ label }: Row) => label === other;
  return [
    ...rows.filter((row) => !isOther(row)),
    ...rows.filter(isOther),
    { label: "Non renseigné", people: unknown, isUnknown: true },
  ];
}

/** The people of a period by each breakdown, exactly: for the team. */
export function PeopleDrawings({ people }: { people: PeopleOfPeriod }) {
  return (
    <SmallDrawings>
      {breakdowns.map((breakdown) => (
        <PeopleDrawing key={breakdown} breakdown={breakdown} people={people} />
      ))}
    </SmallDrawings>
  );
}

function PeopleDrawing({ breakdown, people }: { breakdown: Breakdown; people: PeopleOfPeriod }) {
  const title = tableTitle(breakdown);
  const rows = rowsOf(breakdown, people);
  const { total } = people;
  const [largest] = [...rows].sort((a, b) => b.people - a.people);
  return (
    <ChartWithTable
      title={title}
      description={
        largest
          ? `${largest.label}\u202f: ${formatNumber(largest.people)} sur ${formatNumber(total)} (${formatPercent(largest.people / total)}).`
          : ""
      }
      table={
        <Table
          caption={title}
          hideCaption
          rows={rows}
          rowKey={({ label }) => label}
          stack="never"
          columns={[
            {
              key: "label",
              header: "Situation",
              lead: true,
              cell: ({ label }) => label,
              footer: "Ensemble",
            },
            {
              key: "people",
              header: "Personnes",
              numeric: true,
              cell: (row) => formatNumber(row.people),
              footer: formatNumber(total),
            },
          ]}
        />
      }
    >
      <DrawnBars
        title={title}
        width={PHONE}
        whole={total}
        series={rows.map(({ label, people: value, isUnknown }) => ({ label, value, isUnknown }))}
      />
    </ChartWithTable>
  );
}

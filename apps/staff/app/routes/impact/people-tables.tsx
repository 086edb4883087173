import type { Breakdown, ShownPeople } from "@essaim/impact/disclosure.rules";
import { formatNumber, formatPercent } from "@essaim/ui/format";
import { useWords } from "@essaim/ui/locale";
import { Table } from "@essaim/ui/table";
import { breakdownTitles, peopleRows } from "./people-labels";

/** People of one grant by residence and by kind of work, as far as they may be shown. */
export function PeopleTables({ people }: { people: ShownPeople }) {
  return (
    <div className="grid gap-8 lg:grid-cols-2">
      <PeopleTable breakdown="residence" people={people} />
      <PeopleTable breakdown="kind" people={people} />
    </div>
  );
}

function PeopleTable({ breakdown, people }: { breakdown: Breakdown; people: ShownPeople }) {
  const { suppressed } = useWords();
  const { total } = people;
  const withheld = <span className="text-muted">{suppressed}</span>;
  const rows = peopleRows(breakdown, people[breakdown]);
  const percents = rows.map((row) => Math.round((100 * (row.people ?? 0)) / (total || 1)));
  const isRounded =
    rows.every((row) => row.people !== null) &&
    Boolean(total) &&
    percents.reduce((sum, percent) => sum + percent, 0) !== 100;
  return (
    <div className="flex flex-col gap-1.5">
      <Table
        caption={breakdownTitles[breakdown]}
        rows={rows}
        rowKey={(row) => row.label}
        stack="never"
        columns={[
          {
            key: "label",
            header: "Situation",
            lead: true,
            cell: (row) => row.label,
            footer: "Ensemble",
          },
          {
            key: "people",
            header: "Personnes",
            numeric: true,
            cell: (row) => (row.people === null ? withheld : formatNumber(row.people)),
            footer: total === null ? withheld : formatNumber(total),
          },
          {
            key: "share",
            header: "Part",
            numeric: true,
            cell: (row) =>
              row.people === null || !total ? (
                <span className="text-muted">–</span>
              ) : (
                formatPercent(row.people / total)
              ),
          },
        ]}
      />
      {isRounded && (
        <p className="text-xs text-muted">
          Parts arrondies&#8239;: leur somme n’est pas tout à fait 100&nbsp;%.
        </p>
      )}
    </div>
  );
}

import type { ReleaseDetails } from "@essaim/impact/release/release.schema";
import { formatCents } from "@essaim/ui/format";
import { Table } from "@essaim/ui/table";

/** Where the money of a grant stood at the cut-off of a release, and on each line of its budget. */
export function ReleasedMoney({ money }: { money: ReleaseDetails["money"] }) {
  const { awardedCents, receivedCents, paidCents, committedCents, lines } = money;
  const facts: [string, number | null][] = [
    ["Accordé", awardedCents],
    ["Reçu", receivedCents],
    ["Payé", paidCents],
    ["Engagé, pas encore payé", committedCents],
    ["Reste", awardedCents === null ? null : awardedCents - paidCents - committedCents],
  ];
  const sum = (key: "plannedCents" | "paidCents" | "committedCents") =>
    formatCents(lines.reduce((cents, line) => cents + line[key], 0));
  return (
    <div className="flex flex-col gap-6">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-3 lg:grid-cols-5">
        {facts.map(([term, cents]) => (
          <div key={term}>
            <dt className="text-sm text-muted">{term}</dt>
            <dd className="text-lg tabular-nums">
              {cents === null ? "non renseigné" : formatCents(cents)}
            </dd>
          </div>
        ))}
      </dl>
      {lines.length > 0 && (
        <Table
          caption="Budget, ligne par ligne"
          rows={[...lines]}
          rowKey={({ account, label }) => `${account} ${label}`}
          stack="sm"
          columns={[
            {
              key: "line",
              header: "Ligne",
              lead: true,
              cell: ({ account, label }) => `${account} ${label}`,
              footer: "Ensemble",
            },
            {
              key: "planned",
              header: "Prévu",
              numeric: true,
              cell: (line) => formatCents(line.plannedCents),
              footer: sum("plannedCents"),
            },
            {
              key: "paid",
              header: "Payé",
              numeric: true,
              cell: (line) => formatCents(line.paidCents),
              footer: sum("paidCents"),
            },
            {
              key: "committed",
              header: "Engagé",
              numeric: true,
              cell: (line) => formatCents(line.committedCents),
              footer: sum("committedCents"),
            },
          ]}
        />
      )}
    </div>
  );
}

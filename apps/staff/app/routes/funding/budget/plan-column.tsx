import type { PlanEntry } from "@essaim/funding/budget/plan.queries";
import type { PlanGroup } from "@essaim/funding/budget/plan.rules";
import { grantStatusLabels } from "@essaim/funding/grant/grant.schema";
import { formatCents } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Table } from "@essaim/ui/table";
import { paths } from "~/paths";

type Row = { key: string; entry?: PlanEntry; heading?: string; cents: number | null };

/** One column of a plan, as the form Cerfa 12156 has it: a class of accounts with its sum, then what it is made of. */
export function PlanColumn({
  title,
  groups,
  cents,
}: {
  title: string;
  groups: readonly PlanGroup<PlanEntry>[];
  cents: number;
}) {
  const rows = groups.flatMap((group): Row[] => [
    { key: group.account, heading: `${group.account} · ${group.label}`, cents: group.cents },
    ...group.entries.map((entry) => ({ key: entry.id, entry, cents: entry.cents })),
  ]);
  return (
    <Table
      caption={title}
      rows={rows}
      rowKey={(row) => row.key}
      stack="never"
      empty={<p className="text-muted">{title}&#8239;: rien pour l’instant.</p>}
      columns={[
        {
          key: "label",
          header: "Compte",
          lead: true,
          cell: ({ heading, entry }) => (entry ? <Entry entry={entry} /> : heading),
          footer: `Total des ${title.toLowerCase()}`,
        },
        {
          key: "cents",
          header: "Montant",
          numeric: true,
          className: "whitespace-nowrap align-top",
          cell: (row) => (
            <span className={row.entry ? "text-muted" : "font-semibold"}>
              {row.cents === null ? "Non connu" : formatCents(row.cents)}
            </span>
          ),
          footer: formatCents(cents),
        },
      ]}
    />
  );
}

/** What a row is, a grant leading to its page. */
function Entry({ entry: { grant, account, label } }: { entry: PlanEntry }) {
  if (grant) {
    return (
      <span className="block pl-4 font-normal">
        <Link href={paths.grant(grant.id)}>{grant.title}</Link>
        <span className="block text-sm text-muted">
          {grant.funderName}, {grantStatusLabels[grant.status].toLowerCase()}
          {grant.status === "declined" && "\u202f: ne compte plus"}
        </span>
      </span>
    );
  }
  return (
    <span className="block pl-4 font-normal">
      {label}
      {account.length > 2 && <span className="text-sm text-muted"> ({account})</span>}
    </span>
  );
}

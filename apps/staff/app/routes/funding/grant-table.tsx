import type { Grant, listGrants } from "@essaim/funding/grant/grant.queries";
import { formatCents, formatDate } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Table } from "@essaim/ui/table";
import { paths } from "~/paths";
import { GrantStatusBadge } from "./grant-status";

type GrantLine = Awaited<ReturnType<typeof listGrants.run>>["grants"][number];

export function GrantTable({
  grants,
  withFunder = true,
}: {
  grants: readonly GrantLine[];
  withFunder?: boolean;
}) {
  return (
    <Table
      caption="Financements"
      hideCaption
      rows={grants}
      rowKey={(grant) => grant.id}
      stack="lg"
      columns={[
        {
          key: "title",
          header: "Financement",
          lead: true,
          cell: (grant) => <Link href={paths.grant(grant.id)}>{grant.title}</Link>,
        },
        ...(withFunder
          ? [{ key: "funder", header: "Financeur", cell: (grant: GrantLine) => grant.funderName }]
          : []),
        {
          key: "status",
          header: "État",
          cell: (grant) => <GrantStatusBadge status={grant.status} />,
        },
        {
          key: "period",
          header: "Période",
          className: "whitespace-nowrap",
          cell: (grant) => (
            <>
              <span className="block">du {formatDate(grant.startsOn)}</span>
              <span className="block">au {formatDate(grant.endsOn)}</span>
            </>
          ),
        },
        {
          key: "amount",
          header: "Montant",
          numeric: true,
          className: "whitespace-nowrap",
          cell: (grant) => <Amount {...grant} />,
        },
      ]}
    />
  );
}

/** What is awarded, or what is asked, or meant to be, while nothing is. */
function Amount({
  amountCents,
  askedCents,
  status,
}: Pick<Grant, "amountCents" | "askedCents" | "status">) {
  if (amountCents !== null) return formatCents(amountCents);
  if (askedCents === null) return <span className="text-muted">Non connu</span>;
  return (
    <>
      {formatCents(askedCents)}
      <span className="block text-sm text-muted">
        {status === "envisaged" ? "envisagés" : "demandés"}
      </span>
    </>
  );
}

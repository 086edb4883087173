import type { listRenewals, listShareStatements } from "@essaim/commons/share/share.queries";
import { formatCents, formatDate, formatNumber, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { type Column, Table } from "@essaim/ui/table";
import { paths } from "~/paths";

type Statement = Awaited<ReturnType<typeof listShareStatements.run>>[number];
type Renewal = Awaited<ReturnType<typeof listRenewals.run>>[number];

/**
 * Shares by year, beside what the ledger says.
 * @param ofOne leaves out the name of the commons, which the page bears
 */
export function ShareTable({
  statements,
  canWrite,
  ofOne = false,
}: {
  statements: readonly Statement[];
  canWrite: boolean;
  ofOne?: boolean;
}) {
  const name = (one: Statement) => (ofOne ? String(one.year) : one.openResourceName);
  const columns: (Column<Statement> | false)[] = [
    {
      key: "name",
      header: ofOne ? "Fin de l’année" : "Coopérative",
      lead: true,
      cell: (one) =>
        canWrite ? <Link href={paths.shareStatement(one.id)}>{name(one)}</Link> : name(one),
    },
    !ofOne && { key: "year", header: "Fin de l’année", cell: (one) => String(one.year) },
    {
      key: "count",
      header: "Parts",
      numeric: true,
      cell: (one) => `${formatNumber(one.shareCount)} × ${formatCents(one.nominalCents)}`,
    },
    {
      key: "value",
      header: "Capital",
      numeric: true,
      cell: (one) => formatCents(one.shareCount * one.nominalCents),
    },
    {
      key: "ledger",
      header: "Contributions notées",
      cell: (one) => <Compared statement={one} />,
    },
    { key: "certificate", header: "Certificat", cell: (one) => one.certificate },
  ];
  return (
    <Table
      caption="Parts sociales par année"
      hideCaption
      rows={statements}
      rowKey={(one) => one.id}
      columns={columns.filter((column) => column !== false)}
    />
  );
}

/** What the contributions say until the end of that year, and whether it is as much. */
function Compared({ statement: one }: { statement: Statement }) {
  const gap = one.shareCount * one.nominalCents - one.ledgerCents;
  return (
    <>
      {formatCents(one.ledgerCents)}
      {one.ledgerCount > 0 && ` pour ${plural(one.ledgerCount, "part", "parts")}`}
      {gap !== 0 && (
        <span className="block text-sm text-warning">
          {gap > 0
            ? `${formatCents(gap)} de moins que le certificat`
            : `${formatCents(-gap)} de plus que le certificat`}
        </span>
      )}
    </>
  );
}

/** Memberships to renew, the most pressing first. */
export function RenewalTable({ renewals, day }: { renewals: readonly Renewal[]; day: string }) {
  return (
    <Table
      caption="Adhésions à renouveler"
      hideCaption
      rows={renewals}
      rowKey={(one) => one.id}
      columns={[
        {
          key: "name",
          header: "Adhésion",
          lead: true,
          cell: (one) => (
            <>
              <Link href={paths.contribution(one.id)}>{one.openResourceName}</Link>
              {one.workerId && (
                <span className="block text-sm font-normal text-muted">
                  d’une personne accompagnée
                </span>
              )}
            </>
          ),
        },
        {
          key: "on",
          header: "À renouveler le",
          cell: (one) => (
            <>
              {formatDate(one.renewsOn)}
              {one.renewsOn <= day && (
                <span className="block text-sm text-warning">elle ne court plus</span>
              )}
            </>
          ),
        },
        {
          key: "amount",
          header: "Dernière cotisation",
          numeric: true,
          cell: (one) => (one.amountCents === null ? "" : formatCents(one.amountCents)),
        },
      ]}
    />
  );
}

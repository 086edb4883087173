import type { listAmendments } from "@essaim/funding/grant/grant-life.queries";
import { formatCents, formatDate } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Table } from "@essaim/ui/table";
import { paths } from "~/paths";

type Amendment = Awaited<ReturnType<typeof listAmendments.run>>[number];

/** What changed the agreement, from what to what. The last one may be taken back. */
export function Amendments({
  grantId,
  amendments,
  canWrite,
}: {
  grantId: string;
  amendments: readonly Amendment[];
  canWrite: boolean;
}) {
  const last = amendments.at(-1)?.id;
  return (
    <Table
      caption="Avenants, dans l’ordre"
      rows={amendments}
      rowKey={(one) => one.id}
      stack="md"
      columns={[
        {
          key: "signed",
          header: "Signé le",
          lead: true,
          cell: (one) => (
            <>
              {formatDate(one.signedOn)}
              {one.reference && (
                <span className="block text-sm font-normal text-muted">{one.reference}</span>
              )}
            </>
          ),
        },
        {
          key: "reason",
          header: "Ce qu’il change",
          cell: (one) => <span className="whitespace-pre-line">{one.reason}</span>,
        },
        { key: "end", header: "Dernier jour", cell: (one) => endOf(one) },
        {
          key: "amount",
          header: "Montant",
          numeric: true,
          className: "whitespace-nowrap",
          cell: (one) => (
            <>
              {formatCents(one.amountAfterCents)}
              <span className="block text-sm text-muted">{formerAmount(one)}</span>
            </>
          ),
        },
        ...(canWrite
          ? [
              {
                key: "actions",
                header: "Actions",
                actions: true,
                cell: (one: Amendment) =>
                  one.id === last && (
                    <Link href={paths.takeBackAmendment(grantId, one.id)}>
                      Retirer
                      <span className="sr-only"> l’avenant du {formatDate(one.signedOn)}</span>
                    </Link>
                  ),
              },
            ]
          : []),
      ]}
    />
  );
}

function endOf({ endsOnBefore, endsOnAfter }: Amendment) {
  if (endsOnBefore === endsOnAfter) return "Inchangé";
  return (
    <>
      {formatDate(endsOnAfter)}
      <span className="block text-sm text-muted">au lieu du {formatDate(endsOnBefore)}</span>
    </>
  );
}

function formerAmount({ amountBeforeCents, amountAfterCents }: Amendment): string {
  if (amountBeforeCents === null) return "montant jusque-là non noté";
  if (amountBeforeCents === amountAfterCents) return "inchangé";
  return `au lieu de ${formatCents(amountBeforeCents)}`;
}

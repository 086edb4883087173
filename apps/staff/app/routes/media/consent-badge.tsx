import type { Credit } from "@essaim/media/piece/piece.queries";
import { Badge } from "@essaim/ui/badge";
import { formatDate } from "@essaim/ui/format";

/** Where somebody's consent stands. */
export function ConsentBadge({
  credit,
}: {
  credit: Pick<Credit, "withdrawnOn" | "consentNeeded" | "signedOn">;
}) {
  if (credit.withdrawnOn) {
    return <Badge tone="danger">{`Retiré le ${formatDate(credit.withdrawnOn)}`}</Badge>;
  }
  if (credit.signedOn) {
    return <Badge tone="success">{`Signé le ${formatDate(credit.signedOn)}`}</Badge>;
  }
  return credit.consentNeeded ? (
    <Badge tone="warning">À demander</Badge>
  ) : (
    <Badge>Pas nécessaire</Badge>
  );
}

import { EmptyState } from "@essaim/ui/empty-state";
import { Link } from "@essaim/ui/link";
import { paths } from "~/paths";

/** Before anything was released of a grant. */
export function NoRelease({ grantId }: { grantId: string }) {
  return (
    <EmptyState title="Aucun chiffre arrêté pour l’instant" icon="target">
      La coopérative vous montre ses chiffres arrêtés à un jour, par exemple à la fin d’un
      trimestre. Ils apparaîtront ici. D’ici là, vous pouvez{" "}
      <Link href={paths.portalGrant(grantId, "echanges")}>lui poser une question</Link>.
    </EmptyState>
  );
}

import type { Permission } from "@essaim/identity/permission";
import type { Tab } from "@essaim/ui/tabs";
import { paths } from "~/paths";

/** The tabs of a person's page that a member may open. */
export function personTabs(
  workerId: string,
  permissions: ReadonlySet<Permission>,
  pathname: string,
): Tab[] {
  const home = paths.worker(workerId);
  const tabs: { label: string; part: string; needs: Permission; holds?: string }[] = [
    { label: "Histoire", part: "", needs: "worker:read" },
    { label: "Situation", part: "/situation", needs: "worker:read", holds: "/quartier" },
    { label: "Parcours", part: "/parcours", needs: "worker:read" },
    { label: "Plan d’action", part: "/plan", needs: "worker:read" },
    { label: "Aides", part: "/aides", needs: "worker:read" },
    { label: "Parrainage", part: "/parrainage", needs: "worker:read" },
    { label: "Documents", part: "/documents", needs: "document:read" },
    { label: "Données", part: "/donnees", needs: "worker:read" },
  ];
  const here = pathname.replace(/\/$/, "");
  return tabs
    .filter(({ needs }) => permissions.has(needs))
    .map(({ label, part, holds }) => {
      const href = home + part;
      const isCurrent =
        part === ""
          ? here === home
          : `${here}/`.startsWith(`${href}/`) || (holds !== undefined && here === home + holds);
      return { label, href, current: isCurrent };
    });
}

import type { Permission } from "@essaim/identity/permission";
import type { Tab } from "@essaim/ui/tabs";
import { paths } from "~/paths";

type GrantTab = {
  label: string;
  part: string;
  needs: Permission;
  /** A page that is not the grant's own: the list of expenses, narrowed to it. */
  elsewhere?: (grantId: string) => string;
};

/** In the order of a grant's life. Their pages are children of the grant's own (`ofGrant` in routes.ts). */
const all: readonly GrantTab[] = [
  { label: "Vue d’ensemble", part: "", needs: "grant:read" },
  { label: "Budget", part: "/budget", needs: "grant:read" },
  { label: "Règles", part: "/regles", needs: "grant:read" },
  { label: "Versements", part: "/versements", needs: "grant:read" },
  {
    label: "Dépenses",
    part: "/depenses",
    needs: "spending:read",
    elsewhere: (financement) => paths.expenses({ financement }),
  },
  { label: "Pièces", part: "/pieces", needs: "grant:write" },
  { label: "Comptes rendus", part: "/comptes-rendus", needs: "spending:read" },
  { label: "Ce que lit le financeur", part: "/arretes", needs: "grant:read" },
  { label: "Échanges", part: "/echanges", needs: "message:read" },
  { label: "À vérifier", part: "/a-verifier", needs: "spending:read" },
];

/** The tabs of a grant's page that a member may open. */
export function grantTabs(
  grantId: string,
  permissions: ReadonlySet<Permission>,
  pathname: string,
): Tab[] {
  const home = paths.grant(grantId);
  const here = pathname.replace(/\/$/, "");
  return all
    .filter(({ needs }) => permissions.has(needs))
    .map(({ label, part, elsewhere }) => {
      const href = elsewhere?.(grantId) ?? home + part;
      const isCurrent = part === "" ? here === home : `${here}/`.startsWith(`${href}/`);
      return { label, href, current: isCurrent };
    });
}

import type { Tab } from "@essaim/ui/tabs";
import { type PortalPart, paths } from "~/paths";

const all: readonly { label: string; part: PortalPart; isOfRelease: boolean }[] = [
  { label: "Chiffres", part: "", isOfRelease: true },
  { label: "Carte", part: "carte", isOfRelease: true },
  { label: "Argent", part: "argent", isOfRelease: true },
  { label: "Récits", part: "recits", isOfRelease: false },
  { label: "Documents", part: "documents", isOfRelease: false },
  { label: "Échanges", part: "echanges", isOfRelease: false },
];

/** Which part of a grant an address shows. */
export const partOf = (pathname: string) =>
  all.find(({ part }) => part !== "" && pathname.replace(/\/$/, "").endsWith(`/${part}`)) ?? all[0];

/** `arrete`: the day of the release that is read, kept from one tab to another. */
export function portalTabs(grantId: string, pathname: string, arrete: string | undefined): Tab[] {
  const here = partOf(pathname);
  return all.map((tab) => ({
    label: tab.label,
    href: paths.portalGrant(grantId, tab.part, { arrete }),
    current: tab === here,
  }));
}

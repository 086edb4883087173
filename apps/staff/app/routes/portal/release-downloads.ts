import { paths } from "~/paths";
import type { DownloadsOf } from "../impact/release/drawing-figure";

/** The files of the drawings of a release, as its funder fetches them. */
export const releaseDownloads =
  (grantId: string, releaseId: string): DownloadsOf =>
  (name) =>
    [
      ["Dessin (SVG)", "svg"],
      ["Image (PNG)", "png"],
      ["Tableur (CSV)", "csv"],
    ].map(([label = "", kind = ""]) => ({
      label,
      href: paths.portalReleaseFile(grantId, releaseId, `${name}.${kind}`),
    }));

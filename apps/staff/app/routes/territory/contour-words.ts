import type { ContourOrigin } from "@essaim/territory/map/neighbourhood-map.queries";
import { formatDate, plural } from "@essaim/ui/format";

/** Of contours: said wherever they are shown or handed over. */
export const APPROXIMATE = "approximatifs, inventés pour la démonstration";

/** Where one contour comes from: « fichier QP2024.geojson importé le 3 mars 2026 ». */
export function originWords({ isApproximate, source, importedOn }: ContourOrigin): string {
  if (isApproximate) return APPROXIMATE;
  return `fichier ${source ? `${source} ` : ""}importé le ${formatDate(importedOn)}`;
}

const and = new Intl.ListFormat("fr", { type: "conjunction" });

/** Where the contours of a map come from, whatever part of them is invented. */
export function contoursNote(contours: readonly ContourOrigin[]): string {
  const invented = contours.filter((one) => one.isApproximate).length;
  if (invented === contours.length) return `Contours ${APPROXIMATE}.`;
  const files = new Set(contours.filter((one) => !one.isApproximate).map(originWords));
  const from = `Contours\u202f: ${and.format(files)}.`;
  if (invented === 0) return from;
  return `${from} Ceux de ${plural(invented, "quartier", "quartiers")} sont ${APPROXIMATE}.`;
}

import { byteOrderMark, csvLines } from "@essaim/accompaniment/french-csv";
import { formatDate } from "@essaim/ui/format";
import { CONFIDENTIAL, isConfidential } from "./confidential";
import { contoursNote, originWords } from "./contour-words";
import { measureTitle, SUPPRESSED } from "./measure-words";
import type { Territory, TerritoryRow } from "./territory.server";

/** « 2021 »; for a funder, that of the release. */
function year({ measure, ofFunder, day }: Territory): string {
  if (measure.kind === "indicator") return String(measure.indicator.year);
  if (measure.kind === "contributions") return String(measure.year);
  return (ofFunder?.asOf ?? day).slice(0, 4);
}

function source({ measure, reading, ofFunder, day }: Territory): string {
  if (measure.kind === "indicator") return measure.indicator.source;
  if (measure.kind === "contributions") return `Fiches de contribution, année ${measure.year}`;
  if (reading === "funder") {
    return ofFunder?.grant && ofFunder.asOf
      ? `${ofFunder.grant.title}, chiffres arrêtés au ${formatDate(ofFunder.asOf)}`
      : "";
  }
  return `Fiches des personnes, au ${formatDate(day)}`;
}

/** What is said instead of a figure; empty when there is one. */
function state({ measure }: Territory, { shade }: TerritoryRow): string {
  if (measure.kind === "none" || typeof shade === "object") return "";
  if (shade === "unknown") return "non disponible";
  return measure.kind === "indicator" ? "secret statistique de la source" : SUPPRESSED;
}

const figureOf = ({ measure }: Territory, { shade }: TerritoryRow) =>
  measure.kind !== "none" && typeof shade === "object" ? shade.value : null;

/** The name of a file of the map, without what says its kind. */
export const fileName = (territory: Territory) =>
  `quartiers-${territory.measure.key}${isConfidential(territory) ? "-ne-pas-diffuser" : ""}`;

/** The table of the map as French spreadsheets read it. */
export function territoryCsv(territory: Territory): string {
  const header = [
    "Code",
    "Quartier",
    "Communes",
    "Génération",
    "Mesure",
    "Année",
    "Valeur",
    "Sans valeur parce que",
    "Source",
    "Contours",
    "Diffusion",
  ];
  const rows = territory.rows.map((row) => [
    row.code,
    row.name,
    row.communes.join(", "),
    String(territory.generation),
    measureTitle(territory.measure),
    year(territory),
    String(figureOf(territory, row) ?? "").replace(".", ","),
    state(territory, row),
    source(territory),
    originWords(row.origin),
    isConfidential(territory) ? CONFIDENTIAL : "",
  ]);
  return byteOrderMark + csvLines([header, ...rows]);
}

/** The map as a GeoJSON (RFC 7946): longitude and latitude in degrees, WGS 84. */
export function territoryGeojson(territory: Territory): string {
  const byCode = new Map(territory.rows.map((row) => [row.code, row]));
  return JSON.stringify({
    type: "FeatureCollection",
    ...(isConfidential(territory) && { diffusion: CONFIDENTIAL }),
    ...(territory.rows.some(({ origin }) => origin.isApproximate) && {
      avertissement: contoursNote(territory.rows.map(({ origin }) => origin)),
    }),
    features: territory.neighbourhoods.flatMap((neighbourhood) => {
      const row = byCode.get(neighbourhood.code);
      if (!row) return [];
      return [
        {
          type: "Feature",
          id: neighbourhood.code,
          geometry: neighbourhood.geometry,
          properties: {
            code: neighbourhood.code,
            nom: neighbourhood.name,
            communes: neighbourhood.communes.map(({ code, name }) => ({ code, nom: name })),
            generation: neighbourhood.generation,
            mesure: measureTitle(territory.measure),
            annee: year(territory),
            valeur: figureOf(territory, row),
            sans_valeur_parce_que: state(territory, row) || null,
            source: source(territory),
            contours: originWords(row.origin),
            diffusion: isConfidential(territory) ? CONFIDENTIAL : null,
          },
        },
      ];
    }),
  });
}

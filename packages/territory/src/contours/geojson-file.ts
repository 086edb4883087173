import { ContoursRefused } from "./contours.schema.ts";

const zip = [0x50, 0x4b];

/**
 * The features of a GeoJSON file in longitudes and latitudes.
 * @throws ContoursRefused
 */
export function readFeatures(bytes: Uint8Array): unknown[] {
  if (zip.every((byte, index) => bytes[index] === byte)) {
    refuse(
      "Le fichier est une archive ZIP\u202f: décompressez-la, puis choisissez son fichier GeoJSON dont le nom finit par WGS84.",
    );
  }
  const text = decode(bytes);
  refuseTooMuch(text);
  const collection = parse(text);
  if (!isRecord(collection) || collection.type !== "FeatureCollection") {
    const type = isRecord(collection) ? collection.type : undefined;
    const found =
      typeof type === "string" ? `, mais de type «\u202f${type.slice(0, 30)}\u202f»` : "";
    refuse(`Le fichier n’est pas une liste de contours GeoJSON (FeatureCollection)${found}.`);
  }
  refuseOtherCoordinates(collection.crs);
  const { features } = collection;
  if (!Array.isArray(features)) refuse("Le fichier n’a pas de liste d’éléments (features).");
  if (features.length === 0) refuse("Le fichier ne contient aucun contour.");
  return features;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return refuse("Le fichier n’est pas du texte en UTF-8, comme tout GeoJSON doit l’être.");
  }
}

/**
 * Of each mark, many times what a file of all France has. Read as JSON, tens of megabytes of braces would take gigabytes.
 */
const most: [string, number][] = [
  ['"Feature"', 20_000],
  ["{", 400_000],
  ["[", 3_000_000],
  ['"', 2_000_000],
];

function refuseTooMuch(text: string): void {
  for (const [mark, limit] of most) {
    let count = 0;
    for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length)) {
      count += 1;
      if (count > limit) {
        refuse(
          "Le fichier compte bien plus d’éléments que les contours de tous les quartiers prioritaires\u202f: choisissez le fichier officiel.",
        );
      }
    }
  }
}

function parse(text: string): unknown {
  if (text.trim() === "") refuse("Le fichier est vide.");
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    const position = Number(/at position (\d+)/.exec(message)?.[1] ?? Number.NaN);
    const isCut =
      /Unexpected end|Unterminated string/.test(message) || position >= text.trimEnd().length;
    return refuse(
      isCut
        ? "Le fichier est coupé\u202f: il s’arrête avant la fin. Téléchargez-le de nouveau."
        : `Le fichier n’est pas du JSON bien écrit${placeOf(message, position, text)}.`,
    );
  }
}

/** V8 gives the position, or a few characters around it. */
function placeOf(message: string, position: number, text: string): string {
  if (Number.isInteger(position)) {
    const before = text.slice(0, position).split("\n");
    return `\u202f: ligne ${before.length}, caractère ${(before.at(-1)?.length ?? 0) + 1}`;
  }
  const around = /, [^"]*"(.*)"[^"]* is not valid JSON/s.exec(message)?.[1];
  return around ? `, près de «\u202f${around.replace(/[\p{Cc}\s]+/gu, " ").trim()}\u202f»` : "";
}

/** Longitude and latitude in degrees: WGS84, named as GeoJSON of before 2016 did. */
const wgs84 = /(^|[:/])(CRS84|EPSG(::|:|\/0\/)4326)$/i;
const known: [RegExp, string][] = [
  [/\b2154$/, "Lambert-93"],
  [/\b(3857|900913|102100)$/, "Web Mercator"],
  [/\b27572$/, "Lambert II étendu"],
];

/** @param crs the member that RFC 7946 removed, and that QGIS and GDAL still write */
function refuseOtherCoordinates(crs: unknown): void {
  if (crs === undefined || crs === null) return;
  const properties = isRecord(crs) && isRecord(crs.properties) ? crs.properties : {};
  const name = typeof properties.name === "string" ? properties.name.trim() : "";
  if (wgs84.test(name)) return;
  const usual = known.find(([pattern]) => pattern.test(name))?.[1];
  const named = name.slice(0, 60) || "sans nom";
  refuse(
    `Les coordonnées du fichier sont dans le système «\u202f${named}\u202f»${usual ? ` (${usual})` : ""}, et non en longitude et latitude (WGS84, CRS84 ou EPSG:4326)\u202f: choisissez le fichier dont le nom finit par WGS84.`,
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function refuse(sentence: string): never {
  throw new ContoursRefused([sentence]);
}

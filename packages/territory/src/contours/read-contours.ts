import { boxAround } from "./box.rules.ts";
import {
  type ContourNeighbourhood,
  type Contours,
  ContoursRefused,
  featureSchema,
  type Generation,
  surfaceSchema,
} from "./contours.schema.ts";
import { readFeatures } from "./geojson-file.ts";
import { overlapsOf } from "./overlaps.ts";
import { type Place, Problems } from "./problems.rules.ts";
import {
  departmentOfNeighbourhood,
  isCommuneCode,
  readProperties,
  type WrittenProperties,
  wrongCode,
} from "./properties.rules.ts";
import { loadSurveyor, type Surface, type Surveyor } from "./surface.ts";
import { misplacement } from "./territory-place.rules.ts";

/** The ANCT lists 1,584 neighbourhoods in 2024, and 1,514 in 2015: a file with fewer than this is not all of them. */
const FEWEST_NEIGHBOURHOODS = 1_300;
const LONGEST_NAME = 200;
/** Points of one neighbourhood: many times those of the longest official contour, and a few seconds of mending. */
const MOST_POINTS = 200_000;
/** Neighbourhoods checked before others have their turn. */
const AT_ONCE = 20;

type Feature = WrittenProperties & { place: Place; polygons: number[][][][] };

/**
 * Reads a GeoJSON of priority neighbourhoods, the whole of it before anything is written. A code is there once, a
 * neighbourhood of several parts being one feature; there again with the same contour, it counts once. Contours that share
 * ground are told, and not refused.
 * @param bytes the ANCT's file (« Quartiers prioritaires de la politique de la ville », data.gouv.fr, Licence Ouverte), or
 *   one with the same columns
 * @param options.isPartial a region or a département, not the national list
 * @throws ContoursRefused
 */
export async function readContours(
  bytes: Uint8Array,
  options: { generation: Generation; isPartial: boolean },
  onStep: (step: "reading" | "checking") => void | Promise<void> = () => {},
): Promise<Contours> {
  const { generation, isPartial } = options;
  const problems = new Problems();
  await onStep("reading");
  const features = readFeatures(bytes).flatMap((feature, index) => {
    const read = readFeature(feature, index + 1, generation, problems);
    return read ? [read] : [];
  });
  const byCode = groupByCode(features, problems);
  for (const parts of byCode.values()) addLengthProblem(parts, problems);
  problems.refuseIfAny();
  if (!isPartial && byCode.size < FEWEST_NEIGHBOURHOODS) {
    throw new ContoursRefused([
      `La liste nationale compte plus de ${FEWEST_NEIGHBOURHOODS.toLocaleString("fr-FR")} quartiers, et ce fichier ${byCode.size.toLocaleString("fr-FR")}\u202f: importez-le comme fichier partiel.`,
    ]);
  }
  await onStep("checking");
  const surveyor = await loadSurveyor();
  const neighbourhoods: ContourNeighbourhood[] = [];
  let rank = 0;
  for (const parts of byCode.values()) {
    const one = toNeighbourhood(parts, surveyor, problems);
    if (one) neighbourhoods.push(one);
    rank += 1;
    // The process that reads does other jobs besides, and says that it is alive.
    if (rank % AT_ONCE === 0) await new Promise(setImmediate);
  }
  problems.refuseIfAny();
  return { generation, neighbourhoods, overlaps: await overlapsOf(neighbourhoods, surveyor) };
}

/** Tells all that is wrong with a feature; null when it cannot be read. */
function readFeature(
  feature: unknown,
  rank: number,
  generation: Generation,
  problems: Problems,
): Feature | null {
  const parsed = featureSchema.safeParse(feature);
  if (!parsed.success) {
    problems.add("Un contour GeoJSON (Feature avec ses propriétés) est attendu", {
      rank,
      label: "",
    });
    return null;
  }
  const written = readProperties(parsed.data.properties);
  const { code, name } = written;
  const place = { rank, label: code.length > 20 ? `${code.slice(0, 20)}…` : code };
  const codeProblem = wrongCode(code, generation);
  if (codeProblem) problems.add(codeProblem, place);
  if (!name) problems.add("Le nom du quartier (lib_qp ou nom_qp) manque", place);
  if (name.length > LONGEST_NAME) {
    problems.add(`Le nom du quartier dépasse ${LONGEST_NAME} caractères`, place);
  }
  addCommuneProblems(written, place, problems);
  const polygons = readSurface(parsed.data.geometry, place, problems);
  if (!polygons) return null;
  const misplaced = codeProblem
    ? null
    : misplacement(departmentOfNeighbourhood(code), boxAround(polygons.flat(2)));
  if (misplaced) problems.add(misplaced.what, place, misplaced.advice);
  return { ...written, place, polygons };
}

function addCommuneProblems(
  { communeCodes, communeNames }: WrittenProperties,
  place: Place,
  problems: Problems,
): void {
  if (communeCodes.length === 0 && communeNames.length === 0) {
    problems.add("La commune (insee_com ou lib_com) manque", place);
  }
  const wrong = communeCodes.find((code) => !isCommuneCode(code));
  if (wrong) {
    problems.add("Le code de la commune n’est pas un code INSEE", {
      ...place,
      label: [place.label, wrong.slice(0, 10)].filter(Boolean).join(", commune "),
    });
  }
}

function readSurface(geometry: unknown, place: Place, problems: Problems): number[][][][] | null {
  const surface = surfaceSchema.safeParse(geometry);
  if (surface.success) return surface.data;
  const { type } = (geometry ?? {}) as { type?: unknown };
  if (typeof type !== "string") {
    problems.add("Le contour manque", place);
  } else if (type === "Polygon" || type === "MultiPolygon") {
    problems.add("Le contour n’est pas fait d’anneaux de longitudes et de latitudes", place);
  } else {
    const named = type.slice(0, 30);
    problems.add(
      `Le contour est une géométrie «\u202f${named}\u202f», et non une surface (Polygon ou MultiPolygon)`,
      place,
    );
  }
  return null;
}

function groupByCode(features: Feature[], problems: Problems): Map<string, Feature[]> {
  const byCode = new Map<string, Feature[]>();
  for (const feature of features) {
    const parts = byCode.get(feature.code);
    if (!parts) {
      byCode.set(feature.code, [feature]);
      continue;
    }
    if (feature.code && parts[0]?.name !== feature.name) {
      problems.add("Le code est déjà celui d’un quartier d’un autre nom", feature.place);
    }
    parts.push(feature);
  }
  return byCode;
}

function addLengthProblem(parts: readonly Feature[], problems: Problems): void {
  const points = parts
    .flatMap((part) => part.polygons.flat())
    .reduce((sum, ring) => sum + ring.length, 0);
  const [first] = parts;
  if (first && points > MOST_POINTS) {
    problems.add(`Le contour a plus de ${MOST_POINTS.toLocaleString("fr-FR")} points`, first.place);
  }
}

function toNeighbourhood(
  parts: Feature[],
  surveyor: Surveyor,
  problems: Problems,
): ContourNeighbourhood | null {
  const surfaces: Surface[] = [];
  for (const { polygons, place } of parts) {
    const surface = surveyor.mend(polygons);
    if (surface) surfaces.push(surface);
    else problems.add("Le contour n’a pas de surface, même réparé", place);
  }
  const [first] = parts;
  const [surface] = surfaces;
  if (!first || !surface || surfaces.length < parts.length) return null;
  for (const [index, other] of surfaces.entries()) {
    const place = parts[index]?.place;
    if (index === 0 || !place || surveyor.isSame(surface.polygons, other.polygons)) continue;
    problems.add(
      "Le code est plusieurs fois dans le fichier, avec des contours différents",
      place,
      "Un quartier en plusieurs parties est un seul élément (MultiPolygon).",
    );
  }
  return {
    code: first.code,
    name: first.name,
    communeCodes: [...new Set(parts.flatMap((part) => part.communeCodes))],
    communeNames: [...new Set(parts.flatMap((part) => part.communeNames))],
    geometry: { type: "MultiPolygon", coordinates: surface.polygons },
    isRepaired: surfaces.some((one) => one.isRepaired),
  };
}

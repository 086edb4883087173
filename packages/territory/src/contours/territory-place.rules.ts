import proj4 from "proj4";
import type { Box } from "./box.rules.ts";

/** Degrees. */
const reach = 2;

/**
 * Where the priority neighbourhoods of each département, of Saint-Martin and of French Polynesia are: the middle of
 * them, in degrees, to a tenth. Every one of them lies within `reach` of it, and no département is as wide.
 */
const middles = new Map(
  `01 5.4 46.1|02 3.4 49.6|03 3.0 46.3|04 6.0 44.0|05 6.1 44.6|06 7.2 43.7|07 4.6 44.8|08 4.7 49.7|09 1.5 43.0
10 4.0 48.3|11 2.6 43.2|12 2.6 44.3|13 5.1 43.5|14 -0.2 49.2|15 2.4 44.9|16 0.0 45.6|17 -1.0 45.9|18 2.3 47.0
19 1.5 45.1|2A 9.0 41.8|2B 9.4 42.7|21 5.0 47.3|22 -2.9 48.6|23 1.9 46.2|24 0.6 45.1|25 6.7 47.4|26 4.8 44.8
27 1.1 49.2|28 1.3 48.5|29 -4.2 48.1|30 4.3 44.0|31 1.3 43.5|32 0.6 43.7|33 -0.4 44.9|34 3.6 43.5|35 -1.8 48.4
36 1.8 46.9|37 0.7 47.4|38 5.3 45.4|39 5.6 46.7|40 -0.7 43.8|41 1.4 47.6|42 4.4 45.5|43 3.9 45.0|44 -1.7 47.3
45 2.3 47.9|46 1.4 44.5|47 0.5 44.4|48 3.5 44.5|49 -0.5 47.3|50 -1.4 49.1|51 4.2 49.0|52 5.1 48.2|53 -0.8 48.1
54 6.1 48.9|55 5.3 49.0|56 -3.1 47.7|57 6.6 49.2|58 3.0 47.2|59 3.3 50.5|60 2.5 49.3|61 0.0 48.7|62 2.6 50.5
63 3.3 45.8|64 -0.9 43.4|65 0.0 43.2|66 2.9 42.6|67 7.7 48.6|68 7.4 47.8|69 4.8 45.8|70 6.3 47.6|71 4.5 46.7
72 0.1 48.0|73 6.2 45.6|74 6.3 46.2|75 2.3 48.9|76 0.9 49.5|77 2.8 48.7|78 2.0 48.9|79 -0.4 46.7|80 2.1 50.0
81 2.1 43.8|82 1.2 44.1|83 6.2 43.3|84 5.0 44.0|85 -1.1 46.6|86 0.4 46.6|87 1.2 45.9|88 6.6 48.2|89 3.5 48.0
90 6.9 47.7|91 2.4 48.6|92 2.3 48.8|93 2.5 48.9|94 2.4 48.8|95 2.2 49.0|971 -61.5 16.2|972 -61.0 14.6
973 -52.7 4.9|974 55.5 -21.1|976 45.1 -12.8|978 -63.1 18.1|987 -149.5 -17.6`
    .split(/[|\n]/)
    .map((entry): [string, Box] => {
      const [code = "", x, y] = entry.trim().split(" ");
      return [code, around(Number(x), Number(y))];
    }),
);

function around(x: number, y: number): Box {
  return [x - reach, y - reach, x + reach, y + reach];
}

/** @param departmentCode 59, 2A, 974 */
export const isDepartment = (departmentCode: string) => middles.has(departmentCode);

const elsewhere = (system: string) => ({
  what: `Les coordonnées sont en ${system}, et non en longitude et latitude (WGS84)`,
  advice: "Choisissez le fichier dont le nom finit par WGS84.",
});
/** Ways to write the same place that files are met with: the official archive holds the metric ones too. */
const otherReadings: { what: string; advice?: string; read: (x: number, y: number) => number[] }[] =
  [
    {
      what: "Les coordonnées sont inversées, la latitude avant la longitude",
      read: (x, y) => [y, x],
    },
    {
      ...elsewhere("Lambert-93 (EPSG:2154)"),
      read: from(
        "+proj=lcc +lat_1=49 +lat_2=44 +lat_0=46.5 +lon_0=3 +x_0=700000 +y_0=6600000 +ellps=GRS80 +units=m",
      ),
    },
    { ...elsewhere("Web Mercator (EPSG:3857)"), read: from("EPSG:3857") },
    {
      ...elsewhere("UTM 20 nord (Antilles)"),
      read: from("+proj=utm +zone=20 +ellps=GRS80 +units=m"),
    },
    {
      ...elsewhere("UTM 22 nord (Guyane)"),
      read: from("+proj=utm +zone=22 +ellps=GRS80 +units=m"),
    },
    {
      ...elsewhere("UTM 38 sud (Mayotte)"),
      read: from("+proj=utm +zone=38 +south +ellps=GRS80 +units=m"),
    },
    {
      ...elsewhere("UTM 40 sud (La Réunion)"),
      read: from("+proj=utm +zone=40 +south +ellps=GRS80 +units=m"),
    },
  ];

function from(projection: string) {
  const { inverse } = proj4(projection);
  return (x: number, y: number) => inverse([x, y]);
}

/**
 * What is wrong with where a contour lies, or null when it lies in its département.
 * @param departmentCode 59, 2A, 974
 * @param box around the contour, as the file writes its coordinates
 * @returns a French sentence without its end, and what to do
 */
export function misplacement(
  departmentCode: string,
  box: Box,
): { what: string; advice?: string } | null {
  const territory = middles.get(departmentCode);
  if (!territory || isWithin(box, territory)) return null;
  for (const { read, ...told } of otherReadings) {
    const meant = readBox(box, read);
    if (meant && isWithin(meant, territory)) return told;
  }
  const isInFrance = [...middles.values()].some((one) => isWithin(box, one));
  return {
    what: isInFrance
      ? "Le contour est loin du département que dit son code"
      : "Le contour est hors de France",
  };
}

function readBox([west, south, east, north]: Box, read: (x: number, y: number) => number[]) {
  try {
    const [x1 = Number.NaN, y1 = Number.NaN] = read(west, south);
    const [x2 = Number.NaN, y2 = Number.NaN] = read(east, north);
    return [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)] as Box;
  } catch {
    // proj4 refuses what is nowhere on earth.
    return null;
  }
}

const isWithin = ([west, south, east, north]: Box, outer: Box) =>
  west >= outer[0] && south >= outer[1] && east <= outer[2] && north <= outer[3];

import { createLocator } from "@essaim/territory/contours/locate";
import { readContours } from "@essaim/territory/contours/read-contours";

/** As many as the national file has, with more points each than the real ones of Occitanie (128 on average). */
const contourCount = 1_600;
const pointsPerContour = 300;
const addressCount = 12_000;

/** Prints what reading a national file of contours costs, then finding the neighbourhood of every address. */
export async function benchLocate(say: (text: string) => void): Promise<void> {
  const file = new TextEncoder().encode(invent());
  const [contours, read] = await timed(() =>
    readContours(file, { generation: 2024, isPartial: false }),
  );
  const [locator, indexed] = await timed(() => createLocator(contours.neighbourhoods));
  const addresses = Array.from({ length: addressCount }, (_, index) => place(index));
  const [inside, located] = await timed(
    () => addresses.filter(([x, y]) => locator.locate(x, y) !== null).length,
  );
  const megabytes = (file.length / 1024 / 1024).toFixed(1).replace(".", ",");
  say(
    `\nContours de ${contourCount} quartiers (${pointsPerContour} points chacun, ${megabytes} Mo)`,
  );
  say(`  lecture        ${shown(read)} (contrôle de chaque contour compris)`);
  say(`  index          ${shown(indexed)}`);
  say(`  ${addressCount} adresses ${shown(located)}, dont ${inside} dans un quartier`);
  say(`  promesse       ${located < 1_000 ? "tenue" : "non tenue"} : adresses en moins de 1 s`);
}

async function timed<T>(work: () => T | Promise<T>): Promise<[T, number]> {
  const begun = performance.now();
  const result = await work();
  return [result, performance.now() - begun];
}

const shown = (milliseconds: number) => `${Math.round(milliseconds)} ms`;

/** Spread over a grid, in one département so that a code says where they are. */
const side = Math.sqrt(contourCount);
const west = 2.1;
const south = 49.1;
const step = 0.06;
const middle = (index: number): [number, number] => [
  west + step * (index % side),
  south + step * Math.floor(index / side),
];

/** Addresses turn round the contours, most of them in their boxes, more than one in two inside. */
function place(index: number): [number, number] {
  const [x, y] = middle((index * 7) % contourCount);
  const distance = 0.02 * ((index * 0.618) % 1);
  return [x + distance * Math.cos(index), y + distance * Math.sin(index)];
}

/** A national GeoJSON, as large as the real one. */
export function invent(): string {
  const features = Array.from({ length: contourCount }, (_, index) => {
    const [x, y] = middle(index);
    const ring = Array.from({ length: pointsPerContour }, (_, point) => {
      const angle = (2 * Math.PI * point) / pointsPerContour;
      const radius = 0.012 * (1 + 0.3 * Math.sin(7 * angle + index) + 0.1 * Math.sin(40 * angle));
      return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
    });
    const number = `${index % 100}`.padStart(2, "0");
    const letter = String.fromCharCode(65 + Math.floor(index / 100));
    return {
      type: "Feature",
      properties: {
        code_qp: `QN059${number}${letter}`,
        lib_qp: `Quartier ${index + 1}`,
        insee_com: "59350",
      },
      geometry: { type: "Polygon", coordinates: [[...ring, ring[0]]] },
    };
  });
  return JSON.stringify({ type: "FeatureCollection", features });
}

import {
  beaulieu,
  bourgogne,
  epideme,
  hautchamps,
  lilleNord,
  lilleNordEst,
  lilleOuest,
  lilleSud,
  type Neighbourhood,
  neighbourhoods,
  nouveauMons,
  nouveauRoubaix,
  phalempins,
  pontRompu,
  roubaixTourcoing,
  virolois,
} from "./neighbourhoods.ts";

/** Longitude and latitude of its middle, to a thousandth of a degree, and half its width and height in thousandths. */
type Blob = [longitude: number, latitude: number, width: number, height: number];
type Shape = { parts: Blob[]; hole?: Blob };

/** Parts of 14 points around plausible places: none of them comes from the official file. */
const shapes: Record<string, Shape> = {
  [lilleOuest.code]: { parts: [[3.029, 50.635, 8, 4]] },
  [lilleSud.code]: {
    parts: [
      [3.067, 50.622, 5, 3],
      [3.047, 50.612, 7, 3],
      [3.07, 50.6, 3, 2],
      [3.108, 50.613, 3, 2],
      [3.029, 50.613, 3, 2],
    ],
  },
  [lilleNordEst.code]: { parts: [[3.091, 50.634, 6, 3]] },
  [lilleNord.code]: { parts: [[3.061, 50.649, 5, 2]] },
  [nouveauMons.code]: { parts: [[3.11, 50.643, 6, 3]] },
  [roubaixTourcoing.code]: {
    parts: [
      [3.162, 50.7, 10, 7],
      [3.15, 50.681, 4, 3],
      [3.205, 50.713, 4, 2],
    ],
    hole: [3.159, 50.702, 2, 1],
  },
  [nouveauRoubaix.code]: { parts: [[3.193, 50.684, 5, 3]] },
  [hautchamps.code]: {
    parts: [
      [3.187, 50.667, 5, 3],
      [3.212, 50.671, 3, 2],
    ],
  },
  [phalempins.code]: { parts: [[3.16, 50.733, 3, 2]] },
  [virolois.code]: { parts: [[3.179, 50.712, 2, 2]] },
  [bourgogne.code]: { parts: [[3.146, 50.743, 6, 3]] },
  [pontRompu.code]: { parts: [[3.138, 50.726, 3, 2]] },
  [epideme.code]: { parts: [[3.186, 50.722, 4, 2]] },
  [beaulieu.code]: { parts: [[3.221, 50.697, 4, 3]] },
  QN05965M: { parts: [[3.128, 50.625, 4, 3]] },
  QN05966M: { parts: [[3.143, 50.616, 4, 2]] },
  QN05967M: { parts: [[2.885, 50.683, 3, 2]] },
  QN05968M: { parts: [[2.877, 50.699, 3, 2]] },
  QN05970M: { parts: [[3.035, 50.646, 3, 2]] },
  QN05975M: { parts: [[3.017, 50.603, 4, 2]] },
  QN05976M: { parts: [[3.006, 50.616, 3, 2]] },
  QN05977M: { parts: [[3.101, 50.675, 3, 2]] },
  QN05979M: { parts: [[3.092, 50.604, 3, 2]] },
  QN05982M: { parts: [[3.035, 50.547, 3, 2]] },
  QN05987M: { parts: [[3.041, 50.586, 4, 2]] },
  QN05991N: { parts: [[2.987, 50.604, 3, 2]] },
};

/**
 * A GeoJSON with the columns of the ANCT's file of 2024, for the demonstration and for trying the importer: real codes
 * and names, contours invented and approximate, which prove nothing about an address.
 * @param drawn codes whose official contour is there already, and are left out
 */
export function approximateContours(drawn: ReadonlySet<string> = new Set()): string {
  return JSON.stringify({
    type: "FeatureCollection",
    name: "Contours approximatifs, inventés pour la démonstration : ce ne sont pas ceux de l’ANCT",
    features: neighbourhoods.filter(({ code }) => !drawn.has(code)).map(toFeature),
  });
}

function toFeature({ code, name, communeCodes }: Neighbourhood, index: number) {
  const shape = shapes[code];
  if (!shape) throw new Error(`${code} has no shape`);
  const [first, ...others] = shape.parts.map((blob, part) => [ring(blob, index + part)]);
  if (shape.hole) first?.push(ring(shape.hole, index));
  return {
    type: "Feature",
    properties: {
      code_qp: code,
      lib_qp: name,
      insee_com: communeCodes.join(", "),
      contour: "approximatif",
    },
    geometry: { type: "MultiPolygon", coordinates: [first, ...others] },
  };
}

/** Uneven, and the same each time. */
function ring([longitude, latitude, width, height]: Blob, variety: number): [number, number][] {
  const points = 14;
  return Array.from({ length: points + 1 }, (_, index) => {
    const angle = (2 * Math.PI * (index % points)) / points;
    const radius =
      0.85 + 0.1 * Math.sin(3 * angle + variety) + 0.05 * Math.sin(5 * angle + 2 * variety);
    const at = (middle: number, half: number, along: number) =>
      Number((middle + (half * radius * along) / 1_000).toFixed(5));
    return [at(longitude, width, Math.cos(angle)), at(latitude, height, Math.sin(angle))];
  });
}

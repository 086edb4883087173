import { distance } from "fastest-levenshtein";
import { departmentOf } from "../../communes/department.rules.ts";
import { communes, type Street, streets } from "./places.ts";

export type SearchParams = {
  q: string;
  limit: number;
  postcode?: string;
  citycode?: string;
  type?: string;
};

type Candidate = {
  labels: string[];
  importance: number;
  fixedScore?: number;
  at: readonly [number, number];
  properties: Record<string, string> & { type: string; postcode: string; citycode: string };
};

/** Less alike than this is not an answer. */
const LEAST_ALIKE = 0.5;
/** As addok has it: a tenth of a score is how well known the place is. */
const IMPORTANCE_WEIGHT = 0.1;

/**
 * The places of the double that are most like what is asked, best first, in the State's format. It compares letters
 * where addok compares words and trigrams: scores fall alike, and are not the same ones.
 */
export function search(params: SearchParams): object[] {
  const query = fold(params.q);
  return candidates(query)
    .filter(
      ({ properties }) =>
        (!params.postcode || properties.postcode === params.postcode) &&
        (!params.citycode || properties.citycode === params.citycode) &&
        (!params.type || properties.type === params.type),
    )
    .map((candidate) => ({
      ...candidate,
      alike: Math.max(...candidate.labels.map((label) => alike(query, fold(label)))),
    }))
    .filter((candidate) => candidate.alike >= LEAST_ALIKE)
    .map(({ alike, importance, fixedScore, at, properties }) => ({
      type: "Feature",
      geometry: { type: "Point", coordinates: at.map((degrees) => Number(degrees.toFixed(6))) },
      properties: {
        ...properties,
        score: fixedScore ?? (alike + importance * IMPORTANCE_WEIGHT) / (1 + IMPORTANCE_WEIGHT),
        importance,
        _type: "address",
      },
    }))
    .sort((a, b) => b.properties.score - a.properties.score)
    .slice(0, params.limit);
}

function* every(query: string): Generator<Candidate> {
  for (const { commune, postcode, at } of communes) {
    const { code: citycode, name: city, context } = commune;
    yield {
      labels: [city, `${postcode} ${city}`],
      importance: 0.6,
      at,
      properties: {
        ...{ label: city, id: citycode, type: "municipality", name: city, postcode, citycode },
        ...{ city, context, depcode: departmentOf(citycode), municipality: city },
      },
    };
  }
  const number = /^(\d+)( (bis|ter|quater))?\b/.exec(query);
  for (const street of streets) yield ofStreet(street, number?.[0] ?? "", Number(number?.[1]));
}
const candidates = (query: string) => [...every(query)];

function ofStreet(street: Street, written: string, number: number): Candidate {
  const { commune, postcode, ends, lastNumber, isLocality } = street;
  const { code: citycode, name: city, context } = commune;
  const isKnown = number >= 1 && number <= lastNumber;
  const name = isKnown ? `${written} ${street.name}` : street.name;
  const along = isKnown ? number / lastNumber : 0.5;
  const [[fromLon, fromLat], [toLon, toLat]] = ends;
  const id = `${citycode}_${String(streets.indexOf(street) + 1).padStart(4, "0")}`;
  return {
    labels: [name, `${name} ${postcode}`, `${name} ${city}`, `${name} ${postcode} ${city}`],
    importance: 0.55,
    fixedScore: street.fixedScore,
    at: [fromLon + (toLon - fromLon) * along, fromLat + (toLat - fromLat) * along],
    properties: {
      label: `${name} ${postcode} ${city}`,
      ...(isKnown ? { housenumber: written } : {}),
      id: isKnown ? `${id}_${String(number).padStart(5, "0")}` : id,
      type: isLocality ? "locality" : isKnown ? "housenumber" : "street",
      ...{ name, postcode, citycode, city, context, depcode: departmentOf(citycode) },
      ...(isKnown ? { street: street.name } : {}),
    },
  };
}

/** From 0 to 1. */
function alike(one: string, other: string): number {
  return 1 - distance(one, other) / Math.max(one.length, other.length);
}

/** Capitals, accents and punctuation aside, abbreviations in full. */
export function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .replace(/\b(av|bd|bld|r)\b/g, (short) => full[short] ?? short)
    .trim();
}
const full: Record<string, string> = {
  av: "avenue",
  bd: "boulevard",
  bld: "boulevard",
  r: "rue",
};

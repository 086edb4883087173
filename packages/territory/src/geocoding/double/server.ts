import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Trouble, troubles } from "./places.ts";
import { fold, type SearchParams, search } from "./search.ts";

export type GeocoderDouble = {
  /** What takes the place of https://data.geopf.fr/geocodage/search. */
  baseUrl: string;
  /** How many requests it got; it keeps nothing else of them. */
  count(): number;
  close(): Promise<void>;
};

/**
 * A double of the State's address geocoder, for the tests and the demo: it knows a few streets, most of them made up, of
 * Lille, Roubaix, Tourcoing and Saint-Denis (La Réunion), and answers this machine only. Path, parameters, answers and
 * refusals are those of the Géoplateforme (https://geoservices.ign.fr/documentation/services/services-geoplateforme/geocodage,
 * and its code, https://github.com/Geoplateforme/gpf-geocodeur), but for what follows:
 * - of `index`, address only; of the other parameters, q, limit, type, postcode, citycode and autocomplete, the last of
 *   which changes nothing;
 * - no `banId`, and no `x` nor `y` (projected coordinates);
 * - neither reverse, nor completion, nor files of addresses;
 * - the streets of {@link troubles} fail, each in its way, and the passage Incertain in Lille scores 0.62.
 * @param options.port 0 for any that is free
 */
export async function startGeocoderDouble(
  options: { port?: number } = {},
): Promise<GeocoderDouble> {
  let count = 0;
  /** Times each street of {@link troubles} was asked for. */
  const asked = new Map<Trouble, number>();

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://double");
    if (request.method !== "GET" || url.pathname.replace(/\/$/, "") !== "/geocodage/search") {
      return refuse(response, 404, "Not found");
    }
    count += 1;
    const { params, problems } = readParams(url.searchParams);
    if (problems.length > 0) return refuse(response, 400, "Failed parsing query", problems);
    const trouble = troubleOf(params.q);
    if (trouble) {
      const times = (asked.get(trouble) ?? 0) + 1;
      asked.set(trouble, times);
      if (fail(response, trouble, times)) return;
    }
    answer(response, 200, {
      type: "FeatureCollection",
      features: search(params),
      query: params.q,
    });
  });

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/geocodage/search`,
    count: () => count,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        // Among them those who wait in the rue du Silence.
        server.closeAllConnections();
      }),
  };
}

/** @returns whether it has failed, or keeps silent */
function fail(response: ServerResponse, trouble: Trouble, times: number): boolean {
  const isFirst = times % 2 === 1;
  if (trouble === "silent") return true;
  if (trouble === "too_long") refuse(response, 413, "Query too long");
  else if (trouble === "nonsense") answer(response, 200, { type: "FeatureCollection", places: 3 });
  else if (trouble === "broken_every_other_time" && isFirst) {
    refuse(response, 503, "Service unavailable");
  } else if (trouble === "crowded_every_other_time" && isFirst) {
    response.setHeader("retry-after", "1");
    refuse(response, 429, "Too many requests");
  } else return false;
  return true;
}

function troubleOf(q: string): Trouble | undefined {
  const asked = ` ${fold(q)} `;
  return Object.entries(troubles).find(([name]) => asked.includes(` ${name} `))?.[1];
}

/** The problems are in the service's words. */
function readParams(query: URLSearchParams): { params: SearchParams; problems: string[] } {
  const value = (name: string) => query.get(name)?.trim() || undefined;
  const q = value("q");
  const limit = value("limit") ?? "5";
  const [type, postcode, citycode] = [value("type"), value("postcode"), value("citycode")];
  const problems: string[] = [];
  const check = (isRight: boolean, problem: string) => {
    if (!isRight) problems.push(problem);
  };
  check(
    ["address", undefined].includes(value("index")),
    `index: unexpected value '${value("index")}'`,
  );
  if (q !== undefined) {
    const first = q.charAt(0);
    const startsWell = first.toLowerCase() !== first.toUpperCase() || /[0-9]/.test(first);
    check(
      q.length >= 3 && q.length <= 200 && startsWell,
      "q: must contain between 3 and 200 chars and start with a number or a letter",
    );
  }
  check(
    /^\d+$/.test(limit) && Number(limit) >= 1 && Number(limit) <= 20,
    "limit: Param limit must be an integer between 1 and 20",
  );
  check(
    [undefined, "housenumber", "street", "locality", "municipality"].includes(type),
    `type: unexpected value '${type}'`,
  );
  check(/^\d{5}$/.test(postcode ?? "00000"), "postcode: Param postcode must contain 5 digits");
  check(/^(\d{5}|\d[AB]\d{3})$/.test(citycode ?? "00000"), "citycode: Param citycode is invalid");
  check(
    /^(1|true|yes|0|false|no)$/i.test(value("autocomplete") ?? "1"),
    "autocomplete: unable to parse value as boolean",
  );
  // The service looks for what is missing once the rest is right.
  if (problems.length === 0) check(q !== undefined, "q is a required param");
  return { params: { q: q ?? "", limit: Number(limit), type, postcode, citycode }, problems };
}

function refuse(response: ServerResponse, code: number, message: string, detail?: string[]) {
  answer(response, code, { code, message, detail });
}

function answer(response: ServerResponse, status: number, body: object) {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" });
  response.end(JSON.stringify(body));
}

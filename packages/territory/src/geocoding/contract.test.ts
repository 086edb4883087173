import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { banRefusalSchema, banResponseSchema } from "./ban.schema.ts";
import { startGeocoderDouble } from "./double/server.ts";
import { createGeocoder } from "./geocoder.ts";
import { weigh } from "./score.rules.ts";

const live = "https://data.geopf.fr/geocodage/search";

/** What must be true of the State's service and of its double alike. */
const services = [
  { name: "the double", start: () => startGeocoderDouble() },
  {
    name: "the State's service",
    start: async () => ({ baseUrl: live, close: async () => {} }),
    isSkipped: process.env.ESSAIM_GEOCODER_LIVE !== "1",
  },
];

describe.each(services)("$name", ({ start, isSkipped }) => {
  let service: { baseUrl: string; close(): Promise<void> };
  beforeAll(async () => {
    if (!isSkipped) service = await start();
  });
  afterAll(() => service?.close());
  const find = (line: string, postcode: string | null, communeCode: string | null) =>
    createGeocoder({ baseUrl: service.baseUrl }).find({ line, postcode, communeCode });
  const get = (query: Record<string, string>) =>
    fetch(`${service.baseUrl}?${new URLSearchParams(query)}`);

  test.skipIf(isSkipped)("puts an address where it is", async () => {
    const found = await find("204, rue Pierre-Legrand", "59800", "59350");
    expect(found).toMatchObject({ ok: true, type: "housenumber", communeCode: "59350" });
    if (!found.ok) return;
    expect(found.score).toBeGreaterThan(0.8);
    expect(found.label).toMatch(/^204 Rue Pierre.Legrand 59800 Lille$/);
    expect([Math.abs(found.lon - 3.09), Math.abs(found.lat - 50.633)]).toSatisfy(
      (apart: number[]) => apart.every((degrees) => degrees < 0.02),
    );
  });

  test.skipIf(isSkipped)("knows the overseas départements", async () => {
    const found = await find("100 rue de Paris", "97400", "97411");
    expect(found).toMatchObject({ ok: true, communeCode: "97411" });
    if (found.ok) expect([Math.round(found.lon), Math.round(found.lat)]).toEqual([55, -21]);
  });

  test.skipIf(isSkipped)("finds an address whose commune is not the one written", async () => {
    const found = await find("204, rue Pierre-Legrand", "59800", "59512");
    if (!found.ok) throw new Error(found.reason);
    expect(weigh(found, { communeCode: "59512", postcode: null }).verdict).toBe("to_check");
  });

  test.skipIf(isSkipped)("gives a commune for a commune, which proves nothing", async () => {
    const found = await find("Roubaix", "59100", "59512");
    if (!found.ok) throw new Error(found.reason);
    expect(weigh(found, { communeCode: "59512", postcode: null }).verdict).toBe("unproven");
  });

  test.skipIf(isSkipped)("answers in the published format", async () => {
    const response = await get({ q: "204 rue Pierre Legrand 59800 Lille", limit: "1" });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toContain("application/json");
    const content = await response.json();
    expect(banResponseSchema.safeParse(content).error).toBeUndefined();
    expect(content.features).toHaveLength(1);
    expect(content.features[0].properties).toMatchObject({
      label: expect.any(String),
      score: expect.any(Number),
      housenumber: "204",
      id: expect.stringMatching(/^59350_/),
      type: "housenumber",
      name: expect.any(String),
      postcode: "59800",
      citycode: "59350",
      city: "Lille",
      context: "59, Nord, Hauts-de-France",
      importance: expect.any(Number),
      street: expect.any(String),
    });
  });

  test.skipIf(isSkipped)("finds nothing for what is nothing", async () => {
    const response = await get({ q: "zzqxwv kjhgfq", citycode: "59350", autocomplete: "0" });
    expect(banResponseSchema.parse(await response.json()).features).toEqual([]);
  });

  test.skipIf(isSkipped)("refuses with 400, and says why", async () => {
    for (const query of ["", "q=a", "q=rue&limit=99", "q=rue&postcode=1"]) {
      const response = await fetch(`${service.baseUrl}?${query}`);
      expect(response.status).toBe(400);
      const refusal = banRefusalSchema.parse(await response.json());
      expect(refusal).toMatchObject({ code: 400, message: "Failed parsing query" });
      expect(refusal.detail?.length).toBeGreaterThan(0);
    }
  });
});

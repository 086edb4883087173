import { parseEnvironment } from "@essaim/web/environment";
import { expect, test } from "vitest";
import { withDemoGeocoder } from "./geocoder.ts";

test("the demonstration has a geocoder of its own, and nobody else is given one", async () => {
  const urlOf = async (source: Record<string, string>) => {
    const environment = parseEnvironment(source);
    if (!environment.ok) throw new Error(environment.problems.join());
    const located = await withDemoGeocoder(environment.value);
    await located.double?.close();
    return located.environment.geocoderUrl;
  };
  expect(await urlOf({})).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/geocodage\/search$/);
  expect(await urlOf({ ESSAIM_DEMO: "0" })).toBe("");
  expect(await urlOf({ ESSAIM_GEOCODER_URL: "" })).toBe("");
  expect(await urlOf({ NODE_ENV: "production", ESSAIM_DEMO: "1" })).toContain("data.geopf.fr");
  const chosen = "https://geocodeur.exemple.fr/search";
  expect(await urlOf({ ESSAIM_GEOCODER_URL: chosen })).toBe(chosen);
});

import { expect, it } from "vitest";
import { twinAmong } from "./twins.rules.ts";

const one = { name: "Cagette", sourceUrl: "https://forge.example/a/cagette" };

it.each([
  [{ name: "  cagétte ", sourceUrl: null }, 0],
  [{ name: "Autre", sourceUrl: "http://www.forge.example/A/cagette.git/" }, 0],
  [{ name: "Autre", sourceUrl: null }, -1],
  [{ name: "Autre", sourceUrl: "https://forge.example/a/cagette-2" }, -1],
])("%j is at place %i", (other, place) => {
  expect(twinAmong(one, [other])).toBe(place);
});

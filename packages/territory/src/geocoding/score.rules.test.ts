import { expect, test } from "vitest";
import { wholeCommune } from "../communes/department.rules.ts";
import { weigh } from "./score.rules.ts";

const sure = { score: 0.93, type: "housenumber", communeCode: "59350", hasRival: false } as const;
const written = { communeCode: "59350", postcode: null };

test.each([
  [{}, "sure", []],
  [{ score: 0.8 }, "sure", []],
  [{ score: 0.7999 }, "to_check", ["low_score"]],
  [{ communeCode: "59512" }, "to_check", ["other_commune"]],
  [{ hasRival: true }, "to_check", ["rival"]],
  [{ type: "street" }, "to_check", ["street_only"]],
  [{ type: "locality" }, "unproven", ["coarse"]],
  [{ type: "municipality", score: 0.99 }, "unproven", ["coarse"]],
  [{ type: "municipality", score: 0.5 }, "unproven", ["coarse", "low_score"]],
] as const)("an answer with %o is %s", (change, verdict, doubts) => {
  expect(weigh({ ...sure, ...change }, written)).toEqual({ verdict, doubts });
});

test("without a commune written, none is another; a postcode is enough, and nothing is not", () => {
  const there = { ...sure, communeCode: "97411" };
  expect(weigh(there, { communeCode: null, postcode: "97400" }).verdict).toBe("sure");
  expect(weigh(there, { communeCode: null, postcode: null })).toEqual({
    verdict: "to_check",
    doubts: ["no_commune"],
  });
});

test.each([
  ["75111", "75056"],
  ["75120", "75056"],
  ["69389", "69123"],
  ["13216", "13055"],
  ["13217", "13217"],
  ["75121", "75121"],
  ["59350", "59350"],
  ["2A004", "2A004"],
  ["97411", "97411"],
])("code %s is of the commune %s", (code, commune) => {
  expect(wholeCommune(code)).toBe(commune);
});

import { expect, test } from "vitest";
import { isPostcodeIn, isPostcodeOf } from "./department.rules.ts";

test.each([
  ["59000", "59", true],
  ["75001", "59", false],
  ["20000", "2A", true],
  ["20200", "2B", true],
  ["97400", "974", true],
  ["97133", "977", true],
  ["97100", "974", false],
])("postcode %s and département %s: %s", (postcode, department, expected) => {
  expect(isPostcodeIn(postcode, department)).toBe(expected);
});

test("a postcode of the next département is a commune's own when the register says so", () => {
  const eloise = { code: "74109", postcodes: ["01200"] };
  expect(isPostcodeOf("01200", eloise)).toBe(true);
  expect(isPostcodeOf("74910", eloise)).toBe(true);
  expect(isPostcodeOf("01000", eloise)).toBe(false);
});

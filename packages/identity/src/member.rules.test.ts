import { expect, test } from "vitest";
import { isLastAdmin } from "./member.rules.ts";

test("the last admin can neither be ended nor given another role", () => {
  expect(isLastAdmin(["a"], "a", null)).toBe(true);
  expect(isLastAdmin(["a"], "a", "coach")).toBe(true);
  expect(isLastAdmin(["a"], "a", "admin")).toBe(false);
  expect(isLastAdmin(["a"], "b", null)).toBe(false);
  expect(isLastAdmin(["a", "b"], "a", null)).toBe(false);
});

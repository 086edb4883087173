import { expect, test } from "vitest";
import { isStale, isToAsk, isToConfirm, monthsBefore } from "./freshness.rules.ts";

test("months are counted as PostgreSQL counts them", () => {
  expect(monthsBefore("2026-11-24", 18)).toBe("2025-05-24");
  expect(monthsBefore("2026-03-31", 1)).toBe("2026-02-28");
  expect(monthsBefore("2024-03-31", 1)).toBe("2024-02-29");
  expect(monthsBefore("2026-01-15", 12)).toBe("2025-01-15");
  expect(monthsBefore("2026-01-31", 2)).toBe("2025-11-30");
});

test("a record is stale after eighteen months, not on the day itself", () => {
  expect(isStale("2025-05-24", "2026-11-24")).toBe(false);
  expect(isStale("2025-05-23", "2026-11-24")).toBe(true);
  expect(isToConfirm("2025-11-23", "2026-11-24")).toBe(true);
  expect(isToConfirm("2025-11-24", "2026-11-24")).toBe(false);
});

test("a keeper is asked after twelve months, and again after sixty days", () => {
  const old = "2025-01-01";
  expect(isToAsk({ confirmedOn: "2026-01-01", askedOn: null }, "2026-11-24")).toBe(false);
  expect(isToAsk({ confirmedOn: old, askedOn: null }, "2026-11-24")).toBe(true);
  expect(isToAsk({ confirmedOn: old, askedOn: "2026-09-26" }, "2026-11-24")).toBe(false);
  expect(isToAsk({ confirmedOn: old, askedOn: "2026-09-25" }, "2026-11-24")).toBe(true);
});

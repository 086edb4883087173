import fc from "fast-check";
import { expect, it } from "vitest";
import {
  isUnanswered,
  judgeStep,
  lastUnansweredDay,
  type UpstreamStep,
  upstreamStates,
} from "./upstream.rules.ts";

const anyStep = fc.record({
  state: fc.constantFrom(...upstreamStates),
  happenedOn: fc
    .integer({ min: 0, max: 400 })
    .map((after) => new Date(Date.UTC(2026, 0, 1 + after)).toISOString().slice(0, 10)),
});

it("keeps steps in time, and ends with what is merged, whatever is tried", () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 20 }), (tried) => {
      const kept: UpstreamStep[] = [];
      for (const step of tried) if (judgeStep(kept.at(-1) ?? null, step) === null) kept.push(step);
      const days = kept.map((step) => step.happenedOn);
      expect(days).toEqual(days.toSorted());
      const merged = kept.findIndex((step) => step.state === "merged");
      expect(merged === -1 || merged === kept.length - 1).toBe(true);
      expect(kept[0]?.state ?? "proposed").toMatch(/proposed|merged/);
    }),
  );
});

it("waits ninety days for an answer, leap day included", () => {
  expect(lastUnansweredDay("2026-03-31")).toBe("2025-12-30");
  const proposed = (happenedOn: string): UpstreamStep => ({ state: "proposed", happenedOn });
  expect(isUnanswered(proposed("2025-12-30"), "2026-03-31")).toBe(true);
  expect(isUnanswered(proposed("2025-12-31"), "2026-03-31")).toBe(false);
  expect(isUnanswered({ state: "merged", happenedOn: "2020-01-01" }, "2026-03-31")).toBe(false);
  expect(isUnanswered(null, "2026-03-31")).toBe(false);
});

import { daysAfter } from "@essaim/database/today";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { deadlinesOf, urgencyOf } from "./deadline.rules.ts";
import { decidePathway, isCape, latestTerm } from "./stage.rules.ts";
import type { StageKind } from "./stage.schema.ts";
import { anyPathway, testDay } from "./testing-pathways.ts";

type Told = [kind: StageKind, startsOn: string, termOn?: string];

function deadlines(day: string, ...told: Told[]) {
  const decision = decidePathway(
    told.map(([kind, startsOn, termOn], index) => ({
      id: String(index),
      kind,
      startsOn,
      termOn: isCape(kind) ? (termOn ?? latestTerm(startsOn)) : null,
    })),
    testDay,
  );
  if (!decision.ok) throw new Error(decision.message);
  return deadlinesOf(decision.stages, day).map(({ kind, on }) => ({ kind, on }));
}

test("a CAPE is to be renewed, twice, then to be followed by something else", () => {
  const first: Told[] = [["cape", "2024-03-04"]];
  expect(deadlines("2025-01-02", ...first)).toEqual([{ kind: "cape_renewal", on: "2025-03-03" }]);
  const twice: Told[] = [...first, ["cape_renewal", "2025-03-04"], ["cape_renewal", "2026-03-04"]];
  expect(deadlines("2026-11-24", ...twice)).toEqual([{ kind: "cape_end", on: "2027-03-03" }]);
});

test("a CAPE that ended with nothing after it is said until something is noted", () => {
  const cape: Told[] = [["cape", "2024-03-04"]];
  expect(deadlines("2026-11-24", ...cape)).toEqual([{ kind: "cape_end", on: "2025-03-03" }]);
  expect(deadlines("2026-11-24", ...cape, ["exit", "2025-03-03"])).toEqual([]);
});

test("a CESA is to lead to an associate within three years, less the CAPE before it", () => {
  expect(deadlines("2026-11-24", ["cesa", "2024-01-01"])).toEqual([
    { kind: "associate", on: "2026-12-31" },
  ]);
  // A CAPE of 366 days in 2024, then one cut after 100 days.
  expect(deadlines("2026-11-24", ["cape", "2024-01-01"], ["cesa", "2025-01-01"])).toEqual([
    { kind: "associate", on: "2026-12-30" },
  ]);
  expect(deadlines("2025-06-01", ["cape", "2025-01-01"], ["cesa", "2025-04-11"])).toEqual([
    { kind: "associate", on: "2028-01-01" },
  ]);
  expect(deadlines("2025-06-01", ["cesa", "2024-01-01"], ["associate", "2024-05-01"])).toEqual([]);
});

test("three years of CAPE leave no delay: the deadline is the day of the CESA", () => {
  expect(
    deadlines(
      "2026-11-24",
      ["cape", "2022-01-01"],
      ["cape_renewal", "2023-01-01"],
      ["cape_renewal", "2024-01-01"],
      ["cesa", "2025-01-01"],
    ),
  ).toEqual([{ kind: "associate", on: "2025-01-01" }]);
});

test("deadlines come soonest first, in sentences, and none once the person has left", () => {
  fc.assert(
    fc.property(anyPathway, (stages) => {
      const decision = decidePathway(stages, testDay);
      if (!decision.ok) return;
      const found = deadlinesOf(decision.stages, testDay);
      expect(found.map(({ on }) => on)).toEqual(found.map(({ on }) => on).sort());
      for (const { sentence } of found) expect(sentence).toMatch(/^[A-Z].*\.$/);
      if (decision.stages.at(-1)?.kind === "exit") expect(found).toEqual([]);
    }),
  );
});

test("a deadline is said ninety days ahead, and said louder thirty days ahead", () => {
  const at = (days: number) => urgencyOf(daysAfter(testDay, days), testDay);
  expect([-1, 0, 30, 31, 90, 91].map(at)).toEqual(["over", "near", "near", "said", "said", "far"]);
});

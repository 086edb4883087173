import { expect, it } from "vitest";
import type { Evaluated } from "../registry/evaluate.queries.ts";
import { findIndicator } from "../registry/indicator.schema.ts";
import { sayFigure } from "./figure.rules.ts";

const say = (key: string, shownOn: string | null) => {
  const counted = (value: number) => ({ value, records: 1 }) as Evaluated;
  return sayFigure(findIndicator(key) ?? expect.fail(key), {
    cutOffOn: "2026-06-30",
    shown: shownOn === null ? [] : [{ cutOffOn: shownOn, total: 26, tables: {} }],
    isElsewhere: false,
    isSaid: false,
    former: [],
    exact: new Map([
      ["mentoring_pairs", counted(80)],
      ["paid_spending", counted(52_000_00)],
    ]),
    threshold: 5,
  });
};

it("a figure of people that no released table says is told to be so, and not to be small", () => {
  expect(say("mentoring_pairs", "2026-06-30")).toMatchObject({
    value: null,
    withheld: "not_released",
  });
});

it("a cost goes with the people of its own day, and says why it goes with no other", () => {
  const cost = (shownOn: string | null) => say("cost_per_supported_worker", shownOn);
  expect(cost("2026-06-30")).toMatchObject({
    value: 2_000_00,
    parts: { numerator: 52_000_00, denominator: 26 },
  });
  expect(cost("2026-03-31")).toMatchObject({ value: null, withheld: "not_released" });
  expect(cost(null)).toMatchObject({ value: null, withheld: "small" });
});

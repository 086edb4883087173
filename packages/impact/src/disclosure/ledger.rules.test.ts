import { describe, expect, it } from "vitest";
import { decideDeclared } from "./declared.rules.ts";
import { isAfterAll, readCell, readRatio, readTable, readTotal } from "./ledger.rules.ts";
import type { ReleaseShown } from "./release.schema.ts";

const ledger: ReleaseShown[] = [
  {
    cutOffOn: "2026-03-31",
    total: 20,
    tables: {
      mentoring: [
        { cells: ["paired"], people: 12 },
        { cells: ["unpaired"], people: 8 },
      ],
      residence: [
        { cells: ["priority"], people: 9 },
        { cells: ["outside"], people: 6 },
        { cells: ["unknown"], people: 5 },
      ],
    },
  },
  { cutOffOn: "2026-06-30", total: null, tables: {} },
  {
    cutOffOn: "2026-09-30",
    total: 45,
    tables: {
      residence: [
        { cells: ["priority"], people: 20 },
        { cells: ["outside", "unknown"], people: 25 },
      ],
    },
  },
];

describe("a ledger", () => {
  it("reads each figure at the last day that showed it", () => {
    expect(readTotal(ledger)).toEqual({ people: 45, cutOffOn: "2026-09-30" });
    expect(readCell(ledger, "mentoring", "paired")).toEqual({ people: 12, cutOffOn: "2026-03-31" });
    expect(readTable(ledger, "residence")?.cutOffOn).toBe("2026-09-30");
    expect(readTable(ledger, "age")).toBeNull();
    expect(readTotal([])).toBeNull();
  });

  it("does not read a cell of an older table than the one that is shown", () => {
    expect(readCell(ledger, "residence", "outside")).toBeNull();
  });

  it("takes both figures of a ratio from one day", () => {
    const paired = { breakdown: "mentoring", cell: "paired" } as const;
    const priority = { breakdown: "residence", cell: "priority" } as const;
    expect(readRatio(ledger, paired, "total")).toEqual({
      numerator: 12,
      denominator: 20,
      cutOffOn: "2026-03-31",
    });
    expect(readRatio(ledger, priority, "total")).toEqual({
      numerator: 20,
      denominator: 45,
      cutOffOn: "2026-09-30",
    });
    expect(readRatio(ledger, paired, { breakdown: "age", cell: "under_26" })).toBeNull();
  });

  it("goes forward", () => {
    expect(isAfterAll(ledger, "2026-10-01")).toBe(true);
    expect(isAfterAll(ledger, "2026-09-30")).toBe(false);
    expect(isAfterAll(ledger, "2026-05-01")).toBe(false);
  });
});

it("shows a declared number of people from five on, and again once it is five away from all before", () => {
  expect([null, 0, 4, 5, 500].map((people) => decideDeclared([], people, 5))).toEqual([
    null,
    null,
    null,
    5,
    500,
  ]);
  expect([34, 35, 25, 26].map((people) => decideDeclared([30], people, 5))).toEqual([
    null,
    35,
    25,
    null,
  ]);
  expect(decideDeclared([30, 60], 33, 5)).toBeNull();
});

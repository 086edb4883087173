import { describe, expect, it } from "vitest";
import { countPlaywright, countVitest, settle } from "./counts.ts";

describe("countVitest", () => {
  it("adds a failure for a file that could not be loaded", () => {
    const testResults = [
      { status: "failed", assertionResults: [] },
      { status: "failed", assertionResults: [{}] },
      { status: "passed", assertionResults: [{}] },
    ];
    expect(countVitest({ numPassedTests: 4, numFailedTests: 1, testResults })).toEqual({
      passed: 4,
      failed: 2,
    });
  });
});

describe("countPlaywright", () => {
  it("counts once a journey that passed when tried again, and what went wrong around the journeys", () => {
    const stats = { expected: 3, unexpected: 1, flaky: 1 };
    expect(countPlaywright({ stats, errors: [{}] })).toEqual({ passed: 4, failed: 2 });
  });
});

describe("settle", () => {
  it("believes the exit code against a clean or missing report", () => {
    expect(settle({ passed: 3, failed: 0 }, 1)).toEqual({ passed: 3, failed: 1 });
    expect(settle({ passed: 3, failed: 0 }, 0)).toEqual({ passed: 3, failed: 0 });
    expect(settle(undefined, 0)).toEqual({ passed: 0, failed: 1 });
  });
});

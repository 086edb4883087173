import { expect, test } from "vitest";
import { absencesInARow } from "./attendance.rules.ts";
import type { Attendance } from "./attendance.schema.ts";

/** Newest first, one letter each. */
const row = (letters: string) =>
  [...letters].map((letter): { attendance: Attendance } => ({
    attendance: ({ e: "expected", p: "present", a: "absent", x: "excused" } as const)[
      letter as "e" | "p" | "a" | "x"
    ],
  }));

test.each([
  ["", 0],
  ["p", 0],
  ["aaa", 3],
  ["aapa", 2],
  ["paaa", 0],
  ["eaaap", 3],
  ["axaxa", 3],
  ["xx", 0],
  ["aea", 2],
])("%s: %i", (letters, expected) => {
  expect(absencesInARow(row(letters))).toBe(expected);
});

import { expect, test } from "vitest";
import { readCursor, writeCursor } from "./cursor.ts";

const ours = {
  isBackwards: false,
  measure: 1.5,
  day: "2026-01-02",
  id: "0192f0c4-0000-7000-8000-000000000001",
};

test("a cursor is read as it was written; one whose day no calendar of PostgreSQL has is none", () => {
  expect(readCursor(writeCursor(ours))).toEqual(ours);
  for (const day of ["0000-01-01", "2026-02-30", "demain", "99999-01-01"]) {
    expect(readCursor(writeCursor({ ...ours, day }))).toBeNull();
  }
});

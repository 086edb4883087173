import { getISODay, parseISO } from "date-fns";
import fc from "fast-check";
import { expect, test } from "vitest";
import { weekOf } from "./week.rules.ts";

test("a week goes from Monday to Sunday, across months and years", () => {
  expect(weekOf("2026-12-31")).toEqual({
    days: [
      "2026-12-28",
      "2026-12-29",
      "2026-12-30",
      "2026-12-31",
      "2027-01-01",
      "2027-01-02",
      "2027-01-03",
    ],
    monday: "2026-12-28",
    sunday: "2027-01-03",
    before: "2026-12-21",
    after: "2027-01-04",
  });
});

test("each of its days gives the same week, and the next one begins where it ends", () => {
  const day = fc
    .date({ min: new Date("1990-01-01"), max: new Date("2060-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  fc.assert(
    fc.property(day, (one) => {
      const week = weekOf(one);
      expect(week.days).toContain(one);
      for (const other of week.days) expect(weekOf(other)).toEqual(week);
      expect(getISODay(parseISO(week.monday))).toBe(1);
      expect(weekOf(week.after).before).toBe(week.monday);
    }),
  );
});

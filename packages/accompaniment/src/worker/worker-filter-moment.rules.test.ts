import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  dayOf,
  isMoment,
  momentInWords,
  readMoment,
  writeMoment,
} from "./worker-filter-moment.rules.ts";

test.each([
  ["31/12/2026", "2026-12-31"],
  ["1.2.2026", "2026-02-01"],
  ["2026-02-01", "2026-02-01"],
  ["Aujourd’hui", "aujourdhui"],
  ["aujourd'hui", "aujourdhui"],
  ["dans 90 jours", "dans-90-jours"],
  ["Il y a 6 semaines", "il-y-a-6-semaines"],
  ["dans 1 mois", "dans-1-mois"],
  ["dans 0 jours", "aujourdhui"],
  ["31/02/2026", null],
  ["bientôt", null],
  ["01/01/12", null],
  ["", null],
])("« %s » is read as %s", (typed, word) => {
  expect(readMoment(typed)).toBe(word);
});

test.each([
  ["2026-12-31", "2026-12-31"],
  ["aujourdhui", "2026-03-31"],
  ["dans-1-jours", "2026-04-01"],
  ["il-y-a-2-semaines", "2026-03-17"],
  ["il-y-a-1-mois", "2026-02-28"],
])("%s is on %s", (moment, day) => {
  expect(dayOf(moment, "2026-03-31")).toBe(day);
});

test("one day is not « 1 jours »", () => {
  expect(momentInWords("dans-1-jours")).toBe("dans\u00a01\u00a0jour");
  expect(momentInWords("il-y-a-3-mois")).toBe("il\u00a0y\u00a0a\u00a03\u00a0mois");
});

test("a moment shown in a field is read back", () => {
  const offset = fc
    .tuple(
      fc.constantFrom("dans", "il-y-a"),
      fc.integer({ min: 1, max: 999 }),
      fc.constantFrom("jours", "semaines", "mois"),
    )
    .map((parts) => parts.join("-"));
  fc.assert(
    fc.property(fc.oneof(offset, fc.constantFrom("2026-12-31", "aujourdhui")), (moment) => {
      expect(isMoment(moment)).toBe(true);
      expect(readMoment(writeMoment(moment))).toBe(moment);
    }),
  );
});

import { addDays, formatISO } from "date-fns";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isMonthFirst, looksLikeDay, readWrittenDay } from "./written-day.rules.ts";

const read = (written: string, isAmerican = false) => {
  const found = readWrittenDay(written, { latestYear: 2027, isAmerican });
  return found.ok ? found.day : found.message;
};

test("days as French people write them", () => {
  for (const written of [
    "3 mars 2024",
    "03/03/2024",
    "3/3/24",
    "3.3.2024",
    "03-03-2024",
    "03 03 2024",
    "2024-03-03",
    "2024/03/03",
    "20240303",
    "2024-03-03T00:00:00.000Z",
    "03/03/2024 14:30",
    "3 mars 2024 à 9h",
    "dimanche 3 mars 2024",
    "Dim. 3 MARS 2024",
    "le 3 mars 24",
  ]) {
    expect(read(written), written).toBe("2024-03-03");
  }
  expect(read("1er févr. 2024")).toBe("2024-02-01");
  expect(read("12 août 85")).toBe("1985-08-12");
  expect(read("29/02/2024")).toBe("2024-02-29");
});

test("what is no day of the calendar, or could be two, says so", () => {
  expect(read("31/02/2024")).toContain("n’est pas un jour du calendrier");
  expect(read("29/02/2023")).toContain("n’est pas un jour du calendrier");
  expect(read("03/25/2024")).toContain("met le mois avant le jour");
  expect(read("mars 2024")).toContain("ne dit pas quel jour");
  expect(read("2024")).toContain("ne dit pas quel jour");
  expect(read("bientôt")).toContain("n’est pas une date");
  expect(read("03/04/2024")).toBe("2024-04-03");
  expect(read("03/04/2024", true)).toContain("3\u00a0avril\u00a02024 ou le 4\u00a0mars\u00a02024");
  expect(read("04/04/2024", true)).toBe("2024-04-04");
  expect(read("3 avril 2024", true)).toBe("2024-04-03");
});

test("a month before its day is seen only beyond doubt", () => {
  expect(isMonthFirst("03/25/2024")).toBe(true);
  expect(isMonthFirst("03/04/2024")).toBe(false);
  expect(isMonthFirst("2024-03-25")).toBe(false);
});

const anyDay = fc
  .integer({ min: 0, max: 55_000 })
  .map((days) => formatISO(addDays(new Date(1950, 0, 1), days), { representation: "date" }));
const longMonth = new Intl.DateTimeFormat("fr-FR", { dateStyle: "long", timeZone: "UTC" });
const fullDay = new Intl.DateTimeFormat("fr-FR", { dateStyle: "full", timeZone: "UTC" });

test("any day is read back from each way of writing it", () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const [year = "", month = "", date = ""] = day.split("-");
      const at = new Date(`${day}T00:00Z`);
      for (const written of [
        day,
        `${date}/${month}/${year}`,
        `${Number(date)}.${Number(month)}.${year}`,
        `${date}-${month}-${year} 00:00:00`,
        longMonth.format(at),
        fullDay.format(at),
      ]) {
        expect(looksLikeDay(written)).toBe(true);
        expect(readWrittenDay(written, { latestYear: 2101 })).toEqual({ ok: true, day });
      }
    }),
  );
});

test("two figures stand for the last such year", () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1950, max: 2101 }), (day, latestYear) => {
      const [year = "", month = "", date = ""] = day.split("-");
      const found = readWrittenDay(`${date}/${month}/${year.slice(2)}`, { latestYear });
      if (!found.ok) return;
      const read = Number(found.day.slice(0, 4));
      expect(read).toBeLessThanOrEqual(latestYear);
      expect(read).toBeGreaterThan(latestYear - 100);
      expect(read % 100).toBe(Number(year) % 100);
    }),
  );
});

test("whatever is written, a day of the calendar or a sentence", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 30 }), (written) => {
      const found = readWrittenDay(written, { latestYear: 2027 });
      if (found.ok) expect(found.day).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      else expect(found.message).toMatch(/\.$/);
    }),
  );
});

import { describe, expect, it } from "vitest";
import { i18nIn } from "../i18n/i18n";
import { daysText, monthsText, peopleText, totalText } from "./amounts";

const fr = i18nIn("fr");

describe("people, months and days", () => {
  it("are told as one number or as a range, and not at all when unknown", () => {
    expect(peopleText(fr, 1, 1)).toBe("1 personne");
    expect(peopleText(fr, 2, 5)).toBe("2 à 5 personnes");
    expect(peopleText(i18nIn("en"), 1, 1)).toBe("1 person");
    expect(monthsText(fr, 0, 0)).toBe("dès le départ");
    expect(monthsText(fr, 3, 6)).toBe("3 à 6 mois");
    expect(peopleText(fr, null, null)).toBeNull();
    expect(monthsText(fr, null, null)).toBeNull();
  });

  it("are told in the unit that one would use", () => {
    expect([0.5, 1, 10, 21, 30, 61, 365].map((days) => daysText(fr, days))).toEqual([
      "0,5 jour",
      "1 jour",
      "10 jours",
      "3 semaines",
      "30 jours",
      "environ 2 mois",
      "environ 12 mois",
    ]);
  });

  it("add up, and say when something is missing", () => {
    const days = (...all: (number | null)[]) => all.map((one) => ({ days: one }));
    expect(totalText(fr, days(7, 0.5))).toBe("En tout\u202f: 7,5 jours.");
    expect(totalText(fr, days(7, null))).toMatch(/7 jours au moins/);
    expect(totalText(fr, days(null))).toBeNull();
  });
});

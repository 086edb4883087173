import { describe, expect, it } from "vitest";
import {
  formatCents,
  formatDate,
  formatDateTime,
  formatDuration,
  formatMonth,
  formatNumber,
  formatPercent,
  formatPeriod,
  formatRelativeDate,
  formatSize,
  formatTime,
  ofMonth,
  plural,
  typo,
} from "./format.tsx";

const THIN = "\u202f";
const NBSP = "\u00a0";

describe("dates", () => {
  it("writes a day in full, with « 1er »", () => {
    expect(formatDate("2026-03-03")).toBe(`3${NBSP}mars${NBSP}2026`);
    expect(formatDate("2026-05-01")).toBe(`1er${NBSP}mai${NBSP}2026`);
    expect(formatDate("2026-05-01", "en")).toBe(`1${NBSP}May${NBSP}2026`);
    expect(formatDate("inconnue")).toBe("inconnue");
  });
  it("writes months and periods, open or closed", () => {
    expect(formatMonth("2026-08")).toBe("août 2026");
    expect(["2026-03", "2026-04", "2026-08", "2026-10"].map(ofMonth)).toEqual([
      "de mars 2026",
      "d’avril 2026",
      "d’août 2026",
      "d’octobre 2026",
    ]);
    expect(formatPeriod("2026-01-01", "2026-12-31")).toBe(
      `du 1er${NBSP}janvier${NBSP}2026 au 31${NBSP}décembre${NBSP}2026`,
    );
    expect(formatPeriod("2026-01-02", null)).toBe(`depuis le 2${NBSP}janvier${NBSP}2026`);
    expect(formatPeriod(null, "2026-01-02")).toBe(`jusqu’au 2${NBSP}janvier${NBSP}2026`);
    expect(formatPeriod(null, null)).toBe("");
  });
  it("gives instants in Paris, winter and summer, past midnight", () => {
    expect(formatDateTime(new Date("2026-03-03T13:02:00Z"))).toBe(
      `3${NBSP}mars${NBSP}2026 à 14${NBSP}h${NBSP}02`,
    );
    expect(formatDateTime(new Date("2026-07-13T22:30:00Z"))).toBe(
      `14${NBSP}juillet${NBSP}2026 à 0${NBSP}h${NBSP}30`,
    );
    expect(formatTime(new Date("2026-03-03T08:05:00Z"), "en")).toBe("09:05");
  });
  it("says how long something lasts, in one way", () => {
    expect([5, 45, 60, 90, 150, 125].map(formatDuration)).toEqual(
      ["5_min", "45_min", "1_h", "1_h_30", "2_h_30", "2_h_05"].map((text) =>
        text.replaceAll("_", NBSP),
      ),
    );
  });
  it("says how long ago", () => {
    expect(formatRelativeDate("2026-03-10", "2026-03-10")).toBe("aujourd’hui");
    expect(formatRelativeDate("2026-03-07", "2026-03-10")).toBe("il y a 3 jours");
    expect(formatRelativeDate("2026-03-07", "2026-03-10", "en")).toBe("3 days ago");
    expect(formatRelativeDate("2026-01-10", "2026-03-10")).toBe("il y a 59 jours");
    expect(formatRelativeDate("2025-12-10", "2026-03-10")).toBe("il y a 2 mois");
    expect(formatRelativeDate("2022-07-18", "2026-03-10")).toBe("il y a 3 ans");
  });
});

describe("numbers", () => {
  it("writes amounts with the right no-break spaces", () => {
    expect(formatCents(123450)).toBe(`1${THIN}234,50${NBSP}€`);
    expect(formatCents(-5)).toBe(`\u22120,05${NBSP}€`);
    expect(formatCents(2500000, "fr", { cents: "auto" })).toBe(`25${THIN}000${NBSP}€`);
    expect(formatCents(2500001, "fr", { cents: "auto" })).toBe(`25${THIN}000,01${NBSP}€`);
    expect(formatCents(123450, "en")).toBe("€1,234.50");
  });
  it("writes numbers and percentages", () => {
    expect(formatNumber(12345.5)).toBe(`12${THIN}345,5`);
    expect(formatPercent(0.925)).toMatch(/^93[\u202f\u00a0]%$/);
    expect(formatPercent(0.925, "fr", 1)).toMatch(/^92,5[\u202f\u00a0]%$/);
  });
  it("writes the sizes of files", () => {
    const sizes = [0, 1, 812, 1000, 34_816, 1_258_291, 20 * 1024 * 1024];
    expect(sizes.map(formatSize)).toEqual(
      ["0 octet", "1 octet", "812 octets", "1 Ko", "34 Ko", "1,2 Mo", "20 Mo"].map((one) =>
        one.replace(" ", NBSP),
      ),
    );
  });
  it("begins the French plural at two, the English one elsewhere than one", () => {
    expect(plural(0, "personne", "personnes")).toBe(`0${NBSP}personne`);
    expect(plural(1, "personne", "personnes")).toBe(`1${NBSP}personne`);
    expect(plural(1.5, "heure", "heures")).toBe(`1,5${NBSP}heure`);
    expect(plural(2, "personne", "personnes")).toBe(`2${NBSP}personnes`);
    expect(plural(0, "person", "people", "en")).toBe(`0${NBSP}people`);
  });
});

describe("typo", () => {
  it("puts narrow no-break spaces before double marks and inside quotes", () => {
    expect(typo("Où ? Ici ! Voilà : là ; fin")).toBe(
      `Où${THIN}? Ici${THIN}! Voilà${THIN}: là${THIN}; fin`,
    );
    expect(typo("«Essaim» et « ruche »")).toBe(`«${THIN}Essaim${THIN}» et «${THIN}ruche${THIN}»`);
    expect(typo("l'essaim coûte 12 €")).toBe(`l’essaim coûte 12${NBSP}€`);
  });
  it("leaves addresses and times alone, and changes nothing twice", () => {
    expect(typo("https://exemple.fr/?q=a à 14:02")).toBe("https://exemple.fr/?q=a à 14:02");
    const once = typo("Qui ? « Vous » !");
    expect(typo(once)).toBe(once);
  });
});

import { describe, expect, it } from "vitest";
import { formatSiret, isSiret, siretFromText } from "./siret.rules.ts";

// La Poste's head office, as INSEE publishes it.
const laPoste = "35600000000048";
const withCheckDigit = "73282932000074";

describe("a SIRET", () => {
  it.each([
    [withCheckDigit, true],
    [laPoste, true],
    // The digits of this post office add up to a multiple of five, and Luhn's key does not hold.
    ["35600000049837", true],
    ["73282932000075", false],
    ["7328293200007", false],
    ["7328293200007a", false],
    ["", false],
  ])("%s: %s", (written, verdict) => {
    expect(isSiret(written)).toBe(verdict);
  });

  it("is read as people write it, and an empty field clears it", () => {
    expect(siretFromText.parse("732 829 320 00074")).toBe(withCheckDigit);
    expect(siretFromText.parse("732\u202f829\u00a0320.00074")).toBe(withCheckDigit);
    expect(siretFromText.parse(undefined)).toBeNull();
    expect(siretFromText.parse(formatSiret(withCheckDigit))).toBe(withCheckDigit);
  });

  it.each([
    ["73282932000075", /ne tombe pas juste/],
    ["732829320", /SIREN/],
    ["FR 732", /14 chiffres/],
  ])("refuses %s with a sentence", (written, sentence) => {
    expect(siretFromText.safeParse(written).error?.issues[0]?.message).toMatch(sentence);
  });
});

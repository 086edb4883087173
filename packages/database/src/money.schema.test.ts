import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  centsFromText,
  euros,
  MAX_CENTS,
  parseCents,
  positiveCentsFromText,
  textFromCents,
} from "./money.schema.ts";

const cents = fc.integer({ min: 0, max: MAX_CENTS });
const space = fc.constantFrom(" ", "\u00a0", "\u202f", "\u2009", "\t");

describe("amounts in euros", () => {
  it.each([
    ["1 234,50 €", 123450],
    ["1\u202f234,50\u00a0€", 123450],
    ["1234.5", 123450],
    ["12", 1200],
    ["12 euros", 1200],
    ["0012,", 1200],
    ["0", 0],
    ["9 999 999 999,99", MAX_CENTS],
  ])("reads « %s »", (text, expected) => {
    expect(centsFromText.parse(text)).toBe(expected);
  });

  it.each([
    ["-12", /sans le signe moins/],
    ["− 12 €", /sans le signe moins/],
    ["NaN", /par exemple/],
    ["Infinity", /par exemple/],
    ["1e3", /par exemple/],
    ["", /par exemple/],
    ["€", /par exemple/],
    ["douze", /par exemple/],
    ["1,2,3", /par exemple/],
    ["12,5 0 euros", /par exemple/],
    ["12 ,50", /par exemple/],
    ["1 23", /par exemple/],
    ["1234 567", /par exemple/],
    ["1.234", /deux chiffres/],
    ["12345678901234567", /trop grand/],
  ])("refuses « %s » with a sentence", (text, message) => {
    const parsed = centsFromText.safeParse(text);
    expect(parsed.success).toBe(false);
    expect(parsed.error?.issues[0]?.message).toMatch(message);
  });

  it("refuses zero where something was paid", () => {
    expect(positiveCentsFromText.safeParse("0,00").success).toBe(false);
    expect(positiveCentsFromText.parse("0,01")).toBe(1);
  });

  it("reads back what it wrote, cent for cent", () => {
    fc.assert(
      fc.property(cents, (value) => {
        expect(parseCents(textFromCents(value))).toEqual({ ok: true, cents: value });
      }),
    );
  });

  it("reads thousands set apart by any space", () => {
    fc.assert(
      fc.property(cents, space, (value, gap) => {
        const spaced = textFromCents(value).replace(/\d(?=(\d{3})+(,|$))/g, `$&${gap}`);
        expect(parseCents(`${gap}${spaced}${gap}€${gap}`)).toEqual({ ok: true, cents: value });
      }),
    );
  });

  it("gives whole cents or a sentence, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = parseCents(text);
        if (parsed.ok) expect(Number.isSafeInteger(parsed.cents) && parsed.cents >= 0).toBe(true);
        else expect(parsed.message).not.toBe("");
      }),
    );
  });

  // Read back and forth over its spaces, a form of 1 MB would stop the server for minutes.
  it("reads a whole form of spaces once", () => {
    expect(parseCents(`a${" ".repeat(1_000_000)}b`).ok).toBe(false);
  });

  it("says them as they are read again, to the last cent", () => {
    expect(euros(-123_450)).toBe("\u22121\u202f234,50\u00a0€");
    fc.assert(
      fc.property(cents, (amount) => {
        expect(parseCents(euros(amount))).toEqual({ ok: true, cents: amount });
      }),
    );
  });
});

import { textFromCents } from "@essaim/database/money.schema";
import type { Cell } from "@essaim/territory/spreadsheet/cell";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readAccount, readCents, readDayOrMonth, readMinutes } from "./table-cell.rules.ts";

const text = (words: string): Cell => ({ kind: "text", text: words });
const number = (value: number): Cell => ({ kind: "number", value });
const options = { is1904: false, latestYear: 2027 };

describe("amounts", () => {
  test.each([
    ["1 234,50 €", 123_450],
    ["1\u202f234,5", 123_450],
    ["12.5", 1_250],
    ["-12,50", -1_250],
    ["−12,50 €", -1_250],
    ["12,50-", -1_250],
    ["(12,50)", -1_250],
    ["+12", 1_200],
    ["0", 0],
  ])("%s", (written, cents) => {
    expect(readCents(text(written))).toEqual({ ok: true, value: cents });
  });

  test.each(["douze", "1,234", "12,5 0", "--3", "NaN", "99999999999999999"])(
    "not %s",
    (written) => {
      expect(readCents(text(written)).ok).toBe(false);
    },
  );

  test("numbers of a spreadsheet, which counts in binary", () => {
    expect(readCents(number(0.1 + 0.2))).toEqual({ ok: true, value: 30 });
    expect(readCents(number(-1_234.56))).toEqual({ ok: true, value: -123_456 });
    expect(readCents(number(1.005)).ok).toBe(false);
    expect(readCents(number(1e15)).ok).toBe(false);
  });

  test("any amount is read back to the cent, as text and as a number", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_999 }), (cents) => {
        expect(readCents(text(textFromCents(cents)))).toEqual({ ok: true, value: cents });
        expect(readCents(number(cents / 100))).toEqual({ ok: true, value: cents });
      }),
    );
  });
});

describe("months, which count as their last day", () => {
  test.each([
    ["mars 2026", "2026-03-31"],
    ["Févr 2024", "2024-02-29"],
    ["03/2026", "2026-03-31"],
    ["2026-12", "2026-12-31"],
    ["3 mars 2026", "2026-03-03"],
    ["03/03/2026", "2026-03-03"],
  ])("%s", (written, day) => {
    expect(readDayOrMonth(text(written), options)).toEqual({ ok: true, value: day });
  });

  test.each(["13/2026", "mars", "bientôt"])("not %s", (written) => {
    expect(readDayOrMonth(text(written), options).ok).toBe(false);
  });
});

describe("hours", () => {
  test.each([
    ["7,5", 450],
    ["7.5 h", 450],
    ["7h30", 450],
    ["7 h", 420],
    ["7:05", 425],
    ["45 min", 45],
    ["1 heure", 60],
  ])("%s", (written, minutes) => {
    expect(readMinutes(text(written))).toEqual({ ok: true, value: minutes });
  });
  test("a number is one of hours, to the minute", () => {
    expect(readMinutes(number(7.333))).toEqual({ ok: true, value: 440 });
  });
  test.each(["0", "7h75", "beaucoup", "-3"])("not %s", (written) => {
    expect(readMinutes(text(written)).ok).toBe(false);
  });
});

test("accounts of charges only, eight digits at most", () => {
  expect(readAccount(number(6063))).toEqual({ ok: true, value: "6063" });
  expect(readAccount(text("606 300 0012"))).toEqual({ ok: true, value: "60630000" });
  expect(readAccount(text("401")).ok).toBe(false);
});

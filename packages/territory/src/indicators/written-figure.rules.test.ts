import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readFigure } from "./written-figure.rules.ts";

const rate = { kind: "rate", unit: "%" } as const;
const count = { kind: "count", unit: "habitants" } as const;
const euros = { kind: "euros", unit: "€" } as const;
const index = { kind: "count", unit: "indice" } as const;
const valueOfRate = (written: string) => readFigure(written, rate);

test.each(["s", "S", "secret", "Secret statistique", " s "])(
  "« %s » is a secret, and never 0",
  (written) => {
    expect(valueOfRate(written)).toEqual({ ok: true, figure: { secret: true } });
  },
);

test.each([
  "",
  " ",
  "nd",
  "ND",
  "n.d.",
  "N/A",
  "#N/A",
  "na",
  "ns",
  "-",
  "–",
  ".",
  "non disponible",
])("« %s » is not available", (written) => {
  expect(valueOfRate(written)).toEqual({ ok: true, figure: null });
});

test.each([
  ["40,2", rate, 40.2],
  ["40.2", rate, 40.2],
  ["40,2 %", rate, 40.2],
  ["40,2\u202f%", rate, 40.2],
  ["40.23456789012345", rate, 40.23456789012345],
  ["0", rate, 0],
  ["-0", rate, 0],
  ["−1,5", rate, -1.5],
  ["1,234", rate, 1.234],
  ["0,987", index, 0.987],
  ["1177", count, 1177],
  ["1 177", count, 1177],
  ["1\u202f177", count, 1177],
  ["1\u00a0234\u00a0567,5", count, 1234567.5],
  ["1.234.567", count, 1234567],
  ["1.177,5", count, 1177.5],
  ["1,177.5", count, 1177.5],
  ["10 788 €", euros, 10788],
  ["10788,123", euros, 10788.123],
] as const)("« %s »", (written, indicator, value) => {
  expect(readFigure(written, indicator)).toEqual({ ok: true, figure: { value } });
});

describe("what is no number is told, and nothing is guessed", () => {
  test.each([
    "abc",
    "<5",
    "12a",
    "1 17",
    "1,2,3",
    "40,2 €",
    "1e5",
    "Infinity",
    "0x10",
    "1.17.5",
    "ss",
  ])("%s", (written) => {
    expect(valueOfRate(written)).toEqual({
      ok: false,
      why: `on attend un nombre, et «\u202f${written}\u202f» a été lu.`,
    });
  });

  test("thousands or decimals, when both would do", () => {
    expect(readFigure("12,345", count)).toEqual({
      ok: false,
      why: "«\u202f12,345\u202f» peut être lu 12345 ou 12,345. Écrivez les milliers sans séparateur.",
    });
    expect(readFigure("10.788", euros)).toMatchObject({ ok: false });
  });

  test("a long text is cut", () => {
    expect(valueOfRate("x".repeat(5000))).toMatchObject({
      why: expect.stringMatching(/^.{1,90}$/),
    });
  });
});

describe("any number comes back", () => {
  /** With one decimal, as INSEE writes them. */
  const tenths = fc.integer({ min: -99_999_999, max: 99_999_999 }).map((tenth) => tenth / 10);
  const written = fc.constantFrom<(value: number) => string>(
    (value) => String(value),
    (value) => value.toFixed(1),
    (value) => value.toFixed(2).replace(".", ","),
    (value) => value.toLocaleString("fr-FR", { minimumFractionDigits: 1 }),
    (value) => value.toLocaleString("fr-FR", { minimumFractionDigits: 1 }).replace(/\s/g, " "),
    (value) => value.toLocaleString("de-DE", { minimumFractionDigits: 1 }),
    (value) => value.toLocaleString("en-GB", { minimumFractionDigits: 1 }),
    (value) => ` ${String(value).replace(".", ",")}\t`,
  );
  test.each([rate, count, euros, index])("$kind, $unit", (indicator) => {
    fc.assert(
      fc.property(tenths, written, (value, write) => {
        expect(readFigure(write(value), indicator)).toEqual({
          ok: true,
          figure: { value: value + 0 },
        });
      }),
    );
  });

  test("to its last decimal", () => {
    const ordinary = fc.double({ min: 0.001, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(ordinary, (value) => {
        expect(readFigure(String(value), rate)).toEqual({ ok: true, figure: { value } });
      }),
    );
  });
});

test("whatever is written, a figure or a sentence, and never a number that is none", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(..."019., -s%€") })),
      (text) => {
        const read = readFigure(text, count);
        if (!read.ok) expect(read.why).toMatch(/\.$/);
        else if (read.figure && "value" in read.figure) {
          expect(Number.isFinite(read.figure.value)).toBe(true);
          expect(text).toMatch(/\d/);
        }
      },
    ),
  );
});

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compareFigures,
  compareYears,
  describeBesideCommune,
  describeEvolution,
  describeFigure,
  writeFigure,
} from "./compare.rules.ts";
import type { Figure, TerritoryIndicator } from "./indicator.schema.ts";

const indicator = (
  label: string,
  kind: TerritoryIndicator["kind"],
  unit: string,
): TerritoryIndicator => ({ code: "x", label, unit, source: "Insee", year: 2021, kind });
const poverty = indicator("Taux de pauvreté", "rate", "%");
const women = indicator("Part des femmes parmi la population", "rate", "%");
const strangers = indicator("Part des étrangers parmi la population", "rate", "%");
const people = indicator("Population municipale du QP", "count", "habitants");
const shops = indicator(
  "Nombre d’établissements de service\u202f: enseignement, santé",
  "count",
  "nombre",
);
const income = indicator("Médiane du revenu disponible", "euros", "€");
const youth = indicator("Indice de jeunesse", "count", "indice");
const all = [poverty, women, people, shops, income, youth];

const secret: Figure = { secret: true };
/** Spaces as one types them, so that a sentence can be read here. */
const plain = (text: string) => text.replace(/\s/g, " ");

describe("beside the commune", () => {
  const beside = (one: TerritoryIndicator, figure: number, commune: number) =>
    plain(describeBesideCommune(one, { value: figure }, { value: commune }));

  test.each([
    [
      poverty,
      40.2,
      25.2,
      "40,2 % des habitants sous le seuil de pauvreté, 15 points de plus que la commune",
    ],
    [
      poverty,
      25,
      26.5,
      "25 % des habitants sous le seuil de pauvreté, 1,5 point de moins que la commune",
    ],
    [women, 50.6, 50.6, "50,6 % de femmes parmi la population, autant que la commune"],
    [women, 50.62, 50.58, "50,6 % de femmes parmi la population, autant que la commune"],
    [strangers, 3, 1, "3 % d’étrangers parmi la population, 2 points de plus que la commune"],
    [
      people,
      1177,
      6289,
      "Population municipale du QP : 1 177 habitants, soit 19 % du chiffre de la commune",
    ],
    [
      people,
      1,
      6289,
      "Population municipale du QP : 1, soit moins de 1 % du chiffre de la commune",
    ],
    [
      people,
      6288,
      6289,
      "Population municipale du QP : 6 288 habitants, soit plus de 99 % du chiffre de la commune",
    ],
    [people, 5, 5, "Population municipale du QP : 5 habitants, autant que la commune"],
    [
      shops,
      0,
      12,
      "Nombre d’établissements de service (enseignement, santé) : 0, contre 12 pour la commune",
    ],
    [
      shops,
      0,
      0,
      "Nombre d’établissements de service (enseignement, santé) : 0, autant que la commune",
    ],
    [
      income,
      10_788,
      15_000,
      "Médiane du revenu disponible : 10 788 €, 28 % de moins que la commune",
    ],
    [
      income,
      10_788,
      10_787,
      "Médiane du revenu disponible : 10 788 €, à peu près autant que la commune",
    ],
    [
      income,
      30_000,
      12_000,
      "Médiane du revenu disponible : 30 000 €, soit 2,5 fois le chiffre de la commune",
    ],
    [income, 1404, 0, "Médiane du revenu disponible : 1 404 €, contre 0 € pour la commune"],
    [income, -200, 300, "Médiane du revenu disponible : −200 €, contre 300 € pour la commune"],
    [youth, 0.9, 0.75, "Indice de jeunesse : 0,9, 20 % de plus que la commune"],
  ] as const)("%#", (one, figure, commune, sentence) => {
    expect(beside(one, figure, commune)).toBe(sentence);
  });

  test("one of its communes by name", () => {
    expect(
      plain(describeBesideCommune(poverty, { value: 40 }, { value: 30 }, "Le Havre")),
    ).toContain("10 points de plus que la commune (Le Havre)");
  });

  test("a secret and what nobody has are told apart, and nothing is compared with them", () => {
    const said = (figure: Figure, commune: Figure) =>
      plain(describeBesideCommune(poverty, figure, commune));
    expect(said(secret, { value: 1 })).toBe("Taux de pauvreté : couvert par le secret statistique");
    expect(said(null, secret)).toBe("Taux de pauvreté : non disponible");
    const shown = "40 % des habitants sous le seuil de pauvreté";
    expect(said({ value: 40 }, secret)).toBe(
      `${shown} ; chiffre de la commune couvert par le secret statistique`,
    );
    expect(said({ value: 40 }, null)).toBe(`${shown} ; chiffre de la commune non disponible`);
    expect(compareFigures(poverty, secret, null)).toEqual({
      state: "missing",
      figure: "secret",
      reference: "unavailable",
    });
  });
});

describe("over the years", () => {
  test("from the first to the last, years without a figure told", () => {
    const series = [
      { year: 2021, figure: { value: 40.2 } },
      { year: 2018, figure: { value: 42.2 } },
      { year: 2020, figure: null },
      { year: 2019, figure: secret },
    ];
    expect(plain(describeEvolution(poverty, series))).toBe(
      "40,2 % des habitants sous le seuil de pauvreté en 2021, 2 points de moins qu’en 2018 ; 2019 : secret statistique ; 2020 : non disponible",
    );
  });

  test("counts move by a percentage, and are no part of what they were", () => {
    const moved = (from: number, to: number) =>
      plain(
        describeEvolution(people, [
          { year: 2018, figure: { value: from } },
          { year: 2021, figure: { value: to } },
        ]),
      );
    expect(moved(1000, 900)).toBe(
      "Population municipale du QP : 900 habitants en 2021, 10 % de moins qu’en 2018",
    );
    expect(moved(1000, 3000)).toMatch(/soit 3 fois le chiffre de 2018$/);
    expect(moved(1000, 1000)).toMatch(/autant qu’en 2018$/);
    expect(moved(0, 20)).toMatch(/contre 0 en 2018$/);
  });

  test("one year alone, or none", () => {
    expect(plain(describeEvolution(women, [{ year: 2021, figure: { value: 50 } }]))).toBe(
      "50 % de femmes parmi la population en 2021",
    );
    expect(plain(describeEvolution(women, []))).toMatch(/non disponible$/);
    expect(plain(describeEvolution(women, [{ year: 2021, figure: secret }]))).toMatch(
      /secret statistique$/,
    );
  });
});

describe("for any figures", () => {
  const value = fc.oneof(
    fc.integer({ min: 0, max: 100 }),
    fc.double({ min: -500, max: 1e6, noNaN: true }),
  );
  const any = fc.constantFrom(...all);
  const figure = fc.oneof(
    value.map((one): Figure => ({ value: one })),
    fc.constant(secret),
    fc.constant(null),
  );

  test("a difference of points turns its sign with its sides, and adds up with what is shown", () => {
    const shown = (one: number) =>
      Number(
        writeFigure(poverty, { value: one })
          .replace(/[^\d,−]/g, "")
          .replace(",", ".")
          .replace("−", "-"),
      );
    fc.assert(
      fc.property(value, value, (a, b) => {
        const [there, back] = [
          compareFigures(poverty, { value: a }, { value: b }),
          compareFigures(poverty, { value: b }, { value: a }),
        ];
        if (there.state !== "compared" || there.difference.by !== "points") throw there;
        if (back.state !== "compared" || back.difference.by !== "points") throw back;
        expect(there.difference.points).toBe(-back.difference.points + 0);
        expect(there.difference.points).toBeCloseTo(shown(a) - shown(b), 6);
      }),
    );
  });

  test("a ratio is above 0 and finite, and the other way round its inverse", () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const there = compareFigures(income, { value: a }, { value: b });
        const back = compareFigures(income, { value: b }, { value: a });
        if (there.state !== "compared" || back.state !== "compared") throw there;
        if (there.difference.by !== "ratio") return;
        expect(there.difference.ratio).toBeGreaterThan(0);
        expect(there.difference.ratio).toBeLessThan(Number.POSITIVE_INFINITY);
        if (back.difference.by !== "ratio") throw back;
        expect(there.difference.ratio * back.difference.ratio).toBeCloseTo(1, 9);
      }),
    );
  });

  test("a gap is never a number, and a number never a gap", () => {
    fc.assert(
      fc.property(any, figure, figure, (one, here, there) => {
        const comparison = compareFigures(one, here, there);
        const isWhole = [here, there].every((side) => side !== null && "value" in side);
        expect(comparison.state === "compared").toBe(isWhole);
        if (here === null || "secret" in here) {
          expect(describeFigure(one, here).replace(one.label, "")).not.toMatch(/\d/);
        }
      }),
    );
  });

  test("sentences hold no nonsense and end without a point", () => {
    const series = fc
      .uniqueArray(fc.integer({ min: 2000, max: 2030 }), { maxLength: 5 })
      .chain((years) =>
        fc.tuple(...years.map((year) => figure.map((one) => ({ year, figure: one })))),
      );
    fc.assert(
      fc.property(any, figure, figure, series, (one, here, there, years) => {
        for (const sentence of [
          describeBesideCommune(one, here, there),
          describeEvolution(one, years),
        ]) {
          expect(sentence).not.toMatch(/NaN|undefined|null|Infinity|∞|\.$|-\d|−0(?![,\d])/);
          expect(sentence).not.toMatch(/\b0 points? de|\b0\u202f% de (plus|moins)/);
        }
      }),
    );
  });

  test("every year is either known or a gap", () => {
    fc.assert(
      fc.property(any, fc.array(figure, { maxLength: 6 }), (one, figures) => {
        const series = figures.map((each, index) => ({ year: 2000 + index, figure: each }));
        const { latest, since, gaps } = compareYears(one, series);
        const known = figures.filter((each) => each !== null && "value" in each).length;
        expect(gaps.length + known).toBe(figures.length);
        expect(latest === null).toBe(known === 0);
        expect(since === null).toBe(known < 2);
      }),
    );
  });
});

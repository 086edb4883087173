import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Dimension, dimensionKeys, dimensionOf } from "./dimension.schema.ts";
import { countsPeople, type Formula, formulaSchema, measures } from "./formula.schema.ts";
import {
  conditionsOf,
  ownDefinition,
  ownIndicatorFormSchema,
  wayOf,
  waysOf,
  whereField,
} from "./own-indicator.schema.ts";
import { amounts, sourceKeys, sourceOf } from "./source.schema.ts";

const anything = fc.record(
  {
    source: fc.constantFrom(...sourceKeys),
    measure: fc.constantFrom(...measures),
    amount: fc.constantFrom(...amounts),
    where: fc.dictionary(
      fc.constantFrom(...dimensionKeys),
      fc.array(fc.constantFrom("priority", "woman", "unknown", "gift", "nowhere"), {
        maxLength: 3,
      }),
      { maxKeys: 3 },
    ),
  },
  { requiredKeys: ["source", "measure"] },
);

/** A formula that the form may make: a source, one of its ways, values of its conditions. */
const sound = fc.constantFrom(...sourceKeys).chain((source) =>
  fc.record({
    source: fc.constant(source),
    way: fc.constantFrom(...waysOf(source)),
    where: fc.subarray(conditionsOf(source)).chain((asked) =>
      fc.record(
        Object.fromEntries(
          asked.map((one) => {
            const known = Object.keys(dimensionOf(one).values ?? { "some-value": {} });
            return [one, fc.subarray(known, { minLength: 1 })];
          }),
        ) as Partial<Record<Dimension, fc.Arbitrary<string[]>>>,
      ),
    ),
  }),
);

describe("a formula", () => {
  it("is only ever one that its source can answer", () => {
    fc.assert(
      fc.property(anything, (typed) => {
        const parsed = formulaSchema.safeParse(typed);
        if (!parsed.success) return;
        const { source, measure, amount, where } = parsed.data;
        const { hasPeople, amounts: weighed, dimensions } = sourceOf(source);
        const adds = measure === "sum" || measure === "median";
        expect(adds).toBe(amount !== undefined);
        if (amount) expect(weighed).toContain(amount);
        if (measure === "people") expect(hasPeople).toBe(true);
        for (const [dimension, values] of Object.entries(where ?? {})) {
          expect(dimensions).toContain(dimension);
          expect(values.length).toBeGreaterThan(0);
        }
      }),
    );
  });

  it("made by the form is saved and read again as it was typed", () => {
    fc.assert(
      fc.property(sound, ({ source, way, where }) => {
        const typed: Record<string, unknown> = {
          ...{ name: "Un nom", definition: "Une phrase.", unitOne: "un", unitMany: "des" },
          ...{ readers: "team", countable: source, way },
        };
        for (const dimension of dimensionKeys) {
          typed[whereField(dimension)] = where[dimension] ?? [];
        }
        const { calculation } = ownIndicatorFormSchema.parse(typed);
        const definition = ownDefinition({
          ...{ id: "x", name: "Un nom", definition: "Une phrase.", unitOne: "un", unitMany: "des" },
          ...{ audience: "team", retiredOn: null, updatedOn: "2026-01-01" },
          formula: JSON.parse(JSON.stringify(calculation)),
        });
        if (definition.source !== "records") throw new Error("A formula is counted");
        expect(wayOf(definition.formula)).toBe(way);
        expect(definition.formula.where ?? {}).toEqual(where);
        expect(definition.countsPeople).toBe(countsPeople(definition.formula));
      }),
    );
  });

  it.each<[Formula, boolean]>([
    [{ source: "contributions", measure: "records" }, true],
    [{ source: "contributions", measure: "records", where: { giving: ["work"] } }, false],
    [{ source: "contributions", measure: "records", where: { giving: ["own_money"] } }, true],
    [
      {
        source: "contributions",
        measure: "sum",
        amount: "minutes",
        where: { giving: ["cooperative", "work"] },
      },
      true,
    ],
    [
      {
        source: "contributions",
        measure: "sum",
        amount: "cents",
        where: { giving: ["cooperative"] },
      },
      false,
    ],
    [{ source: "contributions", measure: "people" }, true],
    [
      { source: "contributions", measure: "sum", amount: "cents", where: { gender: ["woman"] } },
      true,
    ],
    [{ source: "contributions", measure: "records", where: { contribution: ["code"] } }, true],
    [{ source: "meetings", measure: "sum", amount: "minutes" }, true],
    [{ source: "workshops", measure: "records" }, false],
    [{ source: "aids", measure: "sum", amount: "cents" }, true],
  ])("that tells of people goes through disclosure control: %j", (formula, isProtected) => {
    expect(formulaSchema.parse(formula)).toEqual(formula);
    expect(countsPeople(formula)).toBe(isProtected);
  });

  it("that nobody can read any more is followed no more, and shows nothing", () => {
    const row = {
      ...{ id: "x", name: "Un nom", definition: "Une phrase.", unitOne: "un", unitMany: "des" },
      ...{ audience: "public" as const, retiredOn: null, updatedOn: "2026-05-02" },
    };
    const definition = ownDefinition({ ...row, formula: { source: "gone", measure: "records" } });
    expect(definition.retiredOn).toBe("2026-05-02");
    expect(ownDefinition({ ...row, formula: null })).toMatchObject({
      source: "declared",
      countsPeople: false,
      retiredOn: null,
    });
    expect(ownDefinition({ ...row, formula: { declared: "people" } })).toMatchObject({
      source: "declared",
      countsPeople: true,
    });
  });
});

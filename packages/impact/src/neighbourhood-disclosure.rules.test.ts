import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Places, protectNeighbourhoods } from "./neighbourhood-disclosure.rules.ts";

const names = ["A", "B", "C", "D", "E", "F"];
const total = (counts: Record<string, number>) =>
  Object.values(counts).reduce((sum, people) => sum + people, 0);
const world = (values: readonly number[]) =>
  Object.fromEntries(values.map((people, index) => [names[index] ?? "", people]));
const at = (place: string, codes: readonly string[]): Places =>
  new Map(codes.map((code) => [code, [place]]));
const codesOfMany = Array.from({ length: 40 }, (_, index) => `QN${index}`);
const many = at("Lille", codesOfMany);

describe("protectNeighbourhoods", () => {
  it("shows the large ones when enough people are left in the others", () => {
    const counts = { QN0: 9, QN1: 6, QN2: 3, QN3: 2 };
    expect(protectNeighbourhoods(counts, many, 20)).toEqual({ QN0: 9, QN1: 6 });
  });

  it("withholds the smallest shown ones when too few are left, until ten are", () => {
    expect(protectNeighbourhoods({ QN0: 9, QN1: 6, QN2: 4 }, many, 19)).toEqual({ QN0: 9 });
    expect(protectNeighbourhoods({ QN0: 9, QN1: 7, QN2: 5, QN3: 1 }, many, 22)).toEqual({ QN0: 9 });
    // Nobody is left: the others would be known to be empty.
    expect(protectNeighbourhoods({ QN0: 30, QN1: 12 }, many, 42)).toEqual({ QN0: 30 });
    expect(protectNeighbourhoods({ QN0: 30 }, many, 30)).toEqual({});
  });

  it("withholds equal ones together, so that their order says nothing", () => {
    expect(protectNeighbourhoods({ QN0: 6, QN1: 6, QN2: 6, QN3: 2 }, many, 20)).toEqual({});
  });

  it("shows nothing without the figure of all of them", () => {
    expect(protectNeighbourhoods({ QN0: 9, QN1: 9 }, many, null)).toEqual({});
  });

  it("shows nothing where the others are too few to hide anybody", () => {
    // 4 and 4: the only way for two withheld ones to be eight together.
    expect(protectNeighbourhoods({ A: 20, B: 4, C: 4 }, at("Lens", ["A", "B", "C"]), 28)).toEqual(
      {},
    );
  });

  it("counts those withheld where the shown ones are, and not in the whole country", () => {
    const counts = { A: 20, B: 4, C: 4 };
    const elsewhere = [...at("Lens", ["A", "B", "C"]), ...at("Lille", codesOfMany)];
    expect(protectNeighbourhoods(counts, new Map(elsewhere), 28)).toEqual({});
    const both = new Map([...elsewhere, ["A", ["Lens", "Lille"]] as const]);
    expect(protectNeighbourhoods(counts, both, 28)).toEqual({ A: 20 });
    // Where the withheld ones live changes nothing.
    const spread = { A: 20, B: 4, QN0: 2, QN7: 2 };
    expect(protectNeighbourhoods(spread, new Map(elsewhere), 28)).toEqual({});
  });

  it("counts who lives where no neighbourhood was in force among those left", () => {
    expect(protectNeighbourhoods({ QN0: 9, elsewhere: 6 }, many, 15)).toEqual({ QN0: 9 });
  });

  it("never shows fewer than five, and never leaves fewer than five to be subtracted", () => {
    const people = fc.array(fc.nat(14), { minLength: 1, maxLength: codesOfMany.length });
    fc.assert(
      fc.property(people, (values) => {
        const counts = Object.fromEntries(
          values.map((count, index) => [codesOfMany[index] ?? "", count]),
        );
        const shown = protectNeighbourhoods(counts, many, total(counts));
        for (const [code, count] of Object.entries(shown)) {
          expect(count).toBeGreaterThanOrEqual(5);
          expect(count).toBe(counts[code]);
        }
        const left = total(counts) - total(shown);
        if (Object.keys(shown).length > 0) expect(left).toBeGreaterThanOrEqual(5);
      }),
      { numRuns: 500 },
    );
  });
});

// The attacker knows this file by heart: they list every world, run the rule on each, and keep those that give what they
// saw, the people of all neighbourhoods together included.
describe.each([
  [3, 2, 16, 0],
  [3, 3, 14, 0],
  [3, 4, 13, 0],
  [3, 5, 11, 0],
  [3, 5, 11, 1],
  [3, 5, 12, 2],
  [5, 2, 24, 0],
  [5, 3, 24, 0],
])(
  "an attacker who knows the rule, threshold %d, %d neighbourhoods, up to %d people, %d of them in another place",
  (threshold, count, most, elsewhere) => {
    const codes = names.slice(0, count);
    const places = new Map([
      ...at("Lens", codes.slice(elsewhere)),
      ...at("Lille", codes.slice(0, elsewhere)),
    ]);
    const seen = new Map<string, number[][]>();
    for (const values of worlds(count, most)) {
      const counts = world(values);
      const priority = total(counts);
      // Below the threshold, the figure of all of them is not shown.
      if (priority < threshold) continue;
      const shown = protectNeighbourhoods(counts, places, priority, threshold);
      const page = JSON.stringify([priority, shown]);
      seen.set(page, [...(seen.get(page) ?? []), values]);
    }

    it("cannot tell zero from few of any withheld one, nor any small number exactly", () => {
      let withSome = 0;
      for (const [page, behind] of seen) {
        const shown = (JSON.parse(page) as [number, Record<string, number>])[1];
        if (Object.keys(shown).length > 0) withSome++;
        for (const [index, code] of codes.entries()) {
          if (code in shown) continue;
          const possible = new Set(behind.map((values) => values[index] ?? 0));
          for (let few = 0; few < threshold; few++) {
            expect(possible.has(few), `${few} in ${code} behind ${page}`).toBe(true);
          }
        }
      }
      // Some of the pages tried do show something, or this would prove nothing.
      if (count >= 4) expect(withSome).toBeGreaterThan(0);
    });
  },
);

/** Every way of having up to `most` people in `count` places. */
function* worlds(count: number, most: number): Generator<number[]> {
  if (count === 0) {
    yield [];
    return;
  }
  for (let people = 0; people <= most; people++) {
    for (const others of worlds(count - 1, most - people)) yield [people, ...others];
  }
}

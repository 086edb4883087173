import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decideNeighbourhoods,
  type NeighbourhoodCounts,
  type Places,
  protectNeighbourhoods,
} from "./neighbourhoods.rules.ts";

const names = ["A", "B", "C", "D", "E", "F", "G"];
const total = (counts: Record<string, number>) =>
  Object.values(counts).reduce((sum, people) => sum + people, 0);
const world = (values: readonly number[]) =>
  Object.fromEntries(values.map((people, index) => [names[index] ?? "", people]));
const at = (place: string, codes: readonly string[]): Places =>
  new Map(codes.map((code) => [code, [place]]));
const codesOfMany = Array.from({ length: 40 }, (_, index) => `QN${index}`);
const many = at("Lille", codesOfMany);

const protect = (counts: NeighbourhoodCounts, places: Places, priority: number) =>
  protectNeighbourhoods(counts, places, priority, 5);

describe("protectNeighbourhoods", () => {
  it("shows the large ones when enough people are left in the others", () => {
    const counts = { QN0: 9, QN1: 6, QN2: 4, QN3: 3, QN4: 2 };
    expect(protect(counts, many, 24)).toEqual({ QN0: 9, QN1: 6 });
  });

  it("withholds the smallest shown ones when too few are left, until nine are", () => {
    expect(protect({ QN0: 9, QN1: 6, QN2: 4 }, many, 19)).toEqual({ QN0: 9 });
    expect(protect({ QN0: 9, QN1: 7, QN2: 5, QN3: 1 }, many, 22)).toEqual({ QN0: 9 });
    // Nobody is left: the others would be known to be empty.
    expect(protect({ QN0: 30, QN1: 12 }, many, 42)).toEqual({ QN0: 30 });
    expect(protect({ QN0: 30 }, many, 30)).toEqual({});
  });

  it("withholds equal ones together, so that their order says nothing", () => {
    expect(protect({ QN0: 6, QN1: 6, QN2: 6, QN3: 2 }, many, 20)).toEqual({});
  });

  it("shows nothing where the others are too few to hide anybody", () => {
    // 4, 4 and 4: the only way for three withheld ones to be twelve together.
    expect(protect({ A: 20, B: 4, C: 4, D: 4 }, at("Lens", ["A", "B", "C", "D"]), 32)).toEqual({});
  });

  it("counts those withheld where the shown ones are, and not in the whole country", () => {
    const counts = { A: 20, B: 5, C: 4 };
    const elsewhere = [...at("Lens", ["A", "B", "C"]), ...at("Lille", codesOfMany)];
    expect(protect(counts, new Map(elsewhere), 29)).toEqual({});
    const both = new Map([...elsewhere, ["A", ["Lens", "Lille"]] as const]);
    expect(protect(counts, both, 29)).toEqual({ A: 20 });
    // Where the withheld ones live changes nothing.
    const spread = { A: 20, B: 4, QN0: 2, QN7: 3 };
    expect(protect(spread, new Map(elsewhere), 29)).toEqual({});
  });

  it("counts who lives where no neighbourhood was in force among those left", () => {
    expect(protect({ QN0: 9, elsewhere: 9 }, many, 18)).toEqual({ QN0: 9 });
  });

  it("never shows fewer than five, and never leaves fewer than nine to be subtracted", () => {
    const people = fc.array(fc.nat(14), { minLength: 1, maxLength: codesOfMany.length });
    fc.assert(
      fc.property(people, (values) => {
        const counts = Object.fromEntries(
          values.map((count, index) => [codesOfMany[index] ?? "", count]),
        );
        const shown = protect(counts, many, total(counts));
        for (const [code, count] of Object.entries(shown)) {
          expect(count).toBeGreaterThanOrEqual(5);
          expect(count).toBe(counts[code]);
        }
        const left = total(counts) - total(shown);
        if (Object.keys(shown).length > 0) expect(left).toBeGreaterThanOrEqual(9);
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
  [3, 6, 11, 1],
  [3, 7, 11, 2],
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
      if (count - elsewhere >= 5) expect(withSome).toBeGreaterThan(0);
    });
  },
);

describe("a map after others", () => {
  const first = { people: { QN0: 9, QN1: 6 }, priority: 25 };
  const decide = (counts: NeighbourhoodCounts, priority: number | null, history = [first]) =>
    decideNeighbourhoods({ history, counts, places: many, priority, threshold: 5 });

  it("shows the same neighbourhoods once each has five more, and all others nine", () => {
    expect(decide({ QN0: 14, QN1: 11, QN2: 8 }, 44)).toEqual({ QN0: 14, QN1: 11 });
  });

  it("stays as it was when one of them has too few more, or fewer, or the others have", () => {
    expect(decide({ QN0: 18, QN1: 10 }, 50)).toBeNull();
    expect(decide({ QN0: 18, QN1: 0 }, 50)).toBeNull();
    expect(decide({ QN0: 14, QN1: 11 }, 43)).toBeNull();
  });

  it("is a first one when none was shown, and none when there is nothing to show", () => {
    expect(decide({ QN0: 9 }, 20, [])).toEqual({ QN0: 9 });
    expect(decide({ QN0: 9 }, 12, [])).toBeNull();
    expect(decide({ QN0: 9 }, null, [])).toBeNull();
    expect(decide({ QN0: 18, QN1: 18 }, null)).toBeNull();
  });
});

// As above, of two maps one after the other: who was there stays.
it("two maps leave anybody in doubt who came into a withheld neighbourhood, before or between them", () => {
  const threshold = 3;
  const codes = names;
  const places = at("Lens", codes);
  // A neighbourhood with 4 people, then 7, and others with 5 together, then 10: the least that shows two maps.
  const shares = [...worlds(6, 5)].filter((values) => values.reduce((a, b) => a + b, 0) === 5);
  const seen = new Map<string, [number[], number[]][]>();
  for (const before of shares) {
    const one = [4, ...before];
    const rules = { places, threshold };
    const map = decideNeighbourhoods({ ...rules, history: [], counts: world(one), priority: 9 });
    for (const more of map ? shares : []) {
      const two = [7, ...before.map((people, index) => people + (more[index] ?? 0))];
      const next = decideNeighbourhoods({
        ...rules,
        history: [{ people: map ?? {}, priority: 9 }],
        counts: world(two),
        priority: 17,
      });
      const page = JSON.stringify([map, next]);
      const behind = seen.get(page) ?? [];
      behind.push([one, two]);
      seen.set(page, behind);
    }
  }
  const behind = seen.get(JSON.stringify([{ A: 4 }, { A: 7 }])) ?? [];
  for (const index of codes.keys()) {
    if (index === 0) continue;
    const possible = new Set(behind.map(([one, two]) => `${one[index]} ${two[index]}`));
    for (let few = 0; few < threshold; few++) {
      for (let earlier = 0; earlier <= few; earlier++) {
        expect(possible).toContain(`${earlier} ${few}`);
      }
    }
  }
});

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

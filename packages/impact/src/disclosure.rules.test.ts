import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Breakdown,
  cuts,
  decideOverlaps,
  exactPeople,
  type PeopleCounts,
  protectDeclaredPeople,
  protectPeople,
  shownCell,
} from "./disclosure.rules.ts";

const cellsOf: Record<Breakdown, string[]> = {
  residence: ["priority", "outside", "unknown"],
  kind: ["platform_worker", "commons_contributor", "both"],
};
const counts = (breakdown: Breakdown, values: readonly number[]) =>
  Object.fromEntries(cellsOf[breakdown].map((cell, index) => [cell, values[index] ?? 0]));

/** Every way of sharing `total` people between three cells. */
function* triples(total: number): Generator<[number, number, number]> {
  for (let a = 0; a <= total; a++) for (let b = 0; a + b <= total; b++) yield [a, b, total - a - b];
}

/** The quantities an attacker may aim at in three cells: each cell, and each union of two. */
const aims: Record<string, (t: readonly [number, number, number]) => number> = {
  a: ([a]) => a,
  b: ([, b]) => b,
  c: ([, , c]) => c,
  "a+b": ([a, b]) => a + b,
  "a+c": ([a, , c]) => a + c,
  "b+c": ([, b, c]) => b + c,
};

/**
 * The attacker knows this file by heart. They list every state of the world, run the rule on each, and
 * keep those that give what they saw.
 */
function worldsBehind(threshold: number, most: number) {
  const seen = new Map<string, PeopleCounts[]>();
  for (let total = 0; total <= most; total++) {
    for (const residence of triples(total)) {
      for (const kind of triples(total)) {
        const world = { residence: counts("residence", residence), kind: counts("kind", kind) };
        const shown = JSON.stringify(protectPeople(world, threshold));
        const worlds = seen.get(shown);
        if (worlds) worlds.push(world);
        else seen.set(shown, [world]);
      }
    }
  }
  return seen;
}

const triple = (world: PeopleCounts, breakdown: Breakdown) =>
  cellsOf[breakdown].map((cell) => world[breakdown][cell] ?? 0) as [number, number, number];

describe("the cuts", () => {
  it.each(["residence", "kind"] as const)(
    "of %s cover the cells, each merging the one before",
    (breakdown) => {
      let before: readonly (readonly string[])[] | null = null;
      for (const cut of cuts[breakdown]) {
        expect(cut.flat().sort()).toEqual([...cellsOf[breakdown]].sort());
        for (const cells of before ?? []) {
          expect(cut.some((merged) => cells.every((cell) => merged.includes(cell)))).toBe(true);
        }
        before = cut;
      }
    },
  );
});

describe("protectPeople", () => {
  it("shows all when every class is large enough", () => {
    const world = {
      residence: counts("residence", [13, 7, 5]),
      kind: counts("kind", [10, 9, 6]),
    };
    expect(protectPeople(world)).toEqual(exactPeople(world));
  });

  it("merges a small class with its neighbour and keeps the figure that was promised", () => {
    const shown = protectPeople({
      residence: counts("residence", [13, 10, 2]),
      kind: counts("kind", [20, 3, 2]),
    });
    expect(shown.total).toBe(25);
    expect(shown.residence).toEqual([
      { cells: ["priority"], people: 13 },
      { cells: ["outside", "unknown"], people: 12 },
    ]);
    expect(shownCell(shown.residence, "priority")).toBe(13);
    expect(shownCell(shown.residence, "unknown")).toBeNull();
    expect(shown.kind).toEqual([
      { cells: ["platform_worker"], people: 20 },
      { cells: ["commons_contributor", "both"], people: 5 },
    ]);
  });

  it("withholds the promised figure when it is small, or when what is left is", () => {
    for (const residence of [
      [3, 22, 0],
      [22, 3, 0],
      [25, 0, 0],
    ]) {
      const shown = protectPeople({
        residence: counts("residence", residence),
        kind: counts("kind", [25, 0, 0]),
      });
      expect(shown).toEqual({ total: 25, residence: null, kind: null });
    }
  });

  it("says the same of nobody and of four people", () => {
    const small = [0, 1, 2, 3, 4].map((people) =>
      protectPeople({
        residence: counts("residence", [people, 0, 0]),
        kind: counts("kind", [0, people, 0]),
      }),
    );
    expect(new Set(small.map((shown) => JSON.stringify(shown))).size).toBe(1);
  });

  it("never shows a figure below the threshold, whatever the counts", () => {
    const people = fc.nat(40);
    fc.assert(
      fc.property(
        fc.tuple(people, people, people),
        fc.infiniteStream(fc.nat(2)),
        (residence, dice) => {
          const kind: [number, number, number] = [0, 0, 0];
          for (let n = residence.reduce((a, b) => a + b, 0); n > 0; n--) {
            const at = dice.next().value as 0 | 1 | 2;
            kind[at] += 1;
          }
          const shown = protectPeople({
            residence: counts("residence", residence),
            kind: counts("kind", kind),
          });
          const figures = [
            shown.total,
            ...(shown.residence ?? []).map((one) => one.people),
            ...(shown.kind ?? []).map((one) => one.people),
          ].filter((figure) => figure !== null);
          for (const figure of figures) expect(figure).toBeGreaterThanOrEqual(5);
        },
      ),
    );
  });
});

// Threshold 5 on up to 16 people, and 3 on up to 14, where the classes are many times the threshold.
describe.each([
  [5, 16],
  [3, 14],
])("an attacker who knows the rule, threshold %d, up to %d people", (threshold, most) => {
  const seen = worldsBehind(threshold, most);

  it("cannot tell a small count of one breakdown: if one is possible, so are none and many", () => {
    for (const [shown, worlds] of seen) {
      if (JSON.parse(shown).total === null) continue;
      for (const breakdown of ["residence", "kind"] as const) {
        for (const [name, aim] of Object.entries(aims)) {
          const possible = new Set(worlds.map((world) => aim(triple(world, breakdown))));
          const smallest = Math.min(...possible);
          if (smallest >= threshold) continue;
          const context = `${name} of ${breakdown} behind ${shown}`;
          expect(smallest, context).toBe(0);
          expect(Math.max(...possible), context).toBeGreaterThanOrEqual(threshold);
        }
      }
    }
  });

  it("learns of a withheld total only that it is below the threshold", () => {
    const withheld = seen.get(JSON.stringify({ total: null, residence: null, kind: null })) ?? [];
    const totals = new Set(
      withheld.map((world) => triple(world, "residence").reduce((a, b) => a + b, 0)),
    );
    expect([...totals].sort()).toEqual(Array.from({ length: threshold }, (_, people) => people));
  });

  it("cannot cross the two tables: a combination keeps more values than the threshold, one of them large", () => {
    for (const [shown, worlds] of seen) {
      if (JSON.parse(shown).total === null) continue;
      for (const r of [0, 1, 2] as const) {
        for (const k of [0, 1, 2] as const) {
          // People both in cell r and in cell k: anything between the two bounds of Fréchet is possible.
          let [least, largest] = [Number.POSITIVE_INFINITY, 0];
          for (const world of worlds) {
            const [inR, inK] = [triple(world, "residence")[r], triple(world, "kind")[k]];
            const total = triple(world, "residence").reduce((a, b) => a + b, 0);
            least = Math.min(least, Math.max(0, inR + inK - total));
            largest = Math.max(largest, Math.min(inR, inK));
          }
          expect(largest - least, shown).toBeGreaterThanOrEqual(threshold);
        }
      }
    }
  });
});

it("the attack is a real one: it breaks the usual rule of masking the smallest other cell", () => {
  // Masks every cell below 5 and, if that leaves one masked alone, the smallest of the others.
  const usual = (cells: readonly number[]): string => {
    const masked = new Set(cells.flatMap((people, at) => (people > 0 && people < 5 ? [at] : [])));
    if (masked.size === 1) {
      const others = cells.flatMap((people, at) => (masked.has(at) ? [] : [[people, at] as const]));
      others.sort(([a], [b]) => a - b);
      masked.add(others[0]?.[1] ?? 0);
    }
    return JSON.stringify(cells.map((people, at) => (masked.has(at) ? null : people)));
  };
  const seen = new Map<string, Set<number>[]>();
  for (let total = 5; total <= 16; total++) {
    for (const cells of triples(total)) {
      const shown = `${total} ${usual(cells)}`;
      const sets = seen.get(shown) ?? cells.map(() => new Set<number>());
      seen.set(shown, sets);
      for (const [at, people] of cells.entries()) sets[at]?.add(people);
    }
  }
  const pinned = [...seen.values()]
    .flat()
    .filter((set) => set.size === 1 && [...set].some((people) => people > 0 && people < 5));
  expect(pinned.length).toBeGreaterThan(0);
});

describe("grants whose periods overlap", () => {
  const grant = (id: string, startsOn: string, endsOn: string) => ({ id, startsOn, endsOn });

  it("shows periods that follow each other", () => {
    const decided = decideOverlaps([
      grant("a", "2025-01-01", "2025-12-31"),
      grant("b", "2026-01-01", "2026-12-31"),
    ]);
    expect([...decided]).toEqual([
      ["a", null],
      ["b", null],
    ]);
  });

  it("shows one of two that share a month, and both when the period is the same", () => {
    const decided = decideOverlaps([
      grant("a", "2025-01-01", "2025-12-31"),
      grant("nested", "2025-03-01", "2025-04-30"),
      grant("same", "2025-01-01", "2025-12-31"),
      grant("last day", "2025-12-31", "2026-12-31"),
      grant("next day", "2026-01-01", "2026-01-14"),
      grant("rest of the month", "2026-01-15", "2026-05-31"),
      grant("after", "2026-06-01", "2026-12-31"),
    ]);
    expect([...decided]).toEqual([
      ["a", null],
      ["nested", "a"],
      ["same", null],
      ["last day", "a"],
      ["next day", null],
      ["rest of the month", "next day"],
      ["after", null],
    ]);
  });

  const day = fc.nat(40).map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10));
  const periods = fc.array(fc.tuple(day, day), { maxLength: 8 }).map((pairs) =>
    pairs.map((days, index) => {
      const [starts = "", ends = ""] = [...days].sort();
      return grant(String(index), starts, ends);
    }),
  );

  it("never shows two different periods that share a month, and never takes back what it showed", () => {
    fc.assert(
      fc.property(periods, (grants) => {
        const decided = decideOverlaps(grants);
        const shown = grants.filter(({ id }) => decided.get(id) === null);
        for (const x of shown) {
          for (const y of shown) {
            const same = x.startsOn === y.startsOn && x.endsOn === y.endsOn;
            const [a, b] = x.startsOn < y.startsOn ? [x, y] : [y, x];
            expect(same || a.endsOn.slice(0, 7) < b.startsOn.slice(0, 7)).toBe(true);
          }
        }
        const before = decideOverlaps(grants.slice(0, -1));
        for (const [id, standIn] of before) expect(decided.get(id)).toBe(standIn);
      }),
    );
  });

  it("leaves the people between two nested periods uncountable", () => {
    // A world is who came in the shorter period and who came only in the longer one, by residence.
    const threshold = 3;
    const decided = decideOverlaps([
      grant("long", "2026-01-01", "2026-12-31"),
      grant("short", "2026-01-01", "2026-06-30"),
    ]);
    const possible = new Map<string, Set<number>[]>();
    for (let total = 0; total <= 9; total++)
      for (const all of triples(total))
        for (let p = 0; p <= all[0]; p++)
          for (let o = 0; o <= all[1]; o++)
            for (let u = 0; u <= all[2]; u++) {
              const show = (id: string, cells: number[]) =>
                decided.get(id) === null
                  ? protectPeople(
                      {
                        residence: counts("residence", cells),
                        kind: counts("kind", [total, 0, 0]),
                      },
                      threshold,
                    )
                  : null;
              const shown = JSON.stringify([show("long", all), show("short", [p, o, u])]);
              const between = [all[0] - p, all[1] - o, all[2] - u] as const;
              const sets = possible.get(shown) ?? [0, 1, 2, 3].map(() => new Set<number>());
              possible.set(shown, sets);
              for (const at of [0, 1, 2] as const) sets[at]?.add(between[at]);
              sets[3]?.add(between[0] + between[1] + between[2]);
            }
    for (const [shown, sets] of possible) {
      if (JSON.parse(shown)[0].total === null) continue;
      for (const set of sets) {
        expect(Math.min(...set)).toBe(0);
        expect(Math.max(...set)).toBeGreaterThanOrEqual(threshold);
      }
    }
  });
});

it("holds declared numbers of people to the same threshold", () => {
  expect([null, 0, 4, 5, 500].map((people) => protectDeclaredPeople(people))).toEqual([
    null,
    null,
    null,
    5,
    500,
  ]);
});

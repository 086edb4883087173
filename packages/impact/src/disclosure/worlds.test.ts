import { beforeAll, describe, expect, it } from "vitest";
import { breakdowns, cellsOf } from "./breakdown.rules.ts";
import { decideRelease } from "./release.rules.ts";
import type { PeopleCounts, ReleaseShown } from "./release.schema.ts";
import { loadSolver, type Solver } from "./solver.ts";

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

type Triple = readonly [number, number, number];

/** Every way of sharing `total` people between three cells. */
function* triples(total: number): Generator<Triple> {
  for (let a = 0; a <= total; a++) for (let b = 0; a + b <= total; b++) yield [a, b, total - a - b];
}

/** What an attacker may aim at in three cells: each cell and, of one release, each union of two. */
const cells: Record<string, (t: Triple) => number> = {
  a: ([a]) => a,
  b: ([, b]) => b,
  c: ([, , c]) => c,
};
const aims: typeof cells = {
  ...cells,
  "a+b": ([a, b]) => a + b,
  "a+c": ([a, , c]) => a + c,
  "b+c": ([, b, c]) => b + c,
};

function release(values: Triple, threshold: number, history: ReleaseShown[]): ReleaseShown {
  const total = values.reduce((sum, people) => sum + people, 0);
  const counts = Object.fromEntries(
    breakdowns.map((breakdown) => [
      breakdown,
      Object.fromEntries(
        cellsOf(breakdown).map((cell, at) => [
          cell,
          breakdown === "residence" ? (values[at] ?? 0) : at === 0 ? total : 0,
        ]),
      ),
    ]),
  ) as PeopleCounts;
  const decided = decideRelease({ history, counts, threshold, solver });
  const cutOffOn = `2026-0${history.length + 1}-01`;
  return { cutOffOn, total: decided.total, tables: decided.tables };
}

/**
 * The attacker knows the rule by heart: they list every state of the world, run the rule on each, and keep those that give
 * what they saw. That is more than any equation says.
 */
function worldsBehind<World>(worlds: Iterable<World>, page: (world: World) => unknown) {
  const seen = new Map<string, World[]>();
  for (const world of worlds) {
    const shown = JSON.stringify(page(world));
    const behind = seen.get(shown);
    if (behind) behind.push(world);
    else seen.set(shown, [world]);
  }
  return seen;
}

function* upTo(most: number): Generator<Triple> {
  for (let total = 0; total <= most; total++) yield* triples(total);
}

describe.each([
  [5, 24],
  [3, 18],
])("who knows the rule and one release, threshold %d, up to %d people", (threshold, most) => {
  it("cannot tell a small count: if one is possible, so are all, none, and many", () => {
    const seen = worldsBehind(upTo(most), (world) => release(world, threshold, []));
    for (const [shown, worlds] of seen) {
      if (JSON.parse(shown).total === null) continue;
      for (const [name, aim] of Object.entries(aims)) {
        const possible = new Set(worlds.map(aim));
        if (Math.min(...possible) >= threshold) continue;
        for (let few = 0; few < threshold; few++) {
          expect(possible, `${name} behind ${shown}`).toContain(few);
        }
        expect(Math.max(...possible), `${name} behind ${shown}`).toBeGreaterThanOrEqual(threshold);
      }
    }
  });

  it("learns of a withheld total only that it is below twice the threshold less one", () => {
    const seen = worldsBehind(upTo(most), (world) => release(world, threshold, []));
    const withheld = [...seen].filter(([shown]) => JSON.parse(shown).total === null);
    expect(withheld).toHaveLength(1);
    const totals = new Set(withheld[0]?.[1].map(([a, b, c]) => a + b + c));
    expect([...totals]).toEqual(Array.from({ length: 2 * threshold - 1 }, (_, people) => people));
  });
});

describe("who knows the rule and two releases", () => {
  it.each([
    [12, 8],
    [10, 11],
    [14, 9],
  ])("cannot tell a small count of %d people, nor of %d who came after", (early, late) => {
    const threshold = 3;
    const first = remember((values: Triple) => release(values, threshold, []));
    const second = remember(([values, shown]: [Triple, ReleaseShown]) =>
      release(values, threshold, [shown]),
    );
    const worlds = [...triples(early)].flatMap((one) =>
      [...triples(late)].map((more) => ({ one, more })),
    );
    const seen = worldsBehind(worlds, ({ one, more }) => {
      const shown = first(one);
      const [a, b, c] = one;
      return [shown, second([[a + more[0], b + more[1], c + more[2]], shown])];
    });
    let withTwo = 0;
    for (const [shown, behind] of seen) {
      if (JSON.parse(shown).every(({ tables }: ReleaseShown) => tables.residence)) withTwo++;
      for (const [name, aim] of Object.entries(cells)) {
        for (const when of ["one", "more"] as const) {
          const possible = new Set(behind.map((world) => aim(world[when])));
          if (Math.min(...possible) >= threshold) continue;
          const context = `${name} of ${when} behind ${shown}`;
          expect(Math.min(...possible), context).toBe(0);
          expect(Math.max(...possible), context).toBeGreaterThanOrEqual(threshold);
        }
      }
    }
    expect(withTwo).toBeGreaterThan(0);
  });
});

/** Runs a rule once for what it is given. */
function remember<Given, Answer>(rule: (given: Given) => Answer): (given: Given) => Answer {
  const known = new Map<string, Answer>();
  return (given) => {
    const key = JSON.stringify(given);
    const answer = known.get(key) ?? rule(given);
    known.set(key, answer);
    return answer;
  };
}

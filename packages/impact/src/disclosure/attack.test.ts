import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { breakdowns, cellsOf, tableOf } from "./breakdown.rules.ts";
import { isAfterAll, type Part, readRatio, shownCell } from "./ledger.rules.ts";
import { decideNeighbourhoods, type MapShown } from "./neighbourhoods.rules.ts";
import { findStandIn, type Span } from "./overlaps.rules.ts";
import { classesOf } from "./primary.rules.ts";
import { decideRelease } from "./release.rules.ts";
import type { ReleaseShown } from "./release.schema.ts";
import { loadSolver, type Solver } from "./solver.ts";
import type { Published } from "./testing-attacker.ts";
import { breakIn, days, few, many, places, type Story, seed, storiesOf } from "./testing-story.ts";
import { countsIn, dayOf, neighbourhoodsIn } from "./testing-world.ts";

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

/** Every ratio that could be made of a release. */
function ratiosOf(release: ReleaseShown): { above: Part; below: Part }[] {
  const parts: Part[] = breakdowns.flatMap((breakdown) =>
    cellsOf(breakdown).map((cell) => ({ breakdown, cell })),
  );
  return parts
    .flatMap((above) => [
      { above, below: "total" as Part },
      ...parts.slice(0, 3).map((below) => ({ above, below })),
    ])
    .filter(({ above, below }) => above !== below && readRatio([release], above, below));
}

function reduced(numerator: number, denominator: number) {
  let [a, b] = [numerator, denominator];
  while (b > 0) [a, b] = [b, a % b];
  return { numerator: numerator / a, denominator: denominator / a };
}

/** What a reader of everything sees: tables, totals, ratios and the map of a release, as equations. */
function publish(from: string, release: ReleaseShown, map: MapShown | null): Published[] {
  const period = { from, to: release.cutOffOn };
  const said: Published[] = [];
  if (release.total !== null) said.push({ ...period, says: "everybody", people: release.total });
  for (const breakdown of breakdowns) {
    for (const one of release.tables[breakdown] ?? []) {
      said.push({ ...period, says: "people", breakdown, ...one });
    }
  }
  for (const { above, below } of ratiosOf(release)) {
    const ratio = readRatio([release], above, below);
    if (!ratio) continue;
    said.push({
      ...period,
      says: "ratio",
      above: above === "total" ? null : above,
      below: below === "total" ? null : below,
      ...reduced(ratio.numerator, ratio.denominator),
    });
  }
  if (map) said.push({ ...period, says: "neighbourhoods", people: map.people });
  return said;
}

/** One ledger for grants that begin on the same day, nothing of a span that another release stands in for. */
function releaseAll(
  { world, threshold, grants, releases }: Story,
  engine = solver,
  options = { withOverlaps: true },
): Published[] {
  const ledgers = new Map<string, { history: ReleaseShown[]; maps: MapShown[] }>();
  const told: Span[] = [];
  const said: Published[] = [];
  for (const { grant: at, cutOffOn } of releases) {
    const grant = grants[at];
    if (!grant) continue;
    const { startsOn } = grant;
    const span = { startsOn, endsOn: cutOffOn };
    const key = options.withOverlaps ? startsOn : grant.id;
    const { history, maps } = ledgers.get(key) ?? { history: [], maps: [] };
    ledgers.set(key, { history, maps });
    if (options.withOverlaps && findStandIn(span, told)) continue;
    if (!isAfterAll(history, cutOffOn)) continue;
    const period = { from: startsOn, to: cutOffOn };
    const { total, tables } = decideRelease({
      history,
      counts: countsIn(world, period),
      threshold,
      solver: engine,
    });
    const priority = shownCell(tables.residence ?? null, "priority");
    const people = decideNeighbourhoods({
      history: maps,
      counts: neighbourhoodsIn(world, period),
      places,
      priority,
      threshold,
    });
    const map = people && priority !== null ? { people, priority } : null;
    const release = { cutOffOn, total, tables };
    history.push(release);
    if (map) maps.push(map);
    if (total !== null) told.push(span);
    said.push(...publish(startsOn, release, map));
  }
  return said;
}

/** Tables of one period that were shown at several cut-offs. */
function shownAgain(published: readonly Published[]): number {
  const shown = new Map<string, Set<string>>();
  for (const one of published) {
    if (one.says !== "people") continue;
    const table = `${one.from} ${one.breakdown}`;
    shown.set(table, new Set([...(shown.get(table) ?? []), one.to]));
  }
  return [...shown.values()].filter((cutOffs) => cutOffs.size > 1).length;
}

describe("an attacker who solves everything that was ever published", () => {
  it.each([
    ["few", few, 200, { again: 10, maps: 5 }],
    ["many", many, 100, { again: 150, maps: 20 }],
  ])(
    `finds no small number of %s people (ATTACK_SEED=${seed})`,
    async (_, people, numRuns, enough) => {
      let [again, maps] = [0, 0];
      await fc.assert(
        fc.asyncProperty(storiesOf(people), async (story) => {
          const published = releaseAll(story);
          // A story that shows no table is none of those counted: there is nothing to attack.
          fc.pre(published.some(({ says }) => says === "people"));
          again += shownAgain(published);
          maps += published.filter(({ says }) => says === "neighbourhoods").length;
          expect(await breakIn(story, published)).toEqual([]);
        }),
        { numRuns, seed },
      );
      // Enough was published for the attack to mean something.
      expect(again).toBeGreaterThan(enough.again);
      expect(maps).toBeGreaterThan(enough.maps);
    },
    240_000,
  );

  /** In how many of some stories the attacker finds a small number. */
  async function countBroken(
    publisher: (story: Story) => Published[],
    people: typeof few,
  ): Promise<number> {
    let broken = 0;
    for (const story of fc.sample(storiesOf(people), { numRuns: 20, seed: 25 })) {
      if ((await breakIn(story, publisher(story))).length > 0) broken++;
    }
    return broken;
  }

  it("breaks a publisher of live figures that merely masks small classes", async () => {
    const live = ({ world, threshold, grants, releases }: Story) =>
      releases.flatMap(({ grant, cutOffOn }) => {
        const from = grants[grant]?.startsOn ?? "";
        const counts = countsIn(world, { from, to: cutOffOn });
        const total = Object.values(counts.residence).reduce((sum, people) => sum + people, 0);
        const tables = Object.fromEntries(
          breakdowns.flatMap((breakdown) => {
            const classes = classesOf(tableOf(breakdown).cuts[0], counts[breakdown]);
            return classes.every(({ people }) => people >= threshold) ? [[breakdown, classes]] : [];
          }),
        );
        return publish(from, { cutOffOn, total, tables }, null);
      });
    expect(await countBroken(live, few)).toBeGreaterThan(15);
  });

  it("breaks releases whose tables nobody audits", async () => {
    const nobody = (() => true) as unknown as Solver;
    expect(await countBroken((story) => releaseAll(story, nobody), many)).toBeGreaterThan(5);
  });

  it("breaks grants whose periods overlap, were both shown", async () => {
    const both = (story: Story) => releaseAll(story, solver, { withOverlaps: false });
    expect(await countBroken(both, many)).toBeGreaterThan(3);
  });

  it("learns nothing from two grants that share people and release on the same day", async () => {
    /** The second begins two months after the first: who came between them is in one alone. */
    const sameDay = (story: Story, order: readonly number[]): Story => ({
      ...story,
      grants: [0, 60].map((starts, at) => ({
        id: String(at),
        startsOn: dayOf(starts),
        endsOn: dayOf(days - 1),
      })),
      releases: [240, 400].flatMap((day) =>
        order.map((grant) => ({ grant, cutOffOn: dayOf(day) })),
      ),
    });
    let broken = 0;
    for (const story of fc.sample(storiesOf(many), { numRuns: 10, seed: 25 })) {
      for (const order of [
        [0, 1],
        [1, 0],
      ]) {
        const both = sameDay(story, order);
        expect(await breakIn(both, releaseAll(both))).toEqual([]);
        const shown = releaseAll(both, solver, { withOverlaps: false });
        if ((await breakIn(both, shown)).length > 0) broken++;
      }
    }
    // Were both shown, it would have learnt something.
    expect(broken).toBeGreaterThan(3);
  }, 120_000);

  it("notices a figure that is not true", async () => {
    const [story] = fc.sample(storiesOf(many), { numRuns: 1, seed: 25 });
    if (!story) throw new Error("No story");
    const published = releaseAll(story).map((one) =>
      one.says === "everybody" ? { ...one, people: one.people + 100 } : one,
    );
    expect(await breakIn(story, published)).not.toEqual([]);
  });
});

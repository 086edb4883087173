import { type LinearProgram, loadSolver } from "./solver.ts";

/**
 * Everything that was published of people, as an attacker writes it down: an equation each. A count is of those supported
 * on some day from `from` to `to`.
 */
export type Published = { from: string; to: string } & (
  | { says: "people"; breakdown: string; cells: readonly string[]; people: number }
  | { says: "everybody"; people: number }
  | { says: "neighbourhoods"; people: Readonly<Record<string, number>> }
  /** `above` over `below`, reduced: 1/2, whatever they are. A null breakdown is everybody. */
  | { says: "ratio"; above: Part; below: Part; numerator: number; denominator: number }
);
type Part = { breakdown: string; cell: string } | null;

/** What the attacker knows of the tables: their cells, and the one that people leave in each. */
export type Knowledge = {
  cells: Readonly<Record<string, readonly string[]>>;
  left: Readonly<Record<string, string>>;
  /** The cells of `residence`, `priority`, are these. */
  neighbourhoods: readonly string[];
  threshold: number;
};

/** The truth, asked for what was published alone. */
export type Truth = (
  period: { from: string; to: string },
  breakdown: string,
  cell: string,
) => number;

type Terms = Map<number, number>;
type Row = { terms: Terms; least: number; most: number; isOrder: boolean };
type Period = { from: string; to: string };
type Aim = {
  name: string;
  terms: Terms;
  /** Values that must be possible, at least so little and at least so much; or a width, wherever it is. */
  wanted: { least: number; most: number } | { width: number };
};

const epsilon = 1e-6;

/**
 * Breaks in: solves for every small number that was not published, and says what it found. Knows that whoever was counted
 * stays counted and stays in a cell, but for those that people leave; where that contradicts what was published, takes
 * it that files were corrected since the release before, and goes on from there.
 * @returns a sentence for each small number known too well, the first few of them, and for each equation that the truth
 *   does not satisfy
 */
export async function attack(
  published: readonly Published[],
  knowledge: Knowledge,
  truth: Truth,
): Promise<string[]> {
  const solver = await loadSolver();
  const { threshold, left, neighbourhoods } = knowledge;
  const key = ({ from, to }: Period) => `${from}..${to}`;
  const periods = [
    ...new Map(published.map(({ from, to }) => [key({ from, to }), { from, to }])).values(),
  ].sort((a, b) => a.to.localeCompare(b.to) || b.from.localeCompare(a.from));
  /** The finest cells, neighbourhoods in the place of `priority`. */
  const finest = Object.entries(knowledge.cells).flatMap(([breakdown, cells]) =>
    cells.flatMap((cell) =>
      breakdown === "residence" && cell === "priority"
        ? neighbourhoods.map((code) => ({ breakdown, cell: code }))
        : [{ breakdown, cell }],
    ),
  );
  const width = finest.length;
  const termsOf = (period: Period, breakdown: string, cells: readonly string[]): Terms => {
    const at = periods.findIndex((one) => key(one) === key(period));
    const inside = new Set(
      cells.flatMap((cell) =>
        breakdown === "residence" && cell === "priority" ? neighbourhoods : [cell],
      ),
    );
    return new Map(
      finest.flatMap((one, index) =>
        one.breakdown === breakdown && inside.has(one.cell) ? [[at * width + index, 1]] : [],
      ),
    );
  };
  const all = (period: Period, breakdown: string) =>
    termsOf(period, breakdown, knowledge.cells[breakdown] ?? []);
  const some = Object.keys(knowledge.cells)[0] ?? "";

  // What was published, and that every breakdown counts the same people.
  const facts: Row[] = [];
  const equal = (terms: Terms, value: number) =>
    facts.push({ terms, least: value, most: value, isOrder: false });
  for (const period of periods) {
    for (const breakdown of Object.keys(knowledge.cells)) {
      if (breakdown !== some) equal(combine(all(period, some), all(period, breakdown), -1), 0);
    }
  }
  const partOf = (period: Period, part: Part) =>
    part ? termsOf(period, part.breakdown, [part.cell]) : all(period, some);
  for (const one of published) {
    if (one.says === "everybody") equal(all(one, some), one.people);
    if (one.says === "people") equal(termsOf(one, one.breakdown, one.cells), one.people);
    if (one.says === "neighbourhoods") {
      for (const [code, people] of Object.entries(one.people)) {
        equal(termsOf(one, "residence", [code]), people);
      }
    }
    if (one.says === "ratio") {
      const scaled = new Map(
        [...partOf(one, one.above)].map(([at, value]) => [at, value * one.denominator]),
      );
      equal(combine(scaled, partOf(one, one.below), -one.numerator), 0);
    }
  }

  const program = (rows: readonly Row[]): LinearProgram => ({
    columns: new Array<number>(periods.length * width).fill(0),
    rows,
  });
  const isPossible = (rows: readonly Row[]) =>
    solver(
      program(rows),
      (minimise) => minimise(new Array(periods.length * width).fill(0)) !== null,
    );

  // Who is counted in a period is counted in any that contains it. One pair of periods and one breakdown at a time, as
  // far as that is possible.
  const orders: Row[] = [];
  const corrected = new Set<string>();
  for (const [at, outer] of periods.entries()) {
    for (const breakdown of Object.keys(knowledge.cells)) {
      const settled = finest.filter(
        (one) => one.breakdown === breakdown && one.cell !== left[breakdown],
      );
      const before = periods
        .slice(0, at)
        .filter((inner) => inner.from >= outer.from)
        // Of those of the same beginning the last alone: it contains the others.
        .filter(
          (inner, index, inners) =>
            inner.from !== outer.from ||
            !inners.slice(index + 1).some((other) => other.from === outer.from),
        );
      const more = before.flatMap((inner) =>
        [
          ...settled.map(({ cell }) =>
            combine(termsOf(outer, breakdown, [cell]), termsOf(inner, breakdown, [cell]), -1),
          ),
          combine(all(outer, breakdown), all(inner, breakdown), -1),
        ].map((terms) => ({ terms, least: 0, most: Number.POSITIVE_INFINITY, isOrder: true })),
      );
      if (more.length === 0) continue;
      if (isPossible([...facts, ...orders, ...more])) orders.push(...more);
      else corrected.add(`${breakdown} ${key(outer)}`);
    }
  }
  const system = [...facts, ...orders];

  const found: string[] = [];
  const real = new Float64Array(periods.length * width);
  for (const [at, period] of periods.entries()) {
    for (const [index, { breakdown, cell }] of finest.entries()) {
      real[at * width + index] = truth(period, breakdown, cell);
    }
  }
  const value = (terms: Terms, solution: ArrayLike<number>) => {
    let sum = 0;
    for (const [at, factor] of terms) sum += factor * (solution[at] ?? 0);
    return sum;
  };
  for (const { terms, least, most } of facts) {
    const really = value(terms, real);
    if (really < least - epsilon || really > most + epsilon) {
      found.push(`published ${least}, really ${really}`);
    }
  }

  // What is hidden: cells at a cut-off, and what came into them between two.
  const isSaid = (period: Period, breakdown: string, cell: string) =>
    published.some(
      (one) =>
        key(one) === key(period) &&
        ((one.says === "people" &&
          one.breakdown === breakdown &&
          one.cells.length === 1 &&
          one.cells[0] === cell) ||
          (one.says === "neighbourhoods" && breakdown === "residence" && cell in one.people)),
    );
  const hasMap = (period: Period) =>
    published.some((one) => one.says === "neighbourhoods" && key(one) === key(period));
  const aims: Aim[] = [];
  const targets = [
    ...Object.entries(knowledge.cells).flatMap(([breakdown, cells]) =>
      cells.map((cell) => ({ breakdown, cell, isPlace: false })),
    ),
    ...neighbourhoods.map((cell) => ({ breakdown: "residence", cell, isPlace: true })),
  ];
  for (const { breakdown, cell, isPlace } of targets) {
    const seen = periods.filter((period) => !isPlace || hasMap(period));
    for (const [at, outer] of seen.entries()) {
      const name = `${breakdown} ${cell} ${key(outer)}`;
      const outside = termsOf(outer, breakdown, [cell]);
      const people = value(outside, real);
      if (people < threshold && !isSaid(outer, breakdown, cell)) {
        aims.push({ name, terms: outside, wanted: { least: 0, most: people + threshold } });
      }
      for (const inner of seen.slice(0, at)) {
        if (inner.from < outer.from) continue;
        if (isSaid(outer, breakdown, cell) && isSaid(inner, breakdown, cell)) continue;
        const terms = combine(outside, termsOf(inner, breakdown, [cell]), -1);
        const came = value(terms, real);
        if (Math.abs(came) >= threshold) continue;
        const aim = { name: `${name} since ${key(inner)}`, terms };
        const wasCorrected = periods.some(
          (one) =>
            corrected.has(`${breakdown} ${key(one)}`) && one.to > inner.to && one.to <= outer.to,
        );
        if (cell === left[breakdown] || wasCorrected) {
          aims.push({ ...aim, wanted: { width: threshold } });
        } else {
          aims.push({ ...aim, wanted: { least: 0, most: Math.max(came, 0) + threshold } });
        }
      }
    }
  }

  /** @returns numbers of which the attacker is sure, and wrong: files were corrected that seemed not to be */
  const crack = (rows: readonly Row[], wanted: readonly Aim[]): Aim[] =>
    solver(program(rows), (minimise) => {
      const open = new Map(
        wanted.map((aim) => [
          aim,
          { least: Number.POSITIVE_INFINITY, most: Number.NEGATIVE_INFINITY },
        ]),
      );
      const look = (signs: readonly [Aim, number][]) => {
        const costs = new Array<number>(periods.length * width).fill(0);
        for (const [{ terms }, sign] of signs) {
          for (const [at, factor] of terms) costs[at] = (costs[at] ?? 0) + sign * factor;
        }
        const solution = minimise(costs);
        if (!solution) return false;
        for (const [aim, known] of open) {
          const possible = value(aim.terms, solution);
          known.least = Math.min(known.least, possible);
          known.most = Math.max(known.most, possible);
          const isInDoubt =
            "width" in aim.wanted
              ? known.most - known.least >= aim.wanted.width - epsilon
              : known.least <= aim.wanted.least + epsilon &&
                known.most >= aim.wanted.most - epsilon;
          if (isInDoubt) open.delete(aim);
        }
        return true;
      };
      // A few looks at many at once, then at each alone.
      for (let turn = 0; turn < 8 && open.size > 0; turn++) {
        const signs = [...open.keys()].map((aim, at): [Aim, number] => [
          aim,
          (at * 7 + turn * 5) % 3 === 0 ? -1 : 1,
        ]);
        if (!look(signs)) {
          found.push("nothing that was published is possible");
          return [];
        }
      }
      const mistaken: Aim[] = [];
      for (const [aim, known] of open) {
        // A few are enough to be broken.
        if (found.length > 3) break;
        look([[aim, 1]]);
        if (open.has(aim)) look([[aim, -1]]);
        if (!open.has(aim)) continue;
        const really = value(aim.terms, real);
        if (really < known.least - epsilon || really > known.most + epsilon) mistaken.push(aim);
        else found.push(`${aim.name}: from ${known.least} to ${known.most}`);
      }
      return mistaken;
    });
  // Whoever believes nothing of who stays must be in doubt where whoever does is mistaken.
  for (const aim of crack(facts, crack(system, aims))) found.push(`${aim.name}: mistaken again`);
  return found;
}

function combine(one: Terms, other: Terms, factor: number): Terms {
  const sum = new Map(one);
  for (const [at, value] of other) sum.set(at, (sum.get(at) ?? 0) + factor * value);
  for (const [at, value] of sum) if (value === 0) sum.delete(at);
  return sum;
}

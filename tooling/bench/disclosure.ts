import { type Breakdown, breakdowns, cellsOf } from "@essaim/impact/disclosure/breakdown.rules";
import { decideRelease } from "@essaim/impact/disclosure/release.rules";
import type { PeopleCounts, ReleaseShown } from "@essaim/impact/disclosure/release.schema";
import { loadSolver } from "@essaim/impact/disclosure/solver";

/** Tables are linked by the totals of their grant, and each to all those that its grant showed before. */
const size = { grants: 8, cutOffs: 9, threshold: 5 };
const limit = 5;

/**
 * Releases figures of 8 grants at 9 cut-offs, 7 tables each, and prints how long disclosure control took.
 * @returns whether it kept within the limit
 */
export async function benchDisclosure(say: (text: string) => void): Promise<boolean> {
  const begun = performance.now();
  const solver = await loadSolver();
  const loaded = performance.now();
  let shown = 0;
  let merged = 0;
  for (let grant = 0; grant < size.grants; grant++) {
    const history: ReleaseShown[] = [];
    for (let cutOff = 0; cutOff < size.cutOffs; cutOff++) {
      const counts = countsAt(grant, cutOff);
      const { total, tables } = decideRelease({
        history,
        counts,
        threshold: size.threshold,
        solver,
      });
      history.push({ cutOffOn: `2026-0${cutOff + 1}-28`, total, tables });
      for (const classes of Object.values(tables)) {
        shown++;
        if (classes.some(({ cells }) => cells.length > 1)) merged++;
      }
    }
  }
  const seconds = (performance.now() - loaded) / 1_000;
  const asked = size.grants * size.cutOffs * breakdowns.length;
  say(`\nSecret statistique de ${asked} tableaux liés (${size.grants} financements)`);
  say(
    `  solveur prêt en ${Math.round(loaded - begun)} ms · ${shown} tableaux montrés, dont ${merged} regroupés`,
  );
  const isWithin = seconds <= limit;
  say(
    `  promesse       ${isWithin ? "tenue" : "non tenue"} : ${seconds.toFixed(1).replace(".", ",")} s (au plus ${limit})`,
  );
  return isWithin;
}

/** People come evenly into some cells and hardly into others, which differ from one grant to the next. */
function countsAt(grant: number, cutOff: number): PeopleCounts {
  const total = (30 + grant * 5) * (cutOff + 1);
  const shares = (breakdown: Breakdown) =>
    cellsOf(breakdown).map((_, cell) => 1 + ((cell * 5 + grant * 3 + breakdown.length) % 7));
  return Object.fromEntries(
    breakdowns.map((breakdown) => {
      const weights = shares(breakdown);
      const all = weights.reduce((sum, weight) => sum + weight, 0);
      const counts = weights.map((weight) => Math.floor((total * weight) / all));
      const rest = counts.reduce((left, people) => left - people, total);
      return [
        breakdown,
        Object.fromEntries(
          cellsOf(breakdown).map((cell, at) => [cell, (counts[at] ?? 0) + (at === 0 ? rest : 0)]),
        ),
      ];
    }),
  ) as PeopleCounts;
}

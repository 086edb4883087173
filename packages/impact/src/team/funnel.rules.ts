/** What a way through the cooperative goes by. One may leave from anywhere: the exit is told apart. */
export const funnelSteps = ["diagnosis", "cape", "cesa", "associate"] as const;
export type FunnelStep = (typeof funnelSteps)[number];

/** People whose ways are noted alike. */
export type ReachedCounts = Record<FunnelStep | "exit", boolean> & { people: number };

export type FunnelLine = {
  step: FunnelStep;
  reached: number;
  /** A later step is noted and this one is not: they went past it, or nobody noted it. */
  skipped: number;
  /** Neither this step nor a later one. */
  notYet: number;
  /** Of these, those who left. */
  leftBefore: number;
};

/** How many people reached each step. Each line adds up to all who came. */
export function funnelOf(counts: readonly ReachedCounts[]) {
  const peopleWho = (test: (way: ReachedCounts) => boolean) =>
    counts.filter(test).reduce((total, { people }) => total + people, 0);
  const steps = funnelSteps.map((step, index): FunnelLine => {
    const wentPast = (way: ReachedCounts) => funnelSteps.slice(index + 1).some((one) => way[one]);
    const isShort = (way: ReachedCounts) => !way[step] && !wentPast(way);
    return {
      step,
      reached: peopleWho((way) => way[step]),
      skipped: peopleWho((way) => !way[step] && wentPast(way)),
      notYet: peopleWho(isShort),
      leftBefore: peopleWho((way) => isShort(way) && way.exit),
    };
  });
  return { entered: peopleWho(() => true), steps, exited: peopleWho((way) => way.exit) };
}

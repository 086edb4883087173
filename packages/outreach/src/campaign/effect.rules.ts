/** Months read on each side of a campaign. */
export const BESIDE = 3;

/** What is known of a campaign's pieces together in a month, its first day: `told` of the `published` ones are counted. */
export type MonthKnown = { month: string; views: number; told: number; published: number };

export type Phase = "before" | "during" | "after";
export const phases = ["before", "during", "after"] as const;

/**
 * What a month can say. `known`: it is over and told; `partial`: the same, though some published piece is not told, so
 * that its sum is the least it can be; `untold`: over, and nobody said anything, which is not zero; `unpublished`: over,
 * and nothing was there to be seen; `running`: not over yet; `ahead`: not begun.
 */
export type MonthState = "known" | "partial" | "untold" | "unpublished" | "running" | "ahead";

/** `views` is null where nobody knows them. */
export type EffectMonth = { month: string; phase: Phase; state: MonthState; views: number | null };

export type PhaseMean = {
  /** Months of the phase, and those of them that the mean is made of. */
  months: number;
  counted: number;
  /** Views in a month, over those counted; null when there are none. */
  mean: number | null;
};

/** Means of two phases: how much one differs from the other, and what part of the other that is when it has one. */
export type Difference = { by: number; part: number | null };

export type Effect = {
  months: EffectMonth[];
  means: Record<Phase, PhaseMean>;
  /** During, and after, against before; null when one of the two is not known. */
  during: Difference | null;
  after: Difference | null;
};

/** The first day of the month that is `by` months from that of a day. */
export function monthFrom(day: string, by: number): string {
  const [year = 0, number = 1] = day.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 10);
}

/** The months that a campaign is read by, the oldest first: those it touches, each as a whole, and BESIDE on each side. */
export function monthsOfCampaign(
  startsOn: string,
  endsOn: string,
): { month: string; phase: Phase }[] {
  const [first, last] = [monthFrom(startsOn, 0), monthFrom(endsOn, 0)];
  const end = monthFrom(endsOn, BESIDE);
  const months: { month: string; phase: Phase }[] = [];
  for (let month = monthFrom(startsOn, -BESIDE); month <= end; month = monthFrom(month, 1)) {
    const phase = month < first ? "before" : month > last ? "after" : "during";
    months.push({ month, phase });
  }
  return months;
}

function stateOf(month: string, known: MonthKnown | undefined, today: string): MonthState {
  if (month > today) return "ahead";
  if (monthFrom(month, 1) > today) return "running";
  if (!known || known.told === 0) return known?.published === 0 ? "unpublished" : "untold";
  return known.told < known.published ? "partial" : "known";
}

/**
 * The audience of a campaign's pieces before, during and after it: the means of the months that are over and told. A
 * month that is not is left out of the means, and never counted as zero.
 */
export function effectOf(
  campaign: { startsOn: string; endsOn: string },
  known: readonly MonthKnown[],
  today: string,
): Effect {
  const byMonth = new Map(known.map((one) => [one.month, one]));
  const months = monthsOfCampaign(campaign.startsOn, campaign.endsOn).map(
    ({ month, phase }): EffectMonth => {
      const one = byMonth.get(month);
      const state = stateOf(month, one, today);
      return { month, phase, state, views: one && one.told > 0 ? one.views : null };
    },
  );
  const means = {
    before: meanOf(months, "before"),
    during: meanOf(months, "during"),
    after: meanOf(months, "after"),
  };
  return {
    months,
    means,
    during: differenceOf(means.before.mean, means.during.mean),
    after: differenceOf(means.before.mean, means.after.mean),
  };
}

function meanOf(months: readonly EffectMonth[], phase: Phase): PhaseMean {
  const own = months.filter((one) => one.phase === phase);
  const views = own.flatMap((one) =>
    one.views !== null && (one.state === "known" || one.state === "partial") ? [one.views] : [],
  );
  const sum = views.reduce((all, one) => all + one, 0);
  return {
    months: own.length,
    counted: views.length,
    mean: views.length > 0 ? sum / views.length : null,
  };
}

function differenceOf(before: number | null, other: number | null): Difference | null {
  if (before === null || other === null) return null;
  return { by: other - before, part: before > 0 ? (other - before) / before : null };
}

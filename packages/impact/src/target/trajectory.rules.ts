import { daysAfter } from "@essaim/database/today";

/** A promise on the way to a target: so much, that day at the latest. */
export type Milestone = { dueOn: string; value: number };

export type Promised = {
  value: number;
  milestones: readonly Milestone[];
  startsOn: string;
  endsOn: string;
};

const DAY_MS = 86_400_000;

export const daysBetween = (from: string, to: string) =>
  Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / DAY_MS);

/** From nothing on the eve of the period, by each milestone, to the target on its last day. */
export function wayTo({ value, milestones, startsOn, endsOn }: Promised): Milestone[] {
  const between = milestones
    .filter(({ dueOn }) => dueOn >= startsOn && dueOn < endsOn)
    .sort((a, b) => a.dueOn.localeCompare(b.dueOn));
  return [{ dueOn: daysAfter(startsOn, -1), value: 0 }, ...between, { dueOn: endsOn, value }];
}

/** What should be done at the end of a day, a straight line from one promise to the next. Not rounded. */
export function expectedOn(promised: Promised, day: string): number {
  const way = wayTo(promised);
  const next = way.findIndex(({ dueOn }) => dueOn > day);
  if (next < 0) return promised.value;
  const [before, after] = [way[next - 1], way[next]];
  if (!before || !after) return 0;
  const part = daysBetween(before.dueOn, day) / daysBetween(before.dueOn, after.dueOn);
  return before.value + (after.value - before.value) * part;
}

export type MilestoneFault = "outside_period" | "same_day" | "not_increasing";

/** The first milestone that does not lie on the way to its target, and why. The last day is the target's own. */
export function faultOf(
  promised: Promised,
): { at: number; field: "dueOn" | "value"; fault: MilestoneFault } | null {
  const { milestones, value, startsOn, endsOn } = promised;
  for (const [at, one] of milestones.entries()) {
    if (one.dueOn < startsOn || one.dueOn >= endsOn) {
      return { at, field: "dueOn", fault: "outside_period" };
    }
    if (one.value >= value) return { at, field: "value", fault: "not_increasing" };
    for (const former of milestones.slice(0, at)) {
      if (former.dueOn === one.dueOn) return { at, field: "dueOn", fault: "same_day" };
      const [first, second] = former.dueOn < one.dueOn ? [former, one] : [one, former];
      if (first.value >= second.value) {
        return { at, field: "value", fault: "not_increasing" };
      }
    }
  }
  return null;
}

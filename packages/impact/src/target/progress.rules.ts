import { daysAfter } from "@essaim/database/today";
import type { Evaluated } from "../registry/evaluate.queries.ts";
import type { IndicatorDefinition } from "../registry/indicator.schema.ts";
import { earlierOf, monthAfter, monthOf } from "../team/period.rules.ts";
import { type ByMonth, type Forecast, forecast, judge, type Outlook } from "./forecast.rules.ts";
import { MOST_MONTHS_TOLD, tellByYear } from "./told-points.rules.ts";
import { expectedOn, type Milestone, type Promised, wayTo } from "./trajectory.rules.ts";

export type TargetRow = {
  indicatorKey: string;
  actionId: string | null;
  value: number;
  milestones: readonly Milestone[];
};

type DoneMonth = { on: string; done: number };
/** What had been done at the end of a month, and what should have been. */
export type ProgressMonth = DoneMonth & { expected: number };

/** What a page says of an indicator beside its figure. */
export type ToldIndicator = Pick<
  IndicatorDefinition,
  "key" | "name" | "definition" | "counted" | "unit" | "retiredOn"
>;

/** One target of a grant: what is done of it, what should be by now, and what it may come to. */
export type Progress = {
  definition: ToldIndicator;
  target: number;
  milestones: readonly Milestone[];
  /** null: nothing declared yet, no longer followed, or not for this reader to count. */
  actual: number | null;
  /** Records that would count if what is not known of them were. */
  unknown: number;
  /** May this reader count it? */
  isOpen: boolean;
  /** The last day of which everything is known. null: the period has not begun. */
  knownOn: string | null;
  expected: number | null;
  /** By the end of each month of the period so far, or of its past years when it is long; empty when what counts has no month. */
  months: ProgressMonth[];
  way: Milestone[];
  forecast: Forecast | null;
  outlook: Outlook;
};

/** What progress reads of a figure. */
export type ToldFigure = Pick<Evaluated, "value" | "unknown">;

type Known = {
  grant: { startsOn: string; endsOn: string };
  /** The period so far; null before it begins. */
  scope: { from: string; to: string } | null;
  figures: ReadonlyMap<string, ToldFigure>;
  byMonth: ReadonlyMap<string, ByMonth>;
};

export function progressOf(
  row: TargetRow,
  definition: IndicatorDefinition,
  known: Known,
): Progress {
  const { grant, scope } = known;
  const { startsOn, endsOn } = grant;
  const promised: Promised = { value: row.value, milestones: row.milestones, startsOn, endsOn };
  const figure = known.figures.get(definition.key);
  const actual = figure?.value ?? null;
  const by = known.byMonth.get(definition.key) ?? null;
  const knownOn = scope && knownUntil(definition, by, scope);
  const ahead =
    actual !== null && by && knownOn ? forecast(actual, by, { startsOn, endsOn, knownOn }) : null;
  const done = by && knownOn && actual !== null ? doneUntil(by, startsOn, knownOn) : [];
  const { months, forecast: foreseen } = told(done, ahead, knownOn);
  const { key, name, definition: text, counted, unit, retiredOn } = definition;
  return {
    definition: { key, name, definition: text, counted, unit, retiredOn },
    target: row.value,
    milestones: row.milestones,
    actual,
    unknown: figure?.unknown ?? 0,
    isOpen: !scope || definition.retiredOn !== null || figure !== undefined,
    knownOn,
    expected: knownOn ? Math.round(expectedOn(promised, knownOn)) : null,
    months: months.map((one) => ({ ...one, expected: Math.round(expectedOn(promised, one.on)) })),
    forecast: foreseen,
    way: wayTo(promised),
    outlook: knownOn ? judge(actual, promised, ahead, knownOn) : "unknown",
  };
}

/** The months done and those foreseen, few enough to be read. */
function told<Month extends { on: string }>(
  months: Month[],
  ahead: Forecast | null,
  knownOn: string | null,
): { months: Month[]; forecast: Forecast | null } {
  const points = ahead?.kind === "known" ? ahead.points : [];
  if (!knownOn || months.length + points.length <= MOST_MONTHS_TOLD) {
    return { months, forecast: ahead };
  }
  return {
    months: tellByYear(months, knownOn),
    forecast: ahead?.kind === "known" ? { ...ahead, points: tellByYear(points, knownOn) } : ahead,
  };
}

/**
 * Records tell up to today; what is declared, up to the end of the last month that somebody declared, or that machines
 * read in whole.
 */
function knownUntil(
  definition: IndicatorDefinition,
  by: ByMonth | null,
  scope: { from: string; to: string },
): string {
  if (definition.source !== "declared") return scope.to;
  const told = Object.keys(by?.months ?? {});
  const last = told
    .filter((month) => !by?.partial?.includes(month))
    .sort()
    .at(-1);
  if (!last) return told.length > 0 ? scope.from : scope.to;
  return earlierOf(daysAfter(monthAfter(last, 1), -1), scope.to);
}

function doneUntil(by: ByMonth, startsOn: string, knownOn: string): DoneMonth[] {
  const months: DoneMonth[] = [];
  let done = by.before;
  for (let month = monthOf(startsOn); month <= knownOn; ) {
    done += by.months[month] ?? 0;
    month = monthAfter(month, 1);
    months.push({ on: month > knownOn ? knownOn : daysAfter(month, -1), done });
  }
  return months;
}

export type Action = { id: string; name: string; description: string };
export type ProgressGroup = { action: Action | null; targets: Progress[] };

/** Targets by action in the programme's order, then those of no action. */
export function groupByAction(
  rows: readonly TargetRow[],
  actions: readonly Action[],
  definitions: readonly IndicatorDefinition[],
  known: Known,
): ProgressGroup[] {
  const told = definitions.flatMap((definition) => {
    const row = rows.find(({ indicatorKey }) => indicatorKey === definition.key);
    return row ? [{ actionId: row.actionId, progress: progressOf(row, definition, known) }] : [];
  });
  return [...actions, null]
    .map((action) => ({
      action,
      targets: told
        .filter(({ actionId }) => actionId === (action?.id ?? null))
        .map(({ progress }) => progress),
    }))
    .filter(({ targets }) => targets.length > 0);
}

import type { ActionStep } from "./plan.schema.ts";

export type ActionState = { dueOn: string | null; doneOn: string | null; droppedOn: string | null };

/** Is it still to be done? */
export function isOpen(action: ActionState): boolean {
  return action.doneOn === null && action.droppedOn === null;
}

/** Is its day past, and the action still to be done? */
export function isOverdue(action: ActionState, day: string): boolean {
  return isOpen(action) && action.dueOn !== null && action.dueOn < day;
}

/**
 * What one click makes of an action. The same click again changes nothing: it was done the day it was done.
 * @param day the day it is, `YYYY-MM-DD`
 * @returns the new state, or null when it is so already
 */
export function decideStep(
  action: ActionState,
  step: ActionStep,
  day: string,
): Pick<ActionState, "doneOn" | "droppedOn"> | null {
  if (step === "done") return action.doneOn ? null : { doneOn: day, droppedOn: null };
  if (step === "dropped") return action.droppedOn ? null : { doneOn: null, droppedOn: day };
  return isOpen(action) ? null : { doneOn: null, droppedOn: null };
}

/** What is due first comes first; what has no day comes last. */
function byDueDay(a: ActionState, b: ActionState): number {
  return (a.dueOn ?? "9999").localeCompare(b.dueOn ?? "9999");
}

/** What was done last comes first. */
function byEndDay(a: ActionState, b: ActionState): number {
  return (b.doneOn ?? b.droppedOn ?? "").localeCompare(a.doneOn ?? a.droppedOn ?? "");
}

export type PlanPart<O, A> = {
  /** Null for the actions that serve no objective. */
  objective: O | null;
  /** To be done, the most urgent first; what was done today stays among them until tomorrow. */
  open: A[];
  /** Done before today, or set aside, the latest first. */
  past: A[];
};

/**
 * A plan as one reads it: each objective with its actions, then the actions without one.
 * @param day the day it is, `YYYY-MM-DD`
 * @returns `current`: open objectives, and closed ones that still have something to do; `closed`: the others
 */
export function groupPlan<
  O extends { id: string; status: string },
  A extends ActionState & { objectiveId: string | null },
>(
  objectives: readonly O[],
  actions: readonly A[],
  day: string,
): { current: PlanPart<O, A>[]; closed: PlanPart<O, A>[]; loose: PlanPart<O, A> } {
  const isShownOpen = (action: A) => isOpen(action) || action.doneOn === day;
  const part = (objective: O | null): PlanPart<O, A> => {
    const own = actions.filter((action) => action.objectiveId === (objective?.id ?? null));
    return {
      objective,
      open: own.filter(isShownOpen).sort(byDueDay),
      past: own.filter((action) => !isShownOpen(action)).sort(byEndDay),
    };
  };
  const parts = objectives.map(part);
  const isCurrent = ({ objective, open }: PlanPart<O, A>) =>
    objective?.status === "open" || open.length > 0;
  return {
    current: parts.filter(isCurrent),
    closed: parts.filter((one) => !isCurrent(one)),
    loose: part(null),
  };
}

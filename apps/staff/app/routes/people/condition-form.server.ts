import type { WorkerFilter } from "@essaim/accompaniment/worker/worker-filter.schema";
import {
  type Condition,
  type ConditionGroup,
  type CriterionKey,
  criterionKeys,
  criterionOf,
  filterLimits,
  isComplete,
  readGroups,
  writeGroup,
} from "@essaim/accompaniment/worker/worker-filter-condition.schema";
import { readMoment } from "@essaim/accompaniment/worker/worker-filter-moment.rules";
import { fieldOf } from "./condition-names";

/** What a form of conditions asks to do with them. */
export type Step =
  | { do: "search" }
  | { do: "remove"; group: number; condition: number }
  | { do: "add"; group: number; about: CriterionKey }
  | { do: "addGroup"; about: CriterionKey }
  /** A press on « ajouter » before anything was chosen, in the field named. */
  | { do: "nothing"; field: string };

export type ConditionForm = {
  /** As the form holds them. */
  groups: ConditionGroup[];
  /** Once the step is done. */
  next: ConditionGroup[];
  between: WorkerFilter["between"];
  step: Step;
  /** What was typed in the fields of days, by their names. */
  typed: Record<string, string>;
  /** What is wrong, by the field. */
  errors: Record<string, string>;
};

const NOT_A_DAY =
  "Écrivez une date, par exemple 31/12/2026, ou un délai\u202f: «\u202fdans 3 mois\u202f», «\u202fil y a 6 semaines\u202f».";

const NO_DAY = "Indiquez une date ou un délai, ou retirez cette condition.";
const NO_PERIOD = "Indiquez au moins une des deux dates, ou retirez cette condition.";
const NO_ANSWER = "Cochez au moins une réponse, ou retirez cette condition.";
const NOTHING_CHOSEN = "Choisissez d’abord sur quoi porte la condition.";

/** What a condition lacks to keep anybody apart, by its field; nothing while it is still being composed. */
function missing({ about }: Condition, name: (part: string) => string): Record<string, string> {
  const { type } = criterionOf(about);
  if (type === "moment") return { [name("on")]: NO_DAY };
  if (type === "period") return { [name("from")]: NO_PERIOD };
  return { [name("values")]: NO_ANSWER };
}

/**
 * The groups of conditions that a form holds, as far as they are chosen. It is read by hand, since its fields
 * depend on what was chosen before.
 */
export function readConditionForm(form: FormData): ConditionForm {
  const errors: Record<string, string> = {};
  const typed: Record<string, string> = {};
  const step = stepOf(form);
  const groups: ConditionGroup[] = [];
  for (let g = 0; g < filterLimits.groups && form.has(`g${g}.needs`); g++) {
    const conditions: Condition[] = [];
    for (let c = 0; c < filterLimits.conditions && form.has(fieldOf(g, c, "about")); c++) {
      const about = criterionIn(form.get(fieldOf(g, c, "about")));
      if (!about) continue;
      const name = (part: string) => fieldOf(g, c, part);
      const values = valuesOf(form, about, name, { typed, errors });
      const condition = { about, not: form.get(name("not")) === "oui", values };
      conditions.push(condition);
      if (step.do === "search" && !isComplete(condition)) {
        Object.assign(errors, { ...missing(condition, name), ...errors });
      }
    }
    groups.push({ needs: form.get(`g${g}.needs`) === "any" ? "any" : "all", conditions });
  }
  if (step.do === "remove") {
    const prefix = fieldOf(step.group, step.condition, "");
    for (const name of Object.keys(errors)) if (name.startsWith(prefix)) delete errors[name];
  }
  if (step.do === "nothing") errors[step.field] = NOTHING_CHOSEN;
  const between = form.get("between") === "any" ? "any" : "all";
  // Through the address and back: what it cannot hold is not kept on screen either.
  return { groups, next: keptInAddress(applied(groups, step)), between, step, typed, errors };
}

function keptInAddress(groups: readonly ConditionGroup[]): ConditionGroup[] {
  return readGroups(groups.map(writeGroup), { keepIncomplete: true });
}

function applied(groups: readonly ConditionGroup[], step: Step): ConditionGroup[] {
  const empty = (about: CriterionKey): Condition => ({ about, not: false, values: [] });
  switch (step.do) {
    case "remove":
      return groups.map((group, at) =>
        at === step.group
          ? {
              ...group,
              conditions: group.conditions.filter((_, index) => index !== step.condition),
            }
          : group,
      );
    case "add":
      return groups.map((group, at) =>
        at === step.group
          ? { ...group, conditions: [...group.conditions, empty(step.about)] }
          : group,
      );
    case "addGroup":
      return [...groups, { needs: "all", conditions: [empty(step.about)] }];
    default:
      return [...groups];
  }
}

function stepOf(form: FormData): Step {
  const [verb, at = "", index = ""] = String(form.get("faire") ?? "").split(":");
  if (verb === "retirer") return { do: "remove", group: Number(at), condition: Number(index) };
  if (verb === "ajouter") {
    const about = criterionIn(form.get(`g${at}.add`));
    return about ? { do: "add", group: Number(at), about } : { do: "nothing", field: `g${at}.add` };
  }
  if (verb === "groupe") {
    const about = criterionIn(form.get("newGroup"));
    return about ? { do: "addGroup", about } : { do: "nothing", field: "newGroup" };
  }
  // Chosen and not added yet: somebody who asks for the list is first asked the rest of it.
  for (const [name, value] of form) {
    const about = criterionIn(value);
    const [, group] = /^g([0-9]+)\.add$/.exec(name) ?? [];
    if (about && group) return { do: "add", group: Number(group), about };
    if (about && name === "newGroup") return { do: "addGroup", about };
  }
  return { do: "search" };
}

const criterionIn = (value: FormDataEntryValue | null) =>
  criterionKeys.find((key) => key === value);

function valuesOf(
  form: FormData,
  about: CriterionKey,
  name: (part: string) => string,
  days: Pick<ConditionForm, "typed" | "errors">,
): string[] {
  const moment = (part: string) => {
    const text = String(form.get(name(part)) ?? "").trim();
    const read = text ? readMoment(text) : "";
    days.typed[name(part)] = text;
    if (read === null) days.errors[name(part)] = NOT_A_DAY;
    return read ?? "";
  };
  switch (criterionOf(about).type) {
    case "flag":
      return [];
    case "moment":
      return [moment("on")].filter(Boolean);
    case "period": {
      const days = [moment("from"), moment("to")];
      return days.some(Boolean) ? days : [];
    }
    default:
      return form.getAll(name("values")).map(String);
  }
}

import { expect, test } from "vitest";
import { decideStep, groupPlan, isOverdue } from "./plan.rules.ts";
import { actionSchema, objectiveEditSchema } from "./plan.schema.ts";

const day = "2026-11-24";
const action = (change: object = {}) => ({
  id: "a",
  objectiveId: null as string | null,
  dueOn: null as string | null,
  doneOn: null as string | null,
  droppedOn: null as string | null,
  ...change,
});

test("an action is late the day after its day, unless it is done or set aside", () => {
  expect(isOverdue(action({ dueOn: day }), day)).toBe(false);
  expect(isOverdue(action({ dueOn: "2026-11-23" }), day)).toBe(true);
  expect(isOverdue(action({ dueOn: "2026-11-23", doneOn: day }), day)).toBe(false);
  expect(isOverdue(action({ dueOn: "2026-11-23", droppedOn: day }), day)).toBe(false);
  expect(isOverdue(action(), day)).toBe(false);
});

test("the same click twice keeps the day of the first; one may always come back", () => {
  expect(decideStep(action(), "done", day)).toEqual({ doneOn: day, droppedOn: null });
  expect(decideStep(action({ doneOn: "2026-11-02" }), "done", day)).toBeNull();
  expect(decideStep(action({ doneOn: "2026-11-02" }), "open", day)).toEqual({
    doneOn: null,
    droppedOn: null,
  });
  expect(decideStep(action({ droppedOn: "2026-11-02" }), "done", day)).toEqual({
    doneOn: day,
    droppedOn: null,
  });
  expect(decideStep(action(), "open", day)).toBeNull();
});

test("a plan is read by objective: the most urgent first, what was done today still in its place", () => {
  const objectives = [
    { id: "open", status: "open" },
    { id: "kept", status: "reached" },
    { id: "past", status: "dropped" },
  ];
  const actions = [
    action({ id: "later", objectiveId: "open", dueOn: "2026-12-24" }),
    action({ id: "undated", objectiveId: "open" }),
    action({ id: "late", objectiveId: "open", dueOn: "2026-11-01" }),
    action({ id: "today", objectiveId: "open", dueOn: "2026-11-02", doneOn: day }),
    action({ id: "done", objectiveId: "open", doneOn: "2026-10-01" }),
    action({ id: "left", objectiveId: "kept", dueOn: "2026-12-01" }),
    action({ id: "loose" }),
  ];
  const plan = groupPlan(objectives, actions, day);
  const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);
  expect(plan.current.map(({ objective }) => objective?.id)).toEqual(["open", "kept"]);
  expect(plan.closed.map(({ objective }) => objective?.id)).toEqual(["past"]);
  expect(ids(plan.current[0]?.open ?? [])).toEqual(["late", "today", "later", "undated"]);
  expect(ids(plan.current[0]?.past ?? [])).toEqual(["done"]);
  expect(ids(plan.loose.open)).toEqual(["loose"]);
});

test("an action without an owner is the person's, without a day it has none", () => {
  expect(actionSchema.parse({ label: "  Appeler   la mairie " })).toEqual({
    label: "Appeler la mairie",
    dueOn: null,
    ownerId: null,
    objectiveId: null,
  });
});

test.each([
  [actionSchema, { label: " " }, "label", /ce qu’il y a à faire/],
  [actionSchema, { label: "x".repeat(501) }, "label", /au plus 500/],
  [actionSchema, { label: "Appeler", dueOn: "31/12/2026" }, "dueOn", /date valable/],
  [actionSchema, { label: "Appeler", dueOn: "2206-12-31" }, "dueOn", /année/],
  [actionSchema, { label: "Appeler", ownerId: "quelqu’un" }, "ownerId", /qui s’en charge/],
  [objectiveEditSchema, { title: "", setOn: day, version: 1 }, "title", /veut atteindre/],
  [objectiveEditSchema, { title: "Vivre", setOn: "2126-01-01", version: 1 }, "setOn", /à venir/],
])("what does not fit is said beside its field (%#)", (schema, given, field, message) => {
  const parsed = schema.safeParse(given);
  const issue = parsed.error?.issues.find(({ path }) => path[0] === field);
  expect(issue?.message).toMatch(message);
});

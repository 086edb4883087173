import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { today } from "@essaim/database/today";
import { defineCommand, type Refusal, type Tx } from "@essaim/identity/operation";
import { holdFile } from "../worker/living-worker.ts";
import { coachesOf } from "../worker/worker.queries.ts";
import { type ActionRecord, loadAction, planWorker } from "./plan.queries.ts";
import { decideStep } from "./plan.rules.ts";
import {
  type ActionInput,
  actionStepSchema,
  addActionSchema,
  editActionSchema,
  type PlanRefusal,
  removalSchema,
} from "./plan.schema.ts";

/**
 * Adds something to do to a person's plan.
 * @throws NotFound when the organisation has no such person
 */
export const addAction = defineCommand({
  name: "addAction",
  permission: "worker:write",
  subject: "plan_action",
  input: addActionSchema,
  run: async ({ db, actor, input }): Promise<Saved | Refusal<PlanRefusal>> => {
    const { id: workerId } = await planWorker(db, input.workerId);
    if (!(await holdFile(db, workerId))) return { ok: false, reason: "file_erased" };
    const refusal = await unknownIn(db, input.workerId, input);
    if (refusal) return refusal;
    const { id } = await db
      .insertInto("plan_action")
      .values({
        organisation_id: actor.organisationId,
        worker_id: input.workerId,
        updated_by: actor.membershipId,
        ...columns(input),
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return { ok: true, id };
  },
});

/**
 * Corrects an action, if it is still the version that the form was made from.
 * @throws NotFound when the organisation has no such action
 */
export const editAction = defineCommand({
  name: "editAction",
  permission: "worker:write",
  subject: "plan_action",
  input: editActionSchema,
  run: async ({ db, input }): Promise<Saved | Refusal<PlanRefusal> | Conflict<ActionRecord>> => {
    const { workerId } = await loadAction(db, input.id);
    if (!(await holdFile(db, workerId))) return { ok: false, reason: "file_erased" };
    const held = await holdRecord(db, "plan_action", input, loadAction);
    if (!held.ok) return held;
    const refusal = await unknownIn(db, held.current.workerId, input, held.current);
    if (refusal) return refusal;
    await db.updateTable("plan_action").set(columns(input)).where("id", "=", input.id).execute();
    return { ok: true, id: input.id };
  },
});

/**
 * One click: the action is done, set aside, or to be done again. Asked twice, it is done once.
 * @throws NotFound when the organisation has no such action
 */
export const markAction = defineCommand({
  name: "markAction",
  permission: "worker:write",
  subject: "plan_action",
  input: actionStepSchema,
  run: async ({ db, input: { id, step } }): Promise<Saved & { workerId: string }> => {
    // Held first: of two clicks at once, the second finds it done.
    await db.selectFrom("plan_action").where("id", "=", id).select("id").forUpdate().execute();
    const action = await loadAction(db, id);
    const next = decideStep(action, step, today());
    if (next) {
      await db
        .updateTable("plan_action")
        .set({ done_on: next.doneOn, dropped_on: next.droppedOn })
        .where("id", "=", id)
        .execute();
    }
    return { ok: true, id, workerId: action.workerId };
  },
});

/**
 * Removes an action written by mistake; what is given up is set aside instead.
 * @throws NotFound when the organisation has no such action
 */
export const removeAction = defineCommand({
  name: "removeAction",
  permission: "worker:write",
  subject: "plan_action",
  input: removalSchema,
  run: async ({ db, input }): Promise<(Saved & { workerId: string }) | Conflict<ActionRecord>> => {
    const held = await holdRecord(db, "plan_action", input, loadAction);
    if (!held.ok) return held;
    await db.deleteFrom("plan_action").where("id", "=", input.id).execute();
    return { ok: true, id: input.id, workerId: held.current.workerId };
  },
});

/** An owner or an objective that the form may no longer name. Who is named already stays. */
async function unknownIn(
  db: Tx,
  workerId: string,
  { ownerId, objectiveId }: ActionInput,
  kept?: ActionRecord,
): Promise<Refusal<PlanRefusal> | null> {
  if (ownerId) {
    const team = await coachesOf(db, kept?.ownerId);
    if (!team.some((one) => one.id === ownerId)) return { ok: false, reason: "owner_unknown" };
  }
  if (objectiveId) {
    const objective = await db
      .selectFrom("objective")
      .where("id", "=", objectiveId)
      .where("worker_id", "=", workerId)
      .select("id")
      .executeTakeFirst();
    if (!objective) return { ok: false, reason: "objective_unknown" };
  }
  return null;
}

function columns(input: ActionInput) {
  return {
    label: input.label,
    objective_id: input.objectiveId,
    owner_id: input.ownerId,
    due_on: input.dueOn,
  };
}

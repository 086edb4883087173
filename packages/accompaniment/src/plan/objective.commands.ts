import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { today } from "@essaim/database/today";
import { defineCommand, type Refusal } from "@essaim/identity/operation";
import { holdFile } from "../worker/living-worker.ts";
import { loadObjective, type ObjectiveRecord, planWorker } from "./plan.queries.ts";
import {
  editObjectiveSchema,
  objectiveStepSchema,
  type PlanRefusal,
  removalSchema,
  setObjectiveSchema,
} from "./plan.schema.ts";

/**
 * Writes what a person aims at.
 * @throws NotFound when the organisation has no such person
 */
export const setObjective = defineCommand({
  name: "setObjective",
  permission: "worker:write",
  subject: "objective",
  input: setObjectiveSchema,
  run: async ({ db, actor, input }): Promise<Saved | Refusal<PlanRefusal>> => {
    const { id: workerId } = await planWorker(db, input.workerId);
    if (!(await holdFile(db, workerId))) return { ok: false, reason: "file_erased" };
    const { id } = await db
      .insertInto("objective")
      .values({
        organisation_id: actor.organisationId,
        worker_id: input.workerId,
        title: input.title,
        set_on: today(),
        updated_by: actor.membershipId,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return { ok: true, id };
  },
});

/**
 * Corrects an objective, if it is still the version that the form was made from.
 * @throws NotFound when the organisation has no such objective
 */
export const editObjective = defineCommand({
  name: "editObjective",
  permission: "worker:write",
  subject: "objective",
  input: editObjectiveSchema,
  run: async ({ db, input }): Promise<Saved | Refusal<PlanRefusal> | Conflict<ObjectiveRecord>> => {
    const { workerId } = await loadObjective(db, input.id);
    if (!(await holdFile(db, workerId))) return { ok: false, reason: "file_erased" };
    const held = await holdRecord(db, "objective", input, loadObjective);
    if (!held.ok) return held;
    const { closedOn } = held.current;
    if (closedOn && input.setOn > closedOn) return { ok: false, reason: "set_after_closing" };
    await db
      .updateTable("objective")
      .set({ title: input.title, set_on: input.setOn })
      .where("id", "=", input.id)
      .execute();
    return { ok: true, id: input.id };
  },
});

/**
 * One click: the objective is reached, given up, or open again. Its actions stay as they are.
 * @throws NotFound when the organisation has no such objective
 */
export const markObjective = defineCommand({
  name: "markObjective",
  permission: "worker:write",
  subject: "objective",
  input: objectiveStepSchema,
  run: async ({ db, input: { id, status } }): Promise<Saved & { workerId: string }> => {
    await db.selectFrom("objective").where("id", "=", id).select("id").forUpdate().execute();
    const objective = await loadObjective(db, id);
    if (objective.status !== status) {
      await db
        .updateTable("objective")
        .set({ status, closed_on: status === "open" ? null : today() })
        .where("id", "=", id)
        .execute();
    }
    return { ok: true, id, workerId: objective.workerId };
  },
});

/**
 * Removes an objective written by mistake. The actions that served it stay in the plan.
 * @throws NotFound when the organisation has no such objective
 */
export const removeObjective = defineCommand({
  name: "removeObjective",
  permission: "worker:write",
  subject: "objective",
  input: removalSchema,
  run: async ({
    db,
    input,
  }): Promise<(Saved & { workerId: string }) | Conflict<ObjectiveRecord>> => {
    const held = await holdRecord(db, "objective", input, loadObjective);
    if (!held.ok) return held;
    await db
      .updateTable("plan_action")
      .set({ objective_id: null })
      .where("objective_id", "=", input.id)
      .execute();
    await db.deleteFrom("objective").where("id", "=", input.id).execute();
    return { ok: true, id: input.id, workerId: held.current.workerId };
  },
});

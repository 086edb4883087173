import { defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { coachesOf } from "../worker/worker.queries.ts";
import type { ObjectiveStatus } from "./plan.schema.ts";

export type PlanWorker = { id: string; name: string; isErased: boolean };

export type ObjectiveRecord = {
  id: string;
  version: number;
  workerId: string;
  title: string;
  setOn: string;
  status: ObjectiveStatus;
  closedOn: string | null;
};

export type ActionRecord = {
  id: string;
  version: number;
  workerId: string;
  workerName: string;
  objectiveId: string | null;
  objectiveTitle: string | null;
  /** The meeting where it was agreed, and its day. */
  meetingId: string | null;
  agreedOn: string | null;
  label: string;
  /** Null: the person does it. */
  ownerId: string | null;
  ownerName: string | null;
  dueOn: string | null;
  doneOn: string | null;
  droppedOn: string | null;
};

const byId = z.object({ id: z.uuid() });

/**
 * A person's plan: objectives in the order they were set, every action, who may own one.
 * @throws NotFound when the organisation has no such person
 */
export const getPlan = defineQuery({
  name: "getPlan",
  permission: "worker:read",
  looksAt: { subject: "worker", id: (input) => input.workerId },
  input: z.object({ workerId: z.uuid() }),
  run: async ({ db, input }) => {
    const worker = await planWorker(db, input.workerId);
    return {
      worker,
      objectives: await objectivesOf(db, input.workerId),
      actions: await actions(db)
        .where("a.worker_id", "=", input.workerId)
        .orderBy("a.created_at")
        .orderBy("a.id")
        .execute(),
      coaches: await coachesOf(db),
    };
  },
});

/**
 * What the form of an action needs.
 * @throws NotFound when the organisation has no such action
 */
export const getActionForm = defineQuery({
  name: "getActionForm",
  permission: "worker:write",
  input: byId,
  run: async ({ db, input }) => {
    const action = await loadAction(db, input.id);
    return {
      action,
      objectives: await objectivesOf(db, action.workerId),
      coaches: await coachesOf(db, action.ownerId),
    };
  },
});

/**
 * What the form of an objective needs: itself, whose it is, and how many actions serve it.
 * @throws NotFound when the organisation has no such objective
 */
export const getObjectiveForm = defineQuery({
  name: "getObjectiveForm",
  permission: "worker:write",
  input: byId,
  run: async ({ db, input }) => {
    const objective = await loadObjective(db, input.id);
    const { count } = await db
      .selectFrom("plan_action")
      .where("objective_id", "=", input.id)
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow();
    return { objective, worker: await planWorker(db, objective.workerId), actionCount: count };
  },
});

/** Whose plan it is. Throws NotFound. */
export async function planWorker(db: Tx, id: string): Promise<PlanWorker> {
  const worker = await db
    .selectFrom("worker")
    .where("id", "=", id)
    .select(["id", sql<string>`given_name || ' ' || family_name`.as("name")])
    .select(sql<boolean>`anonymised_at is not null`.as("isErased"))
    .executeTakeFirst();
  if (!worker) throw new NotFound("No such worker");
  return worker;
}

/** One action. Throws NotFound. */
export async function loadAction(db: Tx, id: string): Promise<ActionRecord> {
  const action = await actions(db).where("a.id", "=", id).executeTakeFirst();
  if (!action) throw new NotFound("No such action");
  return action;
}

/** One objective. Throws NotFound. */
export async function loadObjective(db: Tx, id: string): Promise<ObjectiveRecord> {
  const objective = await objectives(db).where("id", "=", id).executeTakeFirst();
  if (!objective) throw new NotFound("No such objective");
  return objective;
}

function objectivesOf(db: Tx, workerId: string): Promise<ObjectiveRecord[]> {
  return objectives(db).where("worker_id", "=", workerId).orderBy("set_on").orderBy("id").execute();
}

function objectives(db: Tx) {
  return db
    .selectFrom("objective")
    .select(["id", "version", "worker_id as workerId", "title", "set_on as setOn"])
    .select(["status", "closed_on as closedOn"])
    .$castTo<ObjectiveRecord>();
}

function actions(db: Tx) {
  return db
    .selectFrom("plan_action as a")
    .innerJoin("worker as w", (join) =>
      join.onRef("w.organisation_id", "=", "a.organisation_id").onRef("w.id", "=", "a.worker_id"),
    )
    .leftJoin("objective as o", (join) =>
      join
        .onRef("o.organisation_id", "=", "a.organisation_id")
        .onRef("o.id", "=", "a.objective_id"),
    )
    .leftJoin("meeting as t", (join) =>
      join.onRef("t.organisation_id", "=", "a.organisation_id").onRef("t.id", "=", "a.meeting_id"),
    )
    .leftJoin("membership as m", (join) =>
      join.onRef("m.organisation_id", "=", "a.organisation_id").onRef("m.id", "=", "a.owner_id"),
    )
    .leftJoin("user_account as u", "u.id", "m.user_id")
    .select([
      "a.id",
      "a.version",
      "a.worker_id as workerId",
      sql<string>`w.given_name || ' ' || w.family_name`.as("workerName"),
      "a.objective_id as objectiveId",
      "o.title as objectiveTitle",
      "a.meeting_id as meetingId",
      "t.held_on as agreedOn",
      "a.label",
      "a.owner_id as ownerId",
      "u.full_name as ownerName",
      "a.due_on as dueOn",
      "a.done_on as doneOn",
      "a.dropped_on as droppedOn",
    ]);
}

import type { Tx } from "@essaim/identity/operation";
import type { PersonData } from "../access-export.schema.ts";

export async function objectivesOf(db: Tx, id: string): Promise<PersonData["objectives"]> {
  return await db
    .selectFrom("objective")
    .where("worker_id", "=", id)
    .select(["title", "set_on as setOn", "status", "closed_on as closedOn"])
    .orderBy("set_on")
    .orderBy("id")
    .execute();
}

export async function actionsOf(db: Tx, id: string): Promise<PersonData["actions"]> {
  return await db
    .selectFrom("plan_action as a")
    .leftJoin("objective as o", (join) =>
      join
        .onRef("o.organisation_id", "=", "a.organisation_id")
        .onRef("o.id", "=", "a.objective_id"),
    )
    .where("a.worker_id", "=", id)
    .select(["a.label", "o.title as objective", "a.due_on as dueOn", "a.done_on as doneOn"])
    .select("a.dropped_on as droppedOn")
    .orderBy("a.created_at")
    .orderBy("a.id")
    .execute();
}

export async function skillsOf(db: Tx, id: string): Promise<PersonData["skills"]> {
  return await db
    .selectFrom("skill_level as s")
    .innerJoin("list_value as v", (join) =>
      join.onRef("v.organisation_id", "=", "s.organisation_id").onRef("v.id", "=", "s.value_id"),
    )
    .where("s.worker_id", "=", id)
    .select(["v.label as skill", "s.level", "s.assessed_on as assessedOn"])
    .orderBy("s.assessed_on")
    .orderBy("v.position")
    .execute();
}

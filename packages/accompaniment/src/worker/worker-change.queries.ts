import { defineQuery, type Tx } from "@essaim/identity/operation";
import { z } from "zod";
import type { Change } from "./worker-change.rules.ts";

export type WorkerChange = {
  id: string;
  changedAt: Date;
  /** Null when whoever wrote it is no longer known. */
  changedByName: string | null;
  changes: Change[];
  isSensitive: boolean;
};

/** A person's trail of rectifications, newest first, without what the actor may not read. */
export const listWorkerChanges = defineQuery({
  name: "listWorkerChanges",
  permission: "worker:read",
  looksAt: { subject: "worker", id: (input) => input.workerId },
  input: z.object({ workerId: z.uuid(), limit: z.int().min(1).max(1000).default(100) }),
  run: ({ db, input }) => changesOf(db, input.workerId, input.limit),
});

/** The latest lines of a person's trail, newest first, as far as the role may read them. */
export async function changesOf(db: Tx, workerId: string, limit: number): Promise<WorkerChange[]> {
  return await db
    .selectFrom("worker_change as c")
    .leftJoin("membership as m", (join) =>
      join.onRef("m.organisation_id", "=", "c.organisation_id").onRef("m.id", "=", "c.changed_by"),
    )
    .leftJoin("user_account as u", "u.id", "m.user_id")
    .where("c.worker_id", "=", workerId)
    .select([
      "c.id",
      "c.changed_at as changedAt",
      "u.full_name as changedByName",
      "c.changes",
      "c.is_sensitive as isSensitive",
    ])
    .orderBy("c.changed_at", "desc")
    .orderBy("c.id", "desc")
    .limit(limit)
    .$castTo<WorkerChange>()
    .execute();
}

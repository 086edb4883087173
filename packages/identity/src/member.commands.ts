import { funderExists } from "./member.queries.ts";
import { isLastAdmin } from "./member.rules.ts";
import { changeMemberRoleSchema, memberIdSchema } from "./member.schema.ts";
import { defineCommand, NotFound, type Tx } from "./operation.ts";
import type { Role } from "./permission.ts";

/** Gives a member another role. What they may do changes with their next page. */
export const changeMemberRole = defineCommand({
  name: "changeMemberRole",
  permission: "member:write",
  subject: "membership",
  input: changeMemberRoleSchema,
  run: async ({ db, actor, input }) => {
    // Who opens accesses does not read files: nobody hands themselves another trade.
    if (input.id === actor.membershipId) return { ok: false as const, reason: "own_role" as const };
    if (await leavesNoAdmin(db, input.id, input.role)) return lastAdmin;
    if (input.funderId && !(await funderExists(db, input.funderId))) {
      return { ok: false as const, reason: "unknown_funder" as const };
    }
    await change(db, input.id, { role: input.role, funder_id: input.funderId });
    return { ok: true as const, id: input.id };
  },
});

/** Closes somebody's access: their sessions stop with their next request. Nothing they wrote is touched. */
export const endMembership = defineCommand({
  name: "endMembership",
  permission: "member:write",
  subject: "membership",
  input: memberIdSchema,
  run: async ({ db, input }) => {
    if (await leavesNoAdmin(db, input.id, null)) return lastAdmin;
    await change(db, input.id, { ended_at: new Date() });
    return { ok: true as const, id: input.id };
  },
});

/** Opens again an access that was closed, with the same role. */
export const reopenMembership = defineCommand({
  name: "reopenMembership",
  permission: "member:write",
  subject: "membership",
  input: memberIdSchema,
  run: async ({ db, input }) => {
    await change(db, input.id, { ended_at: null });
    return { ok: true as const, id: input.id };
  },
});

const lastAdmin = { ok: false, reason: "last_admin" } as const;

/** Holds the admins still until the transaction ends, so that two admins cannot each end the other. */
async function leavesNoAdmin(db: Tx, id: string, after: Role | null): Promise<boolean> {
  const admins = await db
    .selectFrom("membership")
    .select("id")
    .where("role", "=", "admin")
    .where("ended_at", "is", null)
    .orderBy("id")
    .forUpdate()
    .execute();
  return isLastAdmin(
    admins.map((admin) => admin.id),
    id,
    after,
  );
}

async function change(
  db: Tx,
  id: string,
  values: { role?: Role; funder_id?: string | null; ended_at?: Date | null },
): Promise<void> {
  const changed = await db
    .updateTable("membership")
    .set(values)
    .where("id", "=", id)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new NotFound("No such member");
}

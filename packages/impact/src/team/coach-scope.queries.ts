import type { MemberActor } from "@essaim/identity/actor";
import { defineQuery, Forbidden, type Tx } from "@essaim/identity/operation";
import { type RawBuilder, type SqlBool, sql } from "kysely";
import { z } from "zod";
import type { TeamFilter } from "./team-filter.schema.ts";

/** Whose people: everybody's (undefined), nobody's yet (null), or one member's. */
export type Whose = string | null | undefined;

/**
 * Whose figures are asked for. A coach reads the team's, and their own; a manager, each coach's.
 * @throws Forbidden when a coach asks for a colleague's
 */
export function whoseIs(actor: MemberActor, coach: TeamFilter["coach"]): Whose {
  if (coach === undefined) return undefined;
  if (coach === "none") return null;
  const id = coach === "me" ? actor.membershipId : coach;
  if (actor.role !== "manager" && id !== actor.membershipId) {
    throw new Forbidden("A colleague's figures are theirs and the manager's");
  }
  return id;
}

/** Is the column that of whose figures are asked for? */
export function isOf(whose: Whose, column: string): RawBuilder<SqlBool> {
  if (whose === undefined) return sql`true`;
  if (whose === null) return sql`${sql.ref(column)} is null`;
  return sql`${sql.ref(column)} = ${whose}::uuid`;
}

/** May the reader see the figures of this coach beside those of the team? */
export const showsCoach = (actor: MemberActor, coachId: string | null) =>
  actor.role === "manager" || coachId === actor.membershipId || coachId === null;

export type Colleague = { id: string; name: string; hasLeft: boolean };

/** Whoever accompanies or did, by name. To a coach, themselves only. */
export async function colleaguesOf(db: Tx, actor: MemberActor): Promise<Colleague[]> {
  let query = db
    .selectFrom("membership as m")
    .innerJoin("user_account as u", "u.id", "m.user_id")
    .where("m.role", "in", ["coach", "manager"])
    .select(["m.id", "u.full_name as name", sql<boolean>`m.ended_at is not null`.as("hasLeft")])
    .orderBy(sql`m.ended_at is not null`)
    .orderBy(sql`fold(u.full_name)`)
    .orderBy("m.id");
  if (actor.role !== "manager") query = query.where("m.id", "=", actor.membershipId);
  return await query.execute();
}

/** Whose figures the reader may ask for beside those of the team. */
export const listColleagues = defineQuery({
  name: "listColleagues",
  permission: "worker:read",
  input: z.object({}),
  run: ({ db, actor }) => colleaguesOf(db, actor),
});

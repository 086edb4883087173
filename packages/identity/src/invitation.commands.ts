import type { DB } from "@essaim/database/schema";
import { sql, type UpdateObject } from "kysely";
import { funderExists } from "./member.queries.ts";
import { invitationSchema, memberIdSchema } from "./member.schema.ts";
import { defineCommand, NotFound, type Tx } from "./operation.ts";

/** How long the link of an invitation serves. */
const lifetime = sql<Date>`now() + interval '7 days'`;

/**
 * Makes an invitation ready to be sent by `identity.sendInvitation`, which draws its link: the link is
 * never in the hands of the person who invites.
 */
export const inviteMember = defineCommand({
  name: "inviteMember",
  permission: "member:write",
  subject: "invitation",
  input: invitationSchema,
  run: async ({ db, actor, input }) => {
    const member = await memberByEmail(db, input.email);
    if (member) {
      const reason = member.ended_at ? ("ended_member" as const) : ("already_member" as const);
      return { ok: false as const, reason };
    }
    // Two admins inviting the same person at once: the second waits, then sees the first's invitation.
    await sql`select pg_advisory_xact_lock(hashtext(${`invitation ${actor.organisationId}`}))`.execute(
      db,
    );
    const pending = await db
      .selectFrom("invitation")
      .select("id")
      .where("email", "=", input.email)
      .where("accepted_at", "is", null)
      .where("revoked_at", "is", null)
      .executeTakeFirst();
    if (pending) return { ok: false as const, reason: "already_invited" as const };
    if (input.funderId && !(await funderExists(db, input.funderId))) {
      return { ok: false as const, reason: "unknown_funder" as const };
    }
    const { id } = await db
      .insertInto("invitation")
      .values({
        organisation_id: actor.organisationId,
        email: input.email,
        full_name: input.fullName,
        role: input.role,
        funder_id: input.funderId,
        invited_by: actor.membershipId,
        expires_at: lifetime,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return { ok: true as const, id };
  },
});

/** Makes a pending invitation ready to be sent again; the link of the earlier mail stops serving. */
export const renewInvitation = defineCommand({
  name: "renewInvitation",
  permission: "member:write",
  subject: "invitation",
  input: memberIdSchema,
  run: ({ db, input }) => changePending(db, input.id, { sent_at: null, expires_at: lifetime }),
});

/** Calls an invitation off: its link stops serving. */
export const revokeInvitation = defineCommand({
  name: "revokeInvitation",
  permission: "member:write",
  subject: "invitation",
  input: memberIdSchema,
  run: ({ db, input }) => changePending(db, input.id, { revoked_at: sql<Date>`now()` }),
});

async function changePending(db: Tx, id: string, values: UpdateObject<DB, "invitation">) {
  const changed = await db
    .updateTable("invitation")
    .set(values)
    .where("id", "=", id)
    .where("accepted_at", "is", null)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  if (changed.numUpdatedRows > 0n) return { ok: true as const, id };
  const known = await db
    .selectFrom("invitation")
    .select("id")
    .where("id", "=", id)
    .executeTakeFirst();
  if (!known) throw new NotFound("No such invitation");
  return { ok: false as const, reason: "already_closed" as const };
}

function memberByEmail(db: Tx, email: string) {
  return db
    .selectFrom("membership as m")
    .innerJoin("user_account as u", "u.id", "m.user_id")
    .select(["m.id", "m.ended_at"])
    .where("u.email", "=", email)
    .executeTakeFirst();
}

import { sql } from "kysely";
import { noInputSchema } from "./member.schema.ts";
import { defineQuery } from "./operation.ts";

/** Invitations not taken up yet and not revoked, the newest first. */
export const listPendingInvitations = defineQuery({
  name: "listPendingInvitations",
  permission: "member:read",
  input: noInputSchema,
  run: ({ db }) =>
    db
      .selectFrom("invitation as i")
      .leftJoin("funder as f", (join) =>
        join.onRef("f.organisation_id", "=", "i.organisation_id").onRef("f.id", "=", "i.funder_id"),
      )
      .select(["i.id", "i.role", "i.email", "i.full_name as fullName", "f.name as funderName"])
      .select(["i.created_at as createdAt", "i.expires_at as expiresAt"])
      .select(sql<boolean>`i.expires_at <= now()`.as("isExpired"))
      .select(sql<boolean>`i.sent_at is null`.as("isUnsent"))
      .where("i.accepted_at", "is", null)
      .where("i.revoked_at", "is", null)
      .orderBy("i.created_at", "desc")
      .orderBy("i.id", "desc")
      .execute(),
});

export type PendingInvitation = Awaited<ReturnType<typeof listPendingInvitations.run>>[number];

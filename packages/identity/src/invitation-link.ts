import type { DB } from "@essaim/database/schema";
import { sql, type Transaction } from "kysely";
import type { Gate, Origin, TooMany } from "./gate.ts";
import { invitationMail } from "./identity.mails.ts";
import { hashPassword } from "./password.ts";
import type { Role } from "./permission.ts";
import { createToken, hashToken } from "./token.ts";

export type OpenInvitation = {
  email: string;
  fullName: string;
  role: Role;
  organisationName: string;
  /** An account with this address exists: its own password is asked, none is chosen. */
  accountExists: boolean;
};

type Accepted =
  | { ok: true; cookie: string }
  | { ok: false; reason: "link_expired" | "wrong_password" }
  | TooMany;

/** Invitations, from the mail that carries the link to the membership it opens. */
export function createInvitationLink(gate: Gate) {
  const { db } = gate;

  /** The account that takes up an invitation: the existing one once it proved itself, or a new one. */
  async function accountFor(
    email: string,
    input: { fullName: string; password: string; address: string },
  ) {
    const existing = await gate.accountByEmail(email);
    if (!existing) {
      const created = await db
        .insertInto("user_account")
        .values({
          email,
          full_name: input.fullName,
          password_hash: await hashPassword(input.password),
        })
        .onConflict((conflict) => conflict.column("email").doNothing())
        .returning("id")
        .executeTakeFirst();
      if (created) return { ok: true as const, userId: created.id };
    }
    // Two invitations taken up at the same instant: the second proves the account that the first made.
    const account = existing ?? (await gate.accountByEmail(email));
    const checked = await gate.checkPassword(account?.password_hash, { ...input, email });
    if (!checked.ok) return checked;
    return { ok: true as const, userId: account?.id ?? "" };
  }

  return {
    /**
     * Mails an invitation that an admin's command made ready, once: its link is drawn here, so that nobody
     * else ever holds it. A second call (a double submit) finds nothing to send.
     * @returns false when the mail did not leave; the invitation then waits to be sent again
     */
    async sendInvitation(organisationId: string, invitationId: string): Promise<boolean> {
      const { token, hash } = createToken();
      const invitation = await db
        .updateTable("invitation as i")
        .from("organisation as o")
        .set({ token_hash: hash, sent_at: sql<Date>`now()` })
        .whereRef("o.id", "=", "i.organisation_id")
        .where("i.organisation_id", "=", organisationId)
        .where("i.id", "=", invitationId)
        .where("i.sent_at", "is", null)
        .returning(["i.email", "i.full_name", "i.role", "i.expires_at", "i.invited_by"])
        .returning("o.name as organisation_name")
        .executeTakeFirst();
      if (!invitation) return true;
      try {
        await gate.mailer(
          invitationMail({
            email: invitation.email,
            fullName: invitation.full_name,
            organisationName: invitation.organisation_name,
            role: invitation.role,
            invitedBy: await memberName(db, organisationId, invitation.invited_by),
            expiresAt: invitation.expires_at,
            link: `${gate.staffUrl}/invitation/${token}`,
          }),
        );
        return true;
      } catch (error) {
        gate.onMailError(error);
        await db
          .updateTable("invitation")
          .set({ sent_at: null })
          .where("organisation_id", "=", organisationId)
          .where("id", "=", invitationId)
          .where("token_hash", "=", hash)
          .execute();
        return false;
      }
    },

    /** Why a link no longer opens anything; only whoever holds the link can ask. */
    async explainClosedInvitation(
      token: string,
    ): Promise<"accepted" | "revoked" | "expired" | "unknown"> {
      const invitation = await db
        .selectFrom("invitation")
        .select(["accepted_at", "revoked_at"])
        .where("token_hash", "=", hashToken(token))
        .executeTakeFirst();
      if (!invitation) return "unknown";
      if (invitation.accepted_at) return "accepted";
      return invitation.revoked_at ? "revoked" : "expired";
    },

    /** What an invitation's page shows, or null when the link is unknown, used, revoked or expired. */
    async findInvitation(token: string): Promise<OpenInvitation | null> {
      const invitation = await openInvitation(db, token).executeTakeFirst();
      if (!invitation) return null;
      const account = await gate.accountByEmail(invitation.email);
      return {
        email: invitation.email,
        fullName: invitation.full_name,
        role: invitation.role,
        organisationName: invitation.organisation_name,
        accountExists: account !== undefined,
      };
    },

    /**
     * Takes up an invitation, once. A new person chooses a password; somebody who has an account proves
     * it with their own.
     */
    async acceptInvitation(
      input: { token: string; fullName: string; password: string } & Origin,
    ): Promise<Accepted> {
      const open = await openInvitation(db, input.token).executeTakeFirst();
      if (!open) return { ok: false, reason: "link_expired" };
      const account = await accountFor(open.email, input);
      if (!account.ok) return account;
      const { userId } = account;
      const organisationId = await db.transaction().execute(async (trx) => {
        const invitation = await openInvitation(trx, input.token).forUpdate("i").executeTakeFirst();
        if (!invitation) return null;
        const { organisation_id } = invitation;
        const granted = {
          role: invitation.role,
          funder_id: invitation.funder_id,
          ended_at: null,
        };
        const membership = await trx
          .insertInto("membership")
          .values({ organisation_id, user_id: userId, ...granted })
          .onConflict((conflict) =>
            conflict.columns(["organisation_id", "user_id"]).doUpdateSet(granted),
          )
          .returning("id")
          .executeTakeFirstOrThrow();
        await trx
          .updateTable("invitation")
          .set({ accepted_at: sql<Date>`now()` })
          .where("organisation_id", "=", organisation_id)
          .where("id", "=", invitation.id)
          .execute();
        const entry = { operation: "acceptInvitation", requestId: input.requestId };
        await gate.journal(
          { organisationId: organisation_id, membershipId: membership.id, ...entry },
          trx,
        );
        return organisation_id;
      });
      if (!organisationId) return { ok: false, reason: "link_expired" };
      return { ok: true, cookie: await gate.openSession(userId, organisationId) };
    },
  };
}

async function memberName(
  db: Pick<Transaction<DB>, "selectFrom">,
  organisationId: string,
  membershipId: string | null,
): Promise<string | null> {
  if (!membershipId) return null;
  const member = await db
    .selectFrom("membership as m")
    .innerJoin("user_account as u", "u.id", "m.user_id")
    .select("u.full_name")
    .where("m.organisation_id", "=", organisationId)
    .where("m.id", "=", membershipId)
    .executeTakeFirst();
  return member?.full_name ?? null;
}

function openInvitation(db: Pick<Transaction<DB>, "selectFrom">, token: string) {
  return db
    .selectFrom("invitation as i")
    .innerJoin("organisation as o", "o.id", "i.organisation_id")
    .select(["i.organisation_id", "i.id", "i.email", "i.full_name", "i.role", "i.funder_id"])
    .select("o.name as organisation_name")
    .where("i.token_hash", "=", hashToken(token))
    .where("i.sent_at", "is not", null)
    .where("i.accepted_at", "is", null)
    .where("i.revoked_at", "is", null)
    .where("i.expires_at", ">", sql<Date>`now()`);
}

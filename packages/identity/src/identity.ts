import type { Connection } from "@essaim/database/connection";
import { asUnavailable } from "@essaim/database/errors";
import type { DB } from "@essaim/database/schema";
import { sql, type Transaction } from "kysely";
import { type MemberActor, memberActor } from "./actor.ts";
import { invitationMail, resetMail } from "./identity.mails.ts";
import type { Mailer } from "./mail.ts";
import { hashPassword, verifyPassword } from "./password.ts";
import type { Role } from "./permission.ts";
import { createLucia } from "./session.ts";
import { createSignInLimit } from "./sign-in-limit.ts";
import { createToken, hashToken, unsentMark, unsentPrefix } from "./token.ts";

export type SignedIn = {
  actor: MemberActor;
  sessionId: string;
  email: string;
  fullName: string;
  organisationName: string;
  /** Set when the session was just prolonged and the browser must be told. */
  cookie: string | null;
};

export type OpenInvitation = {
  email: string;
  fullName: string;
  role: Role;
  organisationName: string;
  /** An account with this address exists: its own password is asked, none is chosen. */
  accountExists: boolean;
};

type Origin = { address: string; requestId: string };
type SignInOutcome =
  | { ok: true; cookie: string }
  | { ok: false; reason: "wrong_credentials" | "no_access" }
  | { ok: false; reason: "too_many_attempts"; retryInSeconds: number };

const resetLifetime = sql<Date>`now() + interval '1 hour'`;

/**
 * Who may enter: sessions, passwords, links sent by mail. It has its own connection, as the only role
 * that may read sign-in tables; everything else goes through `execute` with the actor found here.
 * Every method throws `Unavailable` when the database is away.
 */
export function createIdentity(options: {
  auth: Connection;
  secret: string;
  mailer: Mailer;
  /** Address of the staff app, for the links in mails; https makes cookies Secure. */
  staffUrl: string;
  /** False in production unless asked: demo accounts are then as good as absent. */
  allowDemo: boolean;
  /** Told when a mail cannot be sent, since the person asking must not learn it. */
  onMailError: (error: unknown) => void;
}) {
  const { auth, mailer, staffUrl, allowDemo } = options;
  const db = auth.db;
  const sessions = createLucia(auth.pool, staffUrl.startsWith("https:"));
  const limit = createSignInLimit(auth.pool, options.secret);

  const accountByEmail = (email: string) =>
    db
      .selectFrom("user_account")
      .select(["id", "password_hash", "is_demo", "full_name", "email"])
      .where("email", "=", email.trim())
      .executeTakeFirst();

  const activeMemberships = (userId: string) =>
    db
      .selectFrom("membership as m")
      .innerJoin("organisation as o", "o.id", "m.organisation_id")
      .select(["m.id", "m.organisation_id", "m.role", "m.funder_id", "o.name as organisation_name"])
      .where("m.user_id", "=", userId)
      .where("m.ended_at", "is", null)
      .orderBy("m.created_at")
      .orderBy("m.id")
      .execute();

  async function openSession(userId: string, organisationId: string): Promise<string> {
    const session = await sessions.createSession(userId, { organisation_id: organisationId });
    return sessions.createSessionCookie(session.id).serialize();
  }

  function journal(entry: {
    organisationId: string;
    membershipId: string;
    operation: string;
    requestId: string;
    trx?: Transaction<DB>;
  }) {
    return (entry.trx ?? db)
      .insertInto("audit_event")
      .values({
        organisation_id: entry.organisationId,
        membership_id: entry.membershipId,
        operation: entry.operation,
        subject_type: "membership",
        subject_id: entry.membershipId,
        request_id: entry.requestId,
      })
      .execute();
  }

  const methods = {
    /** Opens a session. The answer is the same for an unknown address and a wrong password. */
    async signIn(input: { email: string; password: string } & Origin): Promise<SignInOutcome> {
      const retryInSeconds = await limit.wait(input.email, input.address);
      if (retryInSeconds > 0) return { ok: false, reason: "too_many_attempts", retryInSeconds };
      const account = await accountByEmail(input.email);
      const matches = await verifyPassword(account?.password_hash, input.password);
      if (!account || !matches || (account.is_demo && !allowDemo)) {
        await limit.recordFailure(input.email, input.address);
        return { ok: false, reason: "wrong_credentials" };
      }
      await limit.forgive(input.email);
      const [membership] = await activeMemberships(account.id);
      if (!membership) return { ok: false, reason: "no_access" };
      await sessions.deleteExpiredSessions();
      const cookie = await openSession(account.id, membership.organisation_id);
      await journal({
        organisationId: membership.organisation_id,
        membershipId: membership.id,
        operation: "signIn",
        requestId: input.requestId,
      });
      return { ok: true, cookie };
    },

    /** The member behind a request's cookie, or null. */
    async authenticate(cookieHeader: string | null, requestId: string): Promise<SignedIn | null> {
      const sessionId = sessions.readSessionCookie(cookieHeader ?? "");
      if (!sessionId) return null;
      const { session, user } = await sessions.validateSession(sessionId);
      if (!session || (user.isDemo && !allowDemo)) return null;
      const membership = await db
        .selectFrom("membership as m")
        .innerJoin("organisation as o", "o.id", "m.organisation_id")
        .select(["m.id", "m.role", "m.funder_id", "o.name as organisation_name"])
        .where("m.organisation_id", "=", session.organisationId)
        .where("m.user_id", "=", user.id)
        .where("m.ended_at", "is", null)
        .executeTakeFirst();
      if (!membership) return null;
      return {
        actor: memberActor({
          organisationId: session.organisationId,
          membershipId: membership.id,
          userId: user.id,
          role: membership.role as Role,
          funderId: membership.funder_id,
          requestId,
        }),
        sessionId,
        email: user.email,
        fullName: user.fullName,
        organisationName: membership.organisation_name,
        cookie: session.fresh ? sessions.createSessionCookie(session.id).serialize() : null,
      };
    },

    /** Ends this session; returns the cookie that clears the browser's. */
    async signOut(cookieHeader: string | null): Promise<string> {
      const sessionId = sessions.readSessionCookie(cookieHeader ?? "");
      if (sessionId) await sessions.invalidateSession(sessionId);
      return sessions.createBlankSessionCookie().serialize();
    },

    /** Ends every session of the account, this one included. */
    async signOutEverywhere(actor: MemberActor): Promise<string> {
      await sessions.invalidateUserSessions(actor.userId);
      await journal({ ...actor, operation: "signOutEverywhere" });
      return sessions.createBlankSessionCookie().serialize();
    },

    /** The organisations this person may work in. */
    async listOrganisations(actor: MemberActor) {
      const memberships = await activeMemberships(actor.userId);
      return memberships.map((one) => ({ id: one.organisation_id, name: one.organisation_name }));
    },

    /** Goes on in another of the person's organisations; returns the new session's cookie, or null. */
    async switchOrganisation(
      current: Pick<SignedIn, "actor" | "sessionId">,
      organisationId: string,
    ): Promise<string | null> {
      const memberships = await activeMemberships(current.actor.userId);
      if (!memberships.some((one) => one.organisation_id === organisationId)) return null;
      await sessions.invalidateSession(current.sessionId);
      return openSession(current.actor.userId, organisationId);
    },

    /**
     * Changes the password of the person signed in and ends all other sessions.
     * @returns the cookie of a new session, or a refusal when the current password is wrong
     */
    async changePassword(
      actor: MemberActor,
      input: { currentPassword: string; newPassword: string; address: string },
    ): Promise<
      | { ok: true; cookie: string }
      | { ok: false; reason: "wrong_password" }
      | { ok: false; reason: "too_many_attempts"; retryInSeconds: number }
    > {
      const account = await db
        .selectFrom("user_account")
        .select(["email", "password_hash"])
        .where("id", "=", actor.userId)
        .executeTakeFirstOrThrow();
      const retryInSeconds = await limit.wait(account.email, input.address);
      if (retryInSeconds > 0) return { ok: false, reason: "too_many_attempts", retryInSeconds };
      if (!(await verifyPassword(account.password_hash, input.currentPassword))) {
        await limit.recordFailure(account.email, input.address);
        return { ok: false, reason: "wrong_password" };
      }
      await setPassword(db, actor.userId, input.newPassword);
      await sessions.invalidateUserSessions(actor.userId);
      await journal({ ...actor, operation: "changePassword" });
      return { ok: true, cookie: await openSession(actor.userId, actor.organisationId) };
    },

    /** Sends a link when the account exists. The answer and the time taken never tell whether it does. */
    async requestPasswordReset(input: { email: string } & Origin): Promise<void> {
      if ((await limit.takeMail(input.email, input.address)) > 0) return;
      const account = await accountByEmail(input.email);
      const { token, hash } = createToken();
      if (!account || (account.is_demo && !allowDemo)) return;
      await db
        .insertInto("password_reset")
        .values({ user_id: account.id, token_hash: hash, expires_at: resetLifetime })
        .execute();
      mailer(resetMail({ ...account, link: `${staffUrl}/reinitialisation/${token}` })).catch(
        options.onMailError,
      );
    },

    /** Is this link still good? */
    async isResetOpen(token: string): Promise<boolean> {
      const found = await openReset(db, token).executeTakeFirst();
      return found !== undefined;
    },

    /** Sets the password once per link, and ends every session of the account. */
    async resetPassword(input: {
      token: string;
      newPassword: string;
    }): Promise<{ ok: true } | { ok: false; reason: "link_expired" }> {
      // Hashed outside the transaction: it takes a tenth of a second of processor.
      const passwordHash = await hashPassword(input.newPassword);
      const userId = await db.transaction().execute(async (trx) => {
        const reset = await openReset(trx, input.token).forUpdate().executeTakeFirst();
        if (!reset) return null;
        await trx
          .updateTable("password_reset")
          .set({ used_at: sql<Date>`now()` })
          .where("user_id", "=", reset.user_id)
          .where("used_at", "is", null)
          .execute();
        await trx
          .updateTable("user_account")
          .set({ password_hash: passwordHash })
          .where("id", "=", reset.user_id)
          .execute();
        return reset.user_id;
      });
      if (!userId) return { ok: false, reason: "link_expired" };
      await sessions.invalidateUserSessions(userId);
      return { ok: true };
    },

    /**
     * Mails an invitation that an admin's command made ready, once: its link is drawn here, so that nobody
     * else ever holds it. A second call (a double submit) finds nothing to send.
     * @returns false when the mail did not leave; the invitation then waits to be sent again
     */
    async sendInvitation(organisationId: string, invitationId: string): Promise<boolean> {
      const { token, hash } = createToken();
      const one = { organisation_id: organisationId, id: invitationId };
      const invitation = await db
        .updateTable("invitation as i")
        .from("organisation as o")
        .set({ token_hash: hash })
        .whereRef("o.id", "=", "i.organisation_id")
        .where("i.organisation_id", "=", one.organisation_id)
        .where("i.id", "=", one.id)
        .where("i.token_hash", "like", `${unsentPrefix}%`)
        .returning(["i.email", "i.full_name", "o.name as organisation_name"])
        .executeTakeFirst();
      if (!invitation) return true;
      try {
        await mailer(
          invitationMail({
            email: invitation.email,
            fullName: invitation.full_name,
            organisationName: invitation.organisation_name,
            link: `${staffUrl}/invitation/${token}`,
          }),
        );
        return true;
      } catch (error) {
        options.onMailError(error);
        await db
          .updateTable("invitation")
          .set({ token_hash: unsentMark() })
          .where("organisation_id", "=", one.organisation_id)
          .where("id", "=", one.id)
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
      const account = await accountByEmail(invitation.email);
      return {
        email: invitation.email,
        fullName: invitation.full_name,
        role: invitation.role as Role,
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
    ): Promise<
      | { ok: true; cookie: string }
      | { ok: false; reason: "link_expired" | "wrong_password" }
      | { ok: false; reason: "too_many_attempts"; retryInSeconds: number }
    > {
      const open = await openInvitation(db, input.token).executeTakeFirst();
      if (!open) return { ok: false, reason: "link_expired" };
      const account = await accountByEmail(open.email);
      if (account) {
        const retryInSeconds = await limit.wait(open.email, input.address);
        if (retryInSeconds > 0) return { ok: false, reason: "too_many_attempts", retryInSeconds };
        if (!(await verifyPassword(account.password_hash, input.password))) {
          await limit.recordFailure(open.email, input.address);
          return { ok: false, reason: "wrong_password" };
        }
      }
      const passwordHash = account ? null : await hashPassword(input.password);
      const member = await db.transaction().execute(async (trx) => {
        const invitation = await openInvitation(trx, input.token).forUpdate("i").executeTakeFirst();
        if (!invitation) return null;
        const userId =
          account?.id ??
          (
            await trx
              .insertInto("user_account")
              .values({
                email: invitation.email,
                full_name: input.fullName,
                password_hash: passwordHash,
              })
              .returning("id")
              .executeTakeFirstOrThrow()
          ).id;
        const role = {
          role: invitation.role,
          funder_id: invitation.funder_id,
          ended_at: null,
        };
        const membership = await trx
          .insertInto("membership")
          .values({ organisation_id: invitation.organisation_id, user_id: userId, ...role })
          .onConflict((conflict) =>
            conflict.columns(["organisation_id", "user_id"]).doUpdateSet(role),
          )
          .returning("id")
          .executeTakeFirstOrThrow();
        await trx
          .updateTable("invitation")
          .set({ accepted_at: sql<Date>`now()` })
          .where("organisation_id", "=", invitation.organisation_id)
          .where("id", "=", invitation.id)
          .execute();
        await journal({
          organisationId: invitation.organisation_id,
          membershipId: membership.id,
          operation: "acceptInvitation",
          requestId: input.requestId,
          trx,
        });
        return { userId, organisationId: invitation.organisation_id };
      });
      if (!member) return { ok: false, reason: "link_expired" };
      return { ok: true, cookie: await openSession(member.userId, member.organisationId) };
    },

    /** Ends the sessions of a member whose access an admin has just ended. */
    async endSessionsOf(organisationId: string, userId: string): Promise<void> {
      await db
        .deleteFrom("user_session")
        .where("organisation_id", "=", organisationId)
        .where("user_id", "=", userId)
        .execute();
    },
  };
  return withUnavailable(methods);
}

export type Identity = ReturnType<typeof createIdentity>;

type Reader = Pick<Transaction<DB>, "selectFrom" | "updateTable">;

function openReset(db: Reader, token: string) {
  return db
    .selectFrom("password_reset")
    .select(["id", "user_id"])
    .where("token_hash", "=", hashToken(token))
    .where("used_at", "is", null)
    .where("expires_at", ">", sql<Date>`now()`);
}

function openInvitation(db: Reader, token: string) {
  return db
    .selectFrom("invitation as i")
    .innerJoin("organisation as o", "o.id", "i.organisation_id")
    .select(["i.organisation_id", "i.id", "i.email", "i.full_name", "i.role", "i.funder_id"])
    .select("o.name as organisation_name")
    .where("i.token_hash", "=", hashToken(token))
    .where("i.accepted_at", "is", null)
    .where("i.revoked_at", "is", null)
    .where("i.expires_at", ">", sql<Date>`now()`);
}

async function setPassword(db: Reader, userId: string, password: string): Promise<void> {
  await db
    .updateTable("user_account")
    .set({ password_hash: await hashPassword(password) })
    .where("id", "=", userId)
    .execute();
}

/** Every method, with a lost connection told as `Unavailable`. */
function withUnavailable<M extends Record<string, (...args: never[]) => Promise<unknown>>>(
  methods: M,
): M {
  return Object.fromEntries(
    Object.entries(methods).map(([name, method]) => [
      name,
      async (...args: never[]) => {
        try {
          return await method(...args);
        } catch (error) {
          throw asUnavailable(error);
        }
      },
    ]),
  ) as M;
}

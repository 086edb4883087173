import { type MemberActor, memberActor } from "./actor.ts";
import type { Gate, Origin, TooMany } from "./gate.ts";

export type SignedIn = {
  actor: MemberActor;
  sessionId: string;
  email: string;
  fullName: string;
  organisationName: string;
};

/** Sessions: opening, recognising, ending. */
export function createSignIn(gate: Gate) {
  const { db, sessions } = gate;
  return {
    /** Opens a session. The answer is the same for an unknown address and a wrong password. */
    async signIn(
      input: { email: string; password: string } & Origin,
    ): Promise<
      | { ok: true; cookie: string }
      | { ok: false; reason: "wrong_credentials" | "no_access" }
      | TooMany
    > {
      const account = await gate.accountByEmail(input.email);
      const isRefused = account?.is_demo && !gate.allowDemo;
      const checked = await gate.checkPassword(isRefused ? null : account?.password_hash, input);
      if (!checked.ok) {
        return checked.reason === "wrong_password"
          ? { ok: false, reason: "wrong_credentials" }
          : checked;
      }
      if (!account) return { ok: false, reason: "wrong_credentials" };
      const [membership] = await gate.openMemberships(account.id);
      if (!membership) return { ok: false, reason: "no_access" };
      await sessions.deleteExpiredSessions();
      const cookie = await gate.openSession(account.id, membership.organisation_id);
      await gate.journal({
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
      if (!session || (user.isDemo && !gate.allowDemo)) return null;
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
          role: membership.role,
          funderId: membership.funder_id,
          requestId,
        }),
        sessionId,
        email: user.email,
        fullName: user.fullName,
        organisationName: membership.organisation_name,
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
      await gate.journal({ ...actor, operation: "signOutEverywhere" });
      return sessions.createBlankSessionCookie().serialize();
    },

    /** The organisations this person may work in. */
    async listOrganisations(actor: MemberActor) {
      const memberships = await gate.openMemberships(actor.userId);
      return memberships.map((one) => ({ id: one.organisation_id, name: one.organisation_name }));
    },

    /** Goes on in another of the person's organisations; returns the new session's cookie, or null. */
    async switchOrganisation(
      current: Pick<SignedIn, "actor" | "sessionId">,
      organisationId: string,
    ): Promise<string | null> {
      const memberships = await gate.openMemberships(current.actor.userId);
      const chosen = memberships.find((one) => one.organisation_id === organisationId);
      if (!chosen) return null;
      await sessions.invalidateSession(current.sessionId);
      const cookie = await gate.openSession(current.actor.userId, organisationId);
      await gate.journal({
        organisationId,
        membershipId: chosen.id,
        operation: "switchOrganisation",
        requestId: current.actor.requestId,
      });
      return cookie;
    },
  };
}

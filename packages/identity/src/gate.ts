import type { Connection, Database } from "@essaim/database/connection";
import type { DB } from "@essaim/database/schema";
import type { Transaction } from "kysely";
import type { Mailer } from "./mail.ts";
import { verifyPassword } from "./password.ts";
import { createLucia } from "./session.ts";
import { createSignInLimit } from "./sign-in-limit.ts";

/** Where a request comes from: for rate limits and the journal. */
export type Origin = { address: string; requestId: string };

export type TooMany = { ok: false; reason: "too_many_attempts"; retryInSeconds: number };

export type GateOptions = {
  auth: Connection;
  secret: string;
  mailer: Mailer;
  /** Address of the staff app, for the links in mails; https makes cookies Secure. */
  staffUrl: string;
  /** False in production unless asked: demo accounts are then as good as absent. */
  allowDemo: boolean;
  /** Told when a mail cannot be sent, since the person asking must not learn it. */
  onMailError: (error: unknown) => void;
};

/** What sessions, passwords and invitations share: the only connection that may read sign-in tables. */
export function createGate(options: GateOptions) {
  const db: Database = options.auth.db;
  const sessions = createLucia(options.auth.pool, options.staffUrl.startsWith("https:"));
  const limit = createSignInLimit(options.auth.pool, options.secret);
  return {
    ...options,
    db,
    sessions,
    limit,

    accountByEmail: (email: string) =>
      db
        .selectFrom("user_account")
        .select(["id", "password_hash", "is_demo", "full_name", "email"])
        .where("email", "=", email.trim())
        .executeTakeFirst(),

    openMemberships: (userId: string, reader: Pick<Database, "selectFrom"> = db) =>
      reader
        .selectFrom("membership as m")
        .innerJoin("organisation as o", "o.id", "m.organisation_id")
        .select(["m.id", "m.organisation_id", "m.role", "m.funder_id"])
        .select("o.name as organisation_name")
        .where("m.user_id", "=", userId)
        .where("m.ended_at", "is", null)
        .orderBy("m.created_at")
        .orderBy("m.id")
        .execute(),

    /** Opens a session in one organisation; returns its cookie. */
    async openSession(userId: string, organisationId: string): Promise<string> {
      const session = await sessions.createSession(userId, { organisation_id: organisationId });
      return sessions.createSessionCookie(session.id).serialize();
    },

    /**
     * Is this the account's password? The only place where one is checked: the attempt counts before the
     * check and is given back after a success.
     */
    async checkPassword(
      stored: string | null | undefined,
      attempt: { email: string; password: string; address: string },
    ): Promise<{ ok: true } | { ok: false; reason: "wrong_password" } | TooMany> {
      const retryInSeconds = await limit.take(attempt.email, attempt.address);
      if (retryInSeconds > 0) return { ok: false, reason: "too_many_attempts", retryInSeconds };
      if (!(await verifyPassword(stored, attempt.password))) {
        return { ok: false, reason: "wrong_password" };
      }
      await limit.forgive(attempt.email, attempt.address);
      return { ok: true };
    },

    /** Writes in the journal of an organisation what one of its members did at the gate. */
    async journal(
      entry: {
        organisationId: string;
        membershipId: string;
        operation: string;
        requestId: string;
      },
      writer: Pick<Transaction<DB>, "insertInto"> = db,
    ): Promise<void> {
      await writer
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
    },
  };
}

export type Gate = ReturnType<typeof createGate>;

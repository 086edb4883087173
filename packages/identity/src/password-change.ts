import type { DB } from "@essaim/database/schema";
import { sql, type Transaction } from "kysely";
import type { MemberActor } from "./actor.ts";
import type { Gate, Origin, TooMany } from "./gate.ts";
import { resetMail } from "./identity.mails.ts";
import { hashPassword } from "./password.ts";
import { createToken, hashToken } from "./token.ts";

const resetLifetime = sql<Date>`now() + interval '1 hour'`;

/** Passwords: changing one's own, and choosing a new one by a link sent by mail. */
export function createPasswordChange(gate: Gate) {
  const { db } = gate;

  /** Sets the hash, and shuts every other door to the account: open sessions and links not used yet. */
  async function replacePassword(
    trx: Transaction<DB>,
    userId: string,
    passwordHash: string,
    change: { operation: string; requestId: string },
  ): Promise<void> {
    await trx
      .updateTable("user_account")
      .set({ password_hash: passwordHash })
      .where("id", "=", userId)
      .execute();
    await trx
      .updateTable("password_reset")
      .set({ used_at: sql<Date>`now()` })
      .where("user_id", "=", userId)
      .where("used_at", "is", null)
      .execute();
    await trx.deleteFrom("user_session").where("user_id", "=", userId).execute();
    for (const membership of await gate.openMemberships(userId, trx)) {
      const { id: membershipId, organisation_id: organisationId } = membership;
      await gate.journal({ organisationId, membershipId, ...change }, trx);
    }
  }

  return {
    /**
     * Changes the password of the person signed in; their other sessions and pending links end.
     * @returns the cookie of a new session, or a refusal when the current password is wrong
     */
    async changePassword(
      actor: MemberActor,
      input: { currentPassword: string; newPassword: string; address: string },
    ): Promise<{ ok: true; cookie: string } | { ok: false; reason: "wrong_password" } | TooMany> {
      const account = await db
        .selectFrom("user_account")
        .select(["email", "password_hash"])
        .where("id", "=", actor.userId)
        .executeTakeFirstOrThrow();
      const { email } = account;
      const attempt = { email, password: input.currentPassword, address: input.address };
      const checked = await gate.checkPassword(account.password_hash, attempt);
      if (!checked.ok) return checked;
      // Hashed outside the transaction: it takes a tenth of a second of processor.
      const passwordHash = await hashPassword(input.newPassword);
      const change = { operation: "changePassword", requestId: actor.requestId };
      await db
        .transaction()
        .execute((trx) => replacePassword(trx, actor.userId, passwordHash, change));
      return { ok: true, cookie: await gate.openSession(actor.userId, actor.organisationId) };
    },

    /** Sends a link when the account exists. Neither the answer nor its delay tells whether it does. */
    async requestPasswordReset(input: { email: string } & Origin): Promise<void> {
      if ((await gate.limit.takeMail(input.email, input.address)) > 0) return;
      const account = await gate.accountByEmail(input.email);
      if (!account || (account.is_demo && !gate.allowDemo)) return;
      const { token, hash } = createToken();
      const link = `${gate.staffUrl}/reinitialisation/${token}`;
      // Not awaited: the answer leaves now, as it does for an unknown address.
      db.insertInto("password_reset")
        .values({ user_id: account.id, token_hash: hash, expires_at: resetLifetime })
        .execute()
        .then(() => gate.mailer(resetMail({ ...account, link })))
        .catch(gate.onMailError);
    },

    /** Is this link still good? */
    async isResetOpen(token: string): Promise<boolean> {
      return (await openReset(db, token).executeTakeFirst()) !== undefined;
    },

    /** Sets the password once per link, and ends every session of the account. */
    async resetPassword(input: {
      token: string;
      newPassword: string;
      requestId: string;
    }): Promise<{ ok: true } | { ok: false; reason: "link_expired" }> {
      const found = await openReset(db, input.token).executeTakeFirst();
      if (!found) return { ok: false, reason: "link_expired" };
      const passwordHash = await hashPassword(input.newPassword);
      const change = { operation: "resetPassword", requestId: input.requestId };
      return db.transaction().execute(async (trx) => {
        // Asked again under lock: the same link may be used twice at once.
        const reset = await openReset(trx, input.token).forUpdate().executeTakeFirst();
        if (!reset) return { ok: false, reason: "link_expired" } as const;
        await replacePassword(trx, reset.user_id, passwordHash, change);
        return { ok: true } as const;
      });
    },
  };
}

function openReset(db: Pick<Transaction<DB>, "selectFrom">, token: string) {
  return db
    .selectFrom("password_reset")
    .select(["id", "user_id"])
    .where("token_hash", "=", hashToken(token))
    .where("used_at", "is", null)
    .where("expires_at", ">", sql<Date>`now()`);
}

import { randomUUID } from "node:crypto";
import { createTestDatabase, type TestDatabase, testSecret } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createIdentity, type Identity } from "./identity.ts";
import type { Mail } from "./mail.ts";
import { hashPassword } from "./password.ts";
import { hashToken } from "./token.ts";

const password = "une phrase de passe";

let database: TestDatabase;
let rows: Rows;
let identity: Identity;
let mails: Mail[];
let origin: { address: string; requestId: string };

const makeIdentity = (options: { staffUrl?: string; allowDemo?: boolean } = {}) =>
  createIdentity({
    auth: database.auth,
    secret: testSecret,
    mailer: async (mail) => void mails.push(mail),
    staffUrl: "http://localhost:3000",
    allowDemo: true,
    onMailError: (error) => {
      throw error;
    },
    ...options,
  });

beforeAll(async () => {
  database = await createTestDatabase();
  rows = await populate(database.owner.db, "Ruche");
});
afterAll(() => database.close());
beforeEach(() => {
  mails = [];
  identity = makeIdentity();
  // Each test has an address of its own, so that one's failures do not block another.
  origin = { address: randomUUID(), requestId: randomUUID() };
});

async function createMember(options: { isDemo?: boolean } = {}) {
  const email = `${randomUUID()}@example.org`;
  const user = await database.auth.db
    .insertInto("user_account")
    .values({
      email,
      full_name: "Samia Bellil",
      password_hash: await hashPassword(password),
      is_demo: options.isDemo ?? false,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const membership = await database.auth.db
    .insertInto("membership")
    .values({ organisation_id: rows.organisationId, user_id: user.id, role: "coach" })
    .returning("id")
    .executeTakeFirstOrThrow();
  return { email, userId: user.id, membershipId: membership.id };
}

const cookieOf = (setCookie: string) => setCookie.split(";")[0] ?? "";

async function signedIn(email: string, secret = password, from = origin) {
  const outcome = await identity.signIn({ email, password: secret, ...from });
  if (!outcome.ok) throw new Error(outcome.reason);
  return cookieOf(outcome.cookie);
}

const operations = async () =>
  (
    await database.owner.db
      .selectFrom("audit_event")
      .select("operation")
      .where("request_id", "=", origin.requestId)
      .execute()
  ).map((line) => line.operation);

const linkIn = (mail: Mail | undefined) => /https?:\S+/.exec(mail?.text ?? "")?.[0] ?? "";
const tokenIn = (mail: Mail | undefined) => linkIn(mail).split("/").at(-1) ?? "";

describe("signing in", () => {
  test("opens a session that names the person, the role and the organisation", async () => {
    const { email, userId, membershipId } = await createMember();
    const cookie = await signedIn(email.toUpperCase());
    const found = await identity.authenticate(cookie, "request");
    expect(found?.actor).toMatchObject({
      userId,
      membershipId,
      role: "coach",
      organisationId: rows.organisationId,
      databaseRole: "essaim_coach",
    });
    expect(found?.organisationName).toBe("Ruche");
  });

  test("sets a cookie that no script reads, and that goes by https only outside localhost", async () => {
    const { email } = await createMember();
    const local = await identity.signIn({ email, password, ...origin });
    expect(local.ok && local.cookie).toMatch(/HttpOnly.*SameSite=Lax/i);
    expect(local.ok && local.cookie).not.toMatch(/Secure/);
    identity = makeIdentity({ staffUrl: "https://essaim.example" });
    const remote = await identity.signIn({ email, password, ...origin });
    expect(remote.ok && remote.cookie).toMatch(/Secure/);
  });

  test("answers the same for an unknown address and a wrong password", async () => {
    const { email } = await createMember();
    const wrong = await identity.signIn({ email, password: "pas la bonne", ...origin });
    const unknown = await identity.signIn({
      email: "personne@example.org",
      password,
      ...origin,
    });
    expect(wrong).toEqual({ ok: false, reason: "wrong_credentials" });
    expect(unknown).toEqual(wrong);
  });

  test("waits after five failures on an account, even with the right password", async () => {
    const { email } = await createMember();
    for (let failure = 0; failure < 5; failure++) {
      await identity.signIn({ email, password: "non", ...origin });
    }
    // Another process of the app sees the same count.
    const outcome = await makeIdentity().signIn({ email, password, ...origin });
    expect(outcome).toMatchObject({ ok: false, reason: "too_many_attempts" });
    expect(!outcome.ok && "retryInSeconds" in outcome && outcome.retryInSeconds).toBeGreaterThan(
      600,
    );
    // A stranger's failures do not lock the member out of their own place.
    await signedIn(email, password, { address: randomUUID(), requestId: "r" });
  });

  test("counts attempts sent side by side one by one", async () => {
    const { email } = await createMember();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => identity.signIn({ email, password: "non", ...origin })),
    );
    const looked = outcomes.filter((one) => !one.ok && one.reason === "wrong_credentials");
    expect(looked).toHaveLength(5);
  });

  test("waits after thirty failures on an account from anywhere", async () => {
    const { email } = await createMember();
    for (let failure = 0; failure < 30; failure++) {
      await identity.signIn({ email, password: "non", address: randomUUID(), requestId: "r" });
    }
    const outcome = await identity.signIn({ email, password, ...origin });
    expect(outcome).toMatchObject({ ok: false, reason: "too_many_attempts" });
  });

  test("waits after fifty failures from one network address", async () => {
    const { email } = await createMember();
    const key = origin.address;
    await identity.signIn({ email: "a@example.org", password: "non", ...origin });
    await sql`update rate_limit set points = 50 where points = 1 and key like 'sign-in-address%'`.execute(
      database.auth.db,
    );
    const outcome = await identity.signIn({ email, password, address: key, requestId: "r" });
    expect(outcome).toMatchObject({ ok: false, reason: "too_many_attempts" });
  });

  test("keeps neither mail nor network address in the counters", async () => {
    await identity.signIn({
      email: "trace@example.org",
      password: "non",
      address: "192.0.2.7",
      requestId: "r",
    });
    const counters = await database.auth.db.selectFrom("rate_limit").select("key").execute();
    expect(JSON.stringify(counters)).not.toMatch(/trace|example|192\.0\.2\.7/);
  });

  test("is refused to demo accounts where they are not asked for, open sessions included", async () => {
    const { email } = await createMember({ isDemo: true });
    const cookie = await signedIn(email);
    identity = makeIdentity({ allowDemo: false });
    expect(await identity.authenticate(cookie, "request")).toBeNull();
    expect(await identity.signIn({ email, password, ...origin })).toEqual({
      ok: false,
      reason: "wrong_credentials",
    });
  });

  test("is journalled", async () => {
    const { email, membershipId } = await createMember();
    await signedIn(email);
    const lines = await database.owner.db
      .selectFrom("audit_event")
      .select(["operation", "membership_id"])
      .where("request_id", "=", origin.requestId)
      .execute();
    expect(lines).toEqual([{ operation: "signIn", membership_id: membershipId }]);
  });
});

test("a member whose access is ended is out at once", async () => {
  const { email, membershipId } = await createMember();
  const cookie = await signedIn(email);
  await database.auth.db
    .updateTable("membership")
    .set({ ended_at: new Date() })
    .where("id", "=", membershipId)
    .execute();
  expect(await identity.authenticate(cookie, "request")).toBeNull();
  expect(await identity.signIn({ email, password, ...origin })).toEqual({
    ok: false,
    reason: "no_access",
  });
});

test("signing out everywhere ends every session of the person and of nobody else", async () => {
  const member = await createMember();
  const other = await createMember();
  const [first, second, stranger] = [
    await signedIn(member.email),
    await signedIn(member.email),
    await signedIn(other.email),
  ];
  const found = await identity.authenticate(first, "request");
  if (!found) throw new Error("not signed in");
  await identity.signOutEverywhere(found.actor);
  expect(await identity.authenticate(first, "request")).toBeNull();
  expect(await identity.authenticate(second, "request")).toBeNull();
  expect(await identity.authenticate(stranger, "request")).not.toBeNull();
});

describe("a forgotten password", () => {
  test("is changed by a link that works once and ends open sessions", async () => {
    const { email } = await createMember();
    const cookie = await signedIn(email);
    await identity.requestPasswordReset({ email, ...origin });
    await expect.poll(() => mails.length).toBe(1);
    const token = tokenIn(mails[0]);
    expect(mails[0]?.to).toBe(email);
    expect(await identity.isResetOpen(token)).toBe(true);
    const newPassword = "une autre phrase de passe";
    const reset = () => identity.resetPassword({ token, newPassword, requestId: origin.requestId });
    expect(await reset()).toEqual({ ok: true });
    expect(await identity.authenticate(cookie, "request")).toBeNull();
    expect(await reset()).toEqual({ ok: false, reason: "link_expired" });
    expect(await operations()).toContain("resetPassword");
    await signedIn(email, newPassword);
  });

  test("leaves no usable link in the database, and none after an hour", async () => {
    const { email } = await createMember();
    await identity.requestPasswordReset({ email, ...origin });
    await expect.poll(() => mails.length).toBe(1);
    const token = tokenIn(mails[0]);
    const stored = await database.auth.db
      .selectFrom("password_reset")
      .selectAll()
      .where("token_hash", "=", hashToken(token))
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(stored)).not.toContain(token);
    await database.auth.db
      .updateTable("password_reset")
      .set({ expires_at: new Date(Date.now() - 1000) })
      .where("id", "=", stored.id)
      .execute();
    expect(await identity.isResetOpen(token)).toBe(false);
  });

  test("says nothing about unknown addresses, and sends at most three mails an hour", async () => {
    await identity.requestPasswordReset({ email: "inconnue@example.org", ...origin });
    expect(mails).toEqual([]);
    const { email } = await createMember();
    for (let ask = 0; ask < 6; ask++) await identity.requestPasswordReset({ email, ...origin });
    await expect.poll(() => mails.length).toBe(3);
  });
});

test("changing one's password ends other sessions and the links not used yet", async () => {
  const { email } = await createMember();
  const [mine, elsewhere] = [await signedIn(email), await signedIn(email)];
  await identity.requestPasswordReset({ email, ...origin });
  await expect.poll(() => mails.length).toBe(1);
  const found = await identity.authenticate(mine, origin.requestId);
  if (!found) throw new Error("not signed in");
  const newPassword = "une autre phrase de passe";
  const change = (currentPassword: string) =>
    identity.changePassword(found.actor, { currentPassword, newPassword, ...origin });
  expect(await change("pas la bonne")).toEqual({ ok: false, reason: "wrong_password" });
  const changed = await change(password);
  expect(changed.ok && (await identity.authenticate(cookieOf(changed.cookie), "r"))).not.toBeNull();
  expect(await identity.authenticate(elsewhere, "r")).toBeNull();
  expect(await identity.isResetOpen(tokenIn(mails[0]))).toBe(false);
  expect(await operations()).toContain("changePassword");
});

describe("an invitation", () => {
  async function invite(email: string) {
    const token = randomUUID();
    await database.auth.db
      .insertInto("invitation")
      .values({
        organisation_id: rows.organisationId,
        email,
        full_name: "Inès Carpentier",
        role: "editor",
        token_hash: hashToken(token),
        sent_at: new Date(),
        invited_by: rows.membershipId,
        expires_at: new Date(Date.now() + 60_000),
      })
      .execute();
    return token;
  }

  test("lets a new person choose a password, once", async () => {
    const email = `${randomUUID()}@example.org`;
    const token = await invite(email);
    expect(await identity.findInvitation(token)).toEqual({
      email,
      fullName: "Inès Carpentier",
      role: "editor",
      organisationName: "Ruche",
      accountExists: false,
    });
    const accept = () =>
      identity.acceptInvitation({ token, fullName: "Inès Carpentier", password, ...origin });
    const outcome = await accept();
    const found = await identity.authenticate(
      outcome.ok ? cookieOf(outcome.cookie) : "",
      "request",
    );
    expect(found?.actor.role).toBe("editor");
    expect(await accept()).toEqual({ ok: false, reason: "link_expired" });
    expect(await identity.findInvitation(token)).toBeNull();
  });

  test("does not hand an existing account to whoever holds the link", async () => {
    const { email } = await createMember();
    const token = await invite(email);
    const taken = await identity.acceptInvitation({
      token,
      fullName: "Autre nom",
      password: "choisi par un autre",
      ...origin,
    });
    expect(taken).toEqual({ ok: false, reason: "wrong_password" });
    await signedIn(email);
  });

  test("revoked or expired opens nothing", async () => {
    const token = await invite(`${randomUUID()}@example.org`);
    await database.auth.db
      .updateTable("invitation")
      .set({ revoked_at: new Date() })
      .where("token_hash", "=", hashToken(token))
      .execute();
    expect(await identity.findInvitation(token)).toBeNull();
    const outcome = await identity.acceptInvitation({ token, fullName: "X", password, ...origin });
    expect(outcome).toEqual({ ok: false, reason: "link_expired" });
  });
});

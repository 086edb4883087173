import { randomUUID } from "node:crypto";
import {
  createTestDatabase,
  inOrganisation,
  type TestDatabase,
  testSecret,
} from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type MemberActor, memberActor } from "./actor.ts";
import { listAuditEvents } from "./audit.queries.ts";
import { createIdentity, type Identity } from "./identity.ts";
import { inviteMember, renewInvitation, revokeInvitation } from "./invitation.commands.ts";
import { listPendingInvitations } from "./invitation.queries.ts";
import type { Mail } from "./mail.ts";
import { changeMemberRole, endMembership, reopenMembership } from "./member.commands.ts";
import { getMember, listFunderChoices, listMembers } from "./member.queries.ts";
import type { Tx } from "./operation.ts";
import { renameOrganisation } from "./organisation.commands.ts";
import { getOrganisation } from "./organisation.queries.ts";
import { hashPassword } from "./password.ts";
import type { Role } from "./permission.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let identity: Identity;
let mails: Mail[] = [];
let mailWorks = true;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essart");
  identity = createIdentity({
    auth: database.auth,
    secret: testSecret,
    mailer: async (mail) => {
      if (!mailWorks) throw new Error("no server");
      mails.push(mail);
    },
    staffUrl: "http://localhost:3000",
    allowDemo: true,
    onMailError: () => {},
  });
});
afterAll(() => database.close());

const origin = () => ({ address: randomUUID(), requestId: "request" });
const password = "une phrase de passe";

async function join(organisation: Rows, role: Role) {
  const email = `${randomUUID()}@example.org`;
  const user = await database.auth.db
    .insertInto("user_account")
    .values({ email, full_name: "Samia Bellil", password_hash: await hashPassword(password) })
    .returning("id")
    .executeTakeFirstOrThrow();
  const { organisationId } = organisation;
  const membership = await database.auth.db
    .insertInto("membership")
    .values({ organisation_id: organisationId, user_id: user.id, role })
    .returning("id")
    .executeTakeFirstOrThrow();
  const actor = memberActor({
    organisationId,
    membershipId: membership.id,
    userId: user.id,
    role,
    funderId: null,
    requestId: "request",
  });
  return { email, actor };
}

/** Each test has admins of its own: the last-admin rule counts everybody in the organisation. */
async function withAdmins(count: 1 | 2): Promise<MemberActor[]> {
  await database.auth.db
    .updateTable("membership")
    .set({ ended_at: new Date() })
    .where("organisation_id", "=", ours.organisationId)
    .where("role", "=", "admin")
    .execute();
  const admins = [await join(ours, "admin")];
  if (count === 2) admins.push(await join(ours, "admin"));
  return admins.map((admin) => admin.actor);
}

const person = (email = `${randomUUID()}@example.org`) => ({
  email,
  fullName: "Inès Carpentier",
  role: "coach" as Role,
  funderId: null as string | null,
});

/** The owner is inside the walls too: it must say whose rows it looks at. */
const asOwner = <T>(work: (db: Tx) => Promise<T>) => inOrganisation(database.owner.db, ours, work);

const tokenIn = (mail: Mail | undefined) =>
  /invitation\/(\S+)/.exec(mail?.text ?? "")?.[1] ?? "no link";

describe("the last admin", () => {
  test("keeps an open access and the role", async () => {
    const [admin] = await withAdmins(1);
    if (!admin) throw new Error("no admin");
    const id = admin.membershipId;
    expect(await database.execute(admin, endMembership, { id })).toEqual({
      ok: false,
      reason: "last_admin",
    });
    expect(
      await database.execute(admin, changeMemberRole, { id, role: "coach", funderId: null }),
    ).toEqual({ ok: false, reason: "own_role" });
    expect(await database.execute(admin, getMember, { id })).toMatchObject({
      role: "admin",
      endedAt: null,
    });
  });

  test("remains when two admins end each other at the same moment", async () => {
    const [first, second] = await withAdmins(2);
    if (!first || !second) throw new Error("no admins");
    const outcomes = await Promise.all([
      database.execute(first, endMembership, { id: second.membershipId }),
      database.execute(second, endMembership, { id: first.membershipId }),
    ]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  });
});

describe("ending an access", () => {
  test("closes the session at once, and reopening lets the person sign in again", async () => {
    const [admin] = await withAdmins(1);
    if (!admin) throw new Error("no admin");
    const coach = await join(ours, "coach");
    const signIn = () => identity.signIn({ email: coach.email, password, ...origin() });
    const opened = await signIn();
    if (!opened.ok) throw new Error(opened.reason);
    const cookie = opened.cookie.split(";")[0] ?? "";
    const id = coach.actor.membershipId;
    expect(await database.execute(admin, endMembership, { id })).toEqual({ ok: true, id });
    expect(await identity.authenticate(cookie, "request")).toBeNull();
    expect(await signIn()).toEqual({ ok: false, reason: "no_access" });
    expect(await database.execute(admin, reopenMembership, { id })).toEqual({ ok: true, id });
    // Reopening lets the person in again, not the computer that was left signed in.
    expect(await identity.authenticate(cookie, "request")).toBeNull();
    expect((await signIn()).ok).toBe(true);
  });

  test("changes of role hold from the next request", async () => {
    const [admin] = await withAdmins(1);
    if (!admin) throw new Error("no admin");
    const coach = await join(ours, "coach");
    const opened = await identity.signIn({ email: coach.email, password, ...origin() });
    if (!opened.ok) throw new Error(opened.reason);
    const cookie = opened.cookie.split(";")[0] ?? "";
    const id = coach.actor.membershipId;
    const { funderId } = ours;
    expect(
      await database.execute(admin, changeMemberRole, { id, role: "funder", funderId }),
    ).toMatchObject({ ok: true });
    expect((await identity.authenticate(cookie, "request"))?.actor).toMatchObject({
      role: "funder",
      funderId,
    });
  });
});

describe("an invitation", () => {
  test("is mailed once, and its link opens the access", async () => {
    const [admin] = await withAdmins(1);
    if (!admin) throw new Error("no admin");
    mails = [];
    const submissionId = randomUUID();
    const input = person();
    const first = await database.execute(admin, inviteMember, input, { submissionId });
    const second = await database.execute(admin, inviteMember, input, { submissionId });
    expect(second).toEqual(first);
    if (!first.ok) throw new Error(first.reason);
    expect(await identity.sendInvitation(ours.organisationId, first.id)).toBe(true);
    expect(await identity.sendInvitation(ours.organisationId, first.id)).toBe(true);
    expect(mails.map((mail) => mail.to)).toEqual([input.email]);
    expect(mails[0]?.text).toContain("Samia Bellil");
    expect(mails[0]?.text).toContain("Chargé·e d’accompagnement");
    const token = tokenIn(mails[0]);
    expect(await identity.findInvitation(token)).toMatchObject({ email: input.email });
    const accepted = await identity.acceptInvitation({
      token,
      fullName: input.fullName,
      password,
      ...origin(),
    });
    expect(accepted.ok).toBe(true);
    expect(await identity.explainClosedInvitation(token)).toBe("accepted");
  });

  test("sent again, makes the earlier link useless; revoked, makes them all so", async () => {
    const [admin] = await withAdmins(1);
    if (!admin) throw new Error("no admin");
    mails = [];
    const made = await database.execute(admin, inviteMember, person());
    if (!made.ok) throw new Error(made.reason);
    await identity.sendInvitation(ours.organisationId, made.id);
    expect(await database.execute(admin, renewInvitation, { id: made.id })).toMatchObject({
      ok: true,
    });
    await identity.sendInvitation(ours.organisationId, made.id);
    const [earlier, later] = mails.map(tokenIn);
    expect(await identity.findInvitation(earlier ?? "")).toBeNull();
    expect(await identity.findInvitation(later ?? "")).not.toBeNull();
    expect(await database.execute(admin, revokeInvitation, { id: made.id })).toMatchObject({
      ok: true,
    });
    expect(await identity.findInvitation(later ?? "")).toBeNull();
    expect(await identity.explainClosedInvitation(later ?? "")).toBe("revoked");
    expect(await database.execute(admin, renewInvitation, { id: made.id })).toEqual({
      ok: false,
      reason: "already_closed",
    });
  });

  test("whose mail does not leave waits to be sent again", async () => {
    const [admin] = await withAdmins(1);
    if (!admin) throw new Error("no admin");
    const made = await database.execute(admin, inviteMember, person());
    if (!made.ok) throw new Error(made.reason);
    mailWorks = false;
    expect(await identity.sendInvitation(ours.organisationId, made.id)).toBe(false);
    mailWorks = true;
    const find = async () =>
      (await database.execute(admin, listPendingInvitations, {})).find((one) => one.id === made.id);
    expect((await find())?.isUnsent).toBe(true);
    expect(await identity.sendInvitation(ours.organisationId, made.id)).toBe(true);
    expect((await find())?.isUnsent).toBe(false);
  });

  test("is refused to whoever is a member, was one, or is invited already", async () => {
    const [admin] = await withAdmins(1);
    if (!admin) throw new Error("no admin");
    const coach = await join(ours, "coach");
    const invite = (email: string) => database.execute(admin, inviteMember, person(email));
    expect(await invite(coach.email.toUpperCase())).toMatchObject({ reason: "already_member" });
    await database.execute(admin, endMembership, { id: coach.actor.membershipId });
    expect(await invite(coach.email)).toMatchObject({ reason: "ended_member" });
    const email = person().email;
    expect((await invite(email)).ok).toBe(true);
    expect(await invite(email)).toMatchObject({ reason: "already_invited" });
  });

  test("binds a funder's role to a funder of the organisation only", async () => {
    const [admin] = await withAdmins(1);
    if (!admin) throw new Error("no admin");
    const input = { ...person(), role: "funder" as Role, funderId: theirs.funderId };
    expect(await database.execute(admin, inviteMember, input)).toEqual({
      ok: false,
      reason: "unknown_funder",
    });
  });
});

describe("another organisation", () => {
  test("has members, invitations and a journal that an admin neither sees nor changes", async () => {
    const [admin] = await withAdmins(1);
    if (!admin) throw new Error("no admin");
    const other = await join(theirs, "admin");
    const made = await database.execute(other.actor, inviteMember, person());
    if (!made.ok) throw new Error(made.reason);
    const [members, invitations, funders, journal] = await Promise.all([
      database.execute(admin, listMembers, {}),
      database.execute(admin, listPendingInvitations, {}),
      database.execute(admin, listFunderChoices, {}),
      database.execute(admin, listAuditEvents, {}),
    ]);
    expect(members.map((member) => member.id)).not.toContain(other.actor.membershipId);
    expect(invitations.map((invitation) => invitation.id)).not.toContain(made.id);
    expect(funders.map((funder) => funder.id)).toEqual([ours.funderId]);
    expect(journal.events.map((event) => event.membershipId)).not.toContain(
      other.actor.membershipId,
    );
    const unknown = { code: "not_found" };
    const id = other.actor.membershipId;
    await expect(database.execute(admin, getMember, { id })).rejects.toMatchObject(unknown);
    await expect(database.execute(admin, endMembership, { id })).rejects.toMatchObject(unknown);
    await expect(database.execute(admin, reopenMembership, { id })).rejects.toMatchObject(unknown);
    await expect(database.execute(admin, revokeInvitation, { id: made.id })).rejects.toMatchObject(
      unknown,
    );
    // An invitation of one organisation cannot be mailed in the name of another.
    mails = [];
    await identity.sendInvitation(ours.organisationId, made.id);
    expect(mails).toEqual([]);
  });
});

describe("the journal", () => {
  test("says who did what to which record, and nothing of what was written", async () => {
    const [admin] = await withAdmins(1);
    if (!admin) throw new Error("no admin");
    const input = { ...person(), fullName: "Prénom Introuvable" };
    const made = await database.execute(admin, inviteMember, input);
    if (!made.ok) throw new Error(made.reason);
    const { events } = await database.execute(admin, listAuditEvents, {
      membershipId: admin.membershipId,
    });
    expect(events).toEqual([
      {
        id: expect.any(String),
        occurredAt: expect.any(Date),
        operation: "inviteMember",
        fullName: "Samia Bellil",
        membershipId: admin.membershipId,
        subjectType: "invitation",
        subjectId: made.id,
        subjectName: input.fullName,
      },
    ]);
    const stored = await asOwner((trx) => trx.selectFrom("audit_event").selectAll().execute());
    expect(JSON.stringify(stored)).not.toContain("Introuvable");
    expect(JSON.stringify(stored)).not.toContain(input.email);
  });

  test("is read page after page without missing a line, and filtered by Paris days", async () => {
    const [admin] = await withAdmins(1);
    if (!admin) throw new Error("no admin");
    const occurred_at = new Date("2026-03-28T23:30:00Z");
    const line = {
      organisation_id: ours.organisationId,
      membership_id: admin.membershipId,
      operation: "signIn",
      occurred_at,
    };
    const lines = Array.from({ length: 120 }, () => line);
    await asOwner((trx) => trx.insertInto("audit_event").values(lines).execute());
    const seen = new Set<string>();
    let before: string | undefined;
    do {
      const filter = { membershipId: admin.membershipId, operation: "signIn", before };
      const page = await database.execute(admin, listAuditEvents, filter);
      for (const event of page.events) seen.add(event.id);
      before = page.next ?? undefined;
    } while (before);
    expect(seen.size).toBe(120);
    // 23:30 in London is already the 29th in Paris.
    const on = async (from: string, to: string) =>
      (
        await database.execute(admin, listAuditEvents, {
          membershipId: admin.membershipId,
          from,
          to,
        })
      ).events.length;
    expect(await on("2026-03-29", "2026-03-29")).toBe(50);
    expect(await on("2026-03-28", "2026-03-28")).toBe(0);
  });
});

test("the organisation's name changes once for two admins who edit it together", async () => {
  const [first, second] = await withAdmins(2);
  if (!first || !second) throw new Error("no admins");
  const { version } = await database.execute(first, getOrganisation, {});
  const renamed = {
    name: "La Ruche",
    websiteUrl: null,
    needsReview: true,
    ...{ forumUrl: null, forumCategory: "" },
    version,
  };
  expect(await database.execute(first, renameOrganisation, renamed)).toMatchObject({ ok: true });
  expect(
    await database.execute(second, renameOrganisation, { ...renamed, name: "Ma Ruche" }),
  ).toMatchObject({ ok: false, reason: "conflict", current: { name: "La Ruche" } });
});

test("nobody but an admin opens or closes an access", async () => {
  for (const role of ["coach", "manager", "editor", "funder"] as const) {
    const { actor } = await join(ours, role === "funder" ? "coach" : role);
    const other = { ...actor, permissions: memberActor({ ...actor, role }).permissions };
    const forbidden = { code: "forbidden" };
    await expect(database.execute(other, listMembers, {})).rejects.toMatchObject(forbidden);
    await expect(database.execute(other, inviteMember, person())).rejects.toMatchObject(forbidden);
    await expect(database.execute(other, listAuditEvents, {})).rejects.toMatchObject(forbidden);
  }
});

import { randomUUID } from "node:crypto";
import { createTestDatabase, type TestDatabase, testSecret } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createIdentity } from "./identity.ts";
import { createToken } from "./token.ts";

let database: TestDatabase;
let rows: Rows;

beforeAll(async () => {
  database = await createTestDatabase();
  rows = await populate(database.owner.db, "Ruche");
});
afterAll(() => database.close());

const identity = (allowDemo = true) =>
  createIdentity({
    auth: database.auth,
    secret: testSecret,
    mailer: async () => {},
    staffUrl: "http://localhost:3000",
    allowDemo,
    onMailError: () => {},
  });

/** A member of a role, and the secret of their calendar. */
async function withFeed(role: "coach" | "manager", isDemo = false) {
  const { db } = database.owner;
  const user = await db
    .insertInto("user_account")
    .values({ email: `${randomUUID()}@example.org`, full_name: "Camille", is_demo: isDemo })
    .returning("id")
    .executeTakeFirstOrThrow();
  const tenant = { organisation_id: rows.organisationId };
  const { id } = await db
    .insertInto("membership")
    .values({ ...tenant, user_id: user.id, role })
    .returning("id")
    .executeTakeFirstOrThrow();
  const { token, hash } = createToken();
  await db
    .insertInto("calendar_feed")
    .values({ ...tenant, membership_id: id, token_hash: hash })
    .execute();
  return { id, token };
}

test("a secret opens one member’s calendar, with the role they have today", async () => {
  const { id, token } = await withFeed("coach");
  expect(await identity().authenticateFeed(token, "r")).toMatchObject({
    membershipId: id,
    organisationId: rows.organisationId,
    databaseRole: "essaim_coach",
    requestId: "r",
  });
  await database.owner.db
    .updateTable("membership")
    .set({ role: "manager" })
    .where("id", "=", id)
    .execute();
  expect(await identity().authenticateFeed(token, "r")).toMatchObject({ role: "manager" });
});

test("an unknown secret, an access that ended and a closed demo account open nothing", async () => {
  expect(await identity().authenticateFeed(createToken().token, "r")).toBeNull();
  const demo = await withFeed("coach", true);
  expect(await identity().authenticateFeed(demo.token, "r")).not.toBeNull();
  expect(await identity(false).authenticateFeed(demo.token, "r")).toBeNull();
  const { id, token } = await withFeed("coach");
  await database.owner.db
    .updateTable("membership")
    .set({ ended_at: new Date() })
    .where("id", "=", id)
    .execute();
  expect(await identity().authenticateFeed(token, "r")).toBeNull();
});

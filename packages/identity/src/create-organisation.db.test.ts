import { createTestDatabase, type TestDatabase, testSecret } from "@essaim/database/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createOrganisation } from "./create-organisation.ts";
import { createIdentity } from "./identity.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test("a new organisation's first admin chooses a password and gets in", async () => {
  const create = (slug: string) =>
    createOrganisation({
      url: database.url,
      secret: testSecret,
      name: "Coopérative des Sources",
      slug,
      admin: { email: "admin@sources.example", fullName: "Mina Roche" },
    });
  const { organisationId, linkPath } = await create("sources");
  const identity = createIdentity({
    auth: database.auth,
    secret: testSecret,
    mailer: async () => {},
    staffUrl: "http://localhost:3000",
    allowDemo: false,
    onMailError: () => {},
  });
  const password = "une longue phrase de passe";
  const token = linkPath.split("/").at(-1) ?? "";
  expect(await identity.resetPassword({ token, newPassword: password, requestId: "r" })).toEqual({
    ok: true,
  });
  const signedIn = await identity.signIn({
    email: "admin@sources.example",
    password,
    address: "192.0.2.1",
    requestId: "request",
  });
  const cookie = signedIn.ok ? (signedIn.cookie.split(";")[0] ?? "") : "";
  const found = await identity.authenticate(cookie, "request");
  expect(found?.actor).toMatchObject({ organisationId, role: "admin" });
  await expect(create("sources")).rejects.toThrow(/duplicate/);
});

import { createTestDatabase, type TestDatabase, testSecret } from "@essaim/database/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createOrganisation } from "./create-organisation.ts";
import { createIdentity } from "./identity.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test("a new organisation's first admin takes up the invitation and gets in", async () => {
  const create = (slug: string) =>
    createOrganisation({
      url: database.url,
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
  const accept = () =>
    identity.acceptInvitation({
      token,
      fullName: "Mina Roche",
      password,
      address: "192.0.2.1",
      requestId: "request",
    });
  const accepted = await accept();
  const cookie = accepted.ok ? (accepted.cookie.split(";")[0] ?? "") : "";
  const found = await identity.authenticate(cookie, "request");
  expect(found?.actor).toMatchObject({ organisationId, role: "admin" });
  expect(await accept()).toEqual({ ok: false, reason: "link_expired" });
  await expect(create("sources")).rejects.toThrow(/duplicate/);
});

test("the first organisation keeps the register, and the next one does not", async () => {
  const create = (slug: string) =>
    createOrganisation({
      url: database.url,
      name: slug,
      slug,
      admin: { email: `admin@${slug}.example`, fullName: "Mina Roche" },
    });
  await create("premiere");
  await create("seconde");
  const { rows } = await database.auth.pool.query(
    "select keeps_territory as keeps, count(*)::int as n from organisation group by 1 order by 1",
  );
  expect(rows.find((row) => row.keeps)?.n).toBe(1);
  expect(rows.find((row) => !row.keeps)?.n).toBeGreaterThan(0);
});

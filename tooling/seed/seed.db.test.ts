import { createTestDatabase, type TestDatabase, testSecret } from "@essaim/database/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { opteosId, otherId } from "./ground.ts";
import { isDemoWelcome, isSeeded, seedDemo } from "./main.ts";

const secret = testSecret;

async function countByOrganisation(test: TestDatabase, table: "worker" | "meeting" | "partner") {
  const rows = await test.owner.db
    .selectFrom(table)
    .select(({ fn }) => ["organisation_id", fn.countAll<number>().as("count")])
    .groupBy("organisation_id")
    .execute();
  return Object.fromEntries(rows.map((row) => [row.organisation_id, row.count]));
}

describe("Données de démonstration", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.close());

  it("reprend une mise en place interrompue, puis ne recommence plus", async () => {
    const { url } = test;
    expect(await isSeeded({ url })).toBe(false);
    const interrupted = seedDemo({
      url,
      secret,
      onStep: (step) => {
        if (step.startsWith("programme")) throw new Error("cut");
      },
    });
    await expect(interrupted).rejects.toThrow("cut");
    expect(await isSeeded({ url })).toBe(false);

    await Promise.all([seedDemo({ url, secret }), seedDemo({ url, secret })]);
    expect(await isSeeded({ url })).toBe(true);
    expect(await isDemoWelcome({ url, secret })).toBe(true);
    expect(await countByOrganisation(test, "worker")).toEqual({ [opteosId]: 27, [otherId]: 3 });
    expect((await countByOrganisation(test, "partner"))[otherId]).toBe(1);

    const steps: string[] = [];
    await seedDemo({ url, secret, onStep: (step) => steps.push(step) });
    expect(steps).toEqual([]);
    expect(await countByOrganisation(test, "worker")).toEqual({ [opteosId]: 27, [otherId]: 3 });
  }, 60_000);

  it("ne marque que des comptes de démonstration", async () => {
    const real = await test.owner.db
      .selectFrom("user_account")
      .select("email")
      .where("is_demo", "=", false)
      .execute();
    expect(real).toEqual([]);
  });
});

describe("Base qui sert déjà", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.close());

  it("n’y touche pas", async () => {
    const { url, owner } = test;
    await owner.db
      .insertInto("organisation")
      .values({ name: "Une vraie coopérative", slug: "une-vraie-cooperative" })
      .execute();
    expect(await isDemoWelcome({ url, secret })).toBe(false);
    await expect(seedDemo({ url, secret })).rejects.toThrow(/contient déjà/);
    const { count } = await owner.db
      .selectFrom("organisation")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow();
    expect(count).toBe(1);
  });
});

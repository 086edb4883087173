import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { today } from "@essaim/database/today";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { watchCommons } from "./commons.commands.ts";
import { getCommons, listCommons } from "./commons.queries.ts";
import { commonsEditSchema, commonsFilterSchema } from "./commons.schema.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  await sql`delete from commons`.execute(database.owner.db);
});
afterAll(() => database.close());

const watch = (typed: object, version: number) =>
  database.execute(actorOf(ours, "manager"), watchCommons, {
    ...commonsEditSchema.parse({ health: "steady", version: String(version), ...typed }),
    id: ours.resourceId,
  });

const list = (role: "coach" | "editor" | "manager", query: object = {}) =>
  database.execute(actorOf(ours, role), listCommons, commonsFilterSchema.parse(query));

test("a commons nobody has watched is to look at, then is not; the second of two writers is told", async () => {
  const before = await list("manager", { voir: "a-regarder" });
  expect(before.commons.map((one) => one.id)).toContain(ours.resourceId);
  const saved = await watch({ health: "fragile", busFactor: "2", checkedOn: today() }, 1);
  expect(saved).toEqual({ ok: true, id: ours.resourceId });
  expect(await watch({ health: "dormant" }, 1)).toMatchObject({
    reason: "conflict",
    current: { health: "fragile", busFactor: 2, version: 2 },
    changedBy: "Ruche",
  });
  const after = await list("manager", { voir: "a-regarder" });
  expect(after.commons.map((one) => one.id)).not.toContain(ours.resourceId);
  expect(after.toLookAt).toBe(before.toLookAt - 1);
  expect((await list("manager", { sante: "fragile" })).commons).toMatchObject([
    { id: ours.resourceId, busFactor: 2 },
  ]);
});

test("two managers who begin to watch a commons at once both write nothing over the other", async () => {
  await sql`delete from commons`.execute(database.owner.db);
  const outcomes = await Promise.all([
    watch({ health: "steady" }, 1),
    watch({ health: "dormant" }, 1),
  ]);
  expect(outcomes.map((one) => one.ok).sort()).toEqual([false, true]);
});

test("an editor reads how a commons goes, not how many people or gifts", async () => {
  expect(await list("editor")).toMatchObject({
    seesPeople: false,
    seesGiven: false,
    commons: expect.arrayContaining([
      expect.objectContaining({ id: ours.resourceId, workerCount: null, givenCount: null }),
    ]),
  });
  const read = (role: "coach" | "editor") =>
    database.execute(actorOf(ours, role), getCommons, { id: ours.resourceId });
  expect((await read("editor")).workerCount).toBeNull();
  expect((await read("coach")).workerCount).toBe(1);
  await expect(
    database.execute(actorOf(theirs, "manager"), getCommons, { id: ours.resourceId }),
  ).rejects.toMatchObject({ code: "not_found" });
});

test("an address that is none is refused, and the others are told once each", () => {
  const typed = { health: "steady", version: "1" };
  const parsed = commonsEditSchema.safeParse({ ...typed, upstreamUrls: "forge.fr/coop" });
  expect(parsed.error?.issues[0]?.message).toContain("«\u202fforge.fr/coop\u202f»");
  const kept = "https://forge.example/coop\n \nhttps://forge.example/coop\n";
  expect(commonsEditSchema.parse({ ...typed, upstreamUrls: kept }).upstreamUrls).toBe(
    "https://forge.example/coop",
  );
});

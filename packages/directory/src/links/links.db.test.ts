import type { Tx } from "@essaim/database/operation";
import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, publishRows, type Rows } from "@essaim/database/testing-rows";
import { type HouseActor, houseActor, publicActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { checkAll } from "./check-all.ts";
import { gatherLinks, recordLinkCheck } from "./link.commands.ts";
import { findDeadLinks, listDeadLinks, listLinksToCheck } from "./link.queries.ts";
import type { LinkOutcome } from "./link.rules.ts";

let database: TestDatabase;
let hive: Rows;
let house: HouseActor;

beforeAll(async () => {
  database = await createTestDatabase();
  hive = await populate(database.owner.db, "Ruche");
  house = houseActor(hive.organisationId, "test");
  await inHive((db) => publishRows(db, hive));
});
afterAll(() => database.close());
beforeEach(() => inHive((db) => db.deleteFrom("record_link").execute()));

const inHive = <T>(work: (db: Tx) => Promise<T>) => inOrganisation(database.owner.db, hive, work);

/** The activity links to these, in public and in its working copy. */
const links = (...urls: string[]) =>
  inHive(async (db) => {
    const rows = JSON.stringify(urls.map((url) => ({ kind: "other", title: "Page", url })));
    await sql`update activity set links = ${rows}::jsonb where id = ${hive.activityId}`.execute(db);
    await sql`select publish_record('activity', ${hive.activityId})`.execute(db);
  });

/** One night's work, where each page answers this. */
async function night(outcome: LinkOutcome) {
  await database.executeJobs(house, gatherLinks, { after: null });
  const urls = await database.executeJobs(house, listLinksToCheck, {});
  const checker = { check: async () => outcome };
  await checkAll(
    urls,
    checker,
    async (url, of) => {
      await database.executeJobs(house, recordLinkCheck, { url, outcome: of });
    },
    0,
  );
  // The next one is another day.
  await inHive((db) =>
    sql`update record_link set failed_on = failed_on - 1, dead_on = dead_on - 1`.execute(db),
  );
  return urls;
}

const shown = () =>
  database.executePublic(publicActor("test"), findDeadLinks, { recordId: hive.activityId });
const toCorrect = () => database.execute(actorOf(hive, "editor"), listDeadLinks, {});

test("a link that fails three nights is dead, for the public and for editors, until it answers", async () => {
  const url = "https://exemple.fr/absente";
  await links(url, "https://exemple.fr/bis");
  expect(await night("absent")).toEqual(["https://exemple.fr/absente", "https://exemple.fr/bis"]);
  await night("absent");
  expect(await shown()).toEqual({});
  expect(await toCorrect()).toEqual([]);
  await night("absent");
  expect(Object.keys(await shown())).toEqual([url, "https://exemple.fr/bis"]);
  expect(await toCorrect()).toMatchObject([
    { title: "Ruche", url, problem: "absent", isCorrected: false },
    { url: "https://exemple.fr/bis" },
  ]);
  await night("alive");
  expect(await shown()).toEqual({});
  expect(await toCorrect()).toEqual([]);
});

test("a link taken out of the working copy is said corrected, and is forgotten once published", async () => {
  await links("https://exemple.fr/absente");
  for (let turn = 0; turn < 3; turn += 1) await night("unreachable");
  await inHive((db) =>
    sql`update activity set links = '[]' where id = ${hive.activityId}`.execute(db),
  );
  expect(await toCorrect()).toMatchObject([{ isCorrected: true }]);
  await links("https://exemple.fr/nouvelle");
  expect(await toCorrect()).toEqual([]);
  expect(await night("alive")).toEqual(["https://exemple.fr/nouvelle"]);
});

test("pages are told as soon as a link dies, and left in peace otherwise", async () => {
  const { pool } = database.owner;
  const heard: string[] = [];
  const client = await pool.connect();
  client.on("notification", () => heard.push("published"));
  await client.query("listen published");
  await links("https://exemple.fr/absente");
  await client.query("select 1");
  heard.splice(0);
  for (let turn = 0; turn < 2; turn += 1) await night("slow");
  await client.query("select 1");
  expect(heard).toEqual([]);
  await night("slow");
  await client.query("select 1");
  expect(heard).toEqual(["published"]);
  client.release(true);
});

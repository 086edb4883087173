import { randomUUID } from "node:crypto";
import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, publishRows, type Rows } from "@essaim/database/testing-rows";
import { type MemberActor, memberActor } from "@essaim/identity/actor";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addSynonym, editSynonym, removeSynonym } from "./synonym.commands.ts";
import { listSynonyms } from "./synonym.queries.ts";
import { addSynonymSchema } from "./synonym.schema.ts";

let database: TestDatabase;
let rows: Rows;
let editor: MemberActor;

beforeAll(async () => {
  database = await createTestDatabase();
  rows = await populate(database.owner.db, "Ruche");
  await database.owner.db.transaction().execute(async (db) => {
    await sql`select set_config('app.organisation_id', ${rows.organisationId}, true)`.execute(db);
    await publishRows(db, rows);
    await sql`update published_record set content = content || '{"title": "Livraison en triporteur"}' where record_kind = 'activity'`.execute(
      db,
    );
  });
  editor = memberActor({
    organisationId: rows.organisationId,
    membershipId: rows.membershipId,
    role: "editor",
    funderId: null,
    userId: randomUUID(),
    requestId: "test",
  });
});
afterAll(() => database?.close());

const add = (terms: string) =>
  database.execute(editor, addSynonym, addSynonymSchema.parse({ terms }));
const held = async () =>
  (await database.execute(editor, listSynonyms, {})).map(({ terms }) => terms);

it("adds a group, says what it changes, edits it and removes it", async () => {
  const added = await add("Vélo-cargo , triporteur,, triporteur");
  expect(added).toMatchObject({ ok: true });
  const id = added.ok ? added.id : "";
  const [, group] = await database.execute(editor, listSynonyms, {});
  expect(group).toMatchObject({
    terms: "Vélo-cargo, triporteur",
    counts: [
      { term: "Vélo-cargo", count: 0 },
      { term: "triporteur", count: 1 },
    ],
    together: 1,
  });
  const changed = { id, version: 1, terms: "vélo-cargo, triporteur, biporteur" };
  expect(await database.execute(editor, editSynonym, changed)).toMatchObject({ ok: true });
  // Somebody else saved meanwhile: nothing is lost.
  expect(await database.execute(editor, editSynonym, changed)).toMatchObject({
    reason: "conflict",
  });
  await database.execute(editor, removeSynonym, { id });
  expect(await held()).toEqual(["couture, atelier de couture"]);
});

it("refuses words that are one for the search, and those of another group", async () => {
  expect(await add("jardins, jardin")).toMatchObject({ reason: "says_nothing" });
  expect(await add("COUTURES, machine")).toMatchObject({
    reason: "already_there",
    term: "COUTURES",
    group: { id: expect.any(String), terms: "couture, atelier de couture" },
  });
  expect(addSynonymSchema.safeParse({ terms: "seul" }).success).toBe(false);
});

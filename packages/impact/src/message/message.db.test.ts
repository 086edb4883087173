import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import type { MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeEach, expect, test } from "vitest";
import { writeMessage } from "./message.commands.ts";
import { listMessages, listUnanswered } from "./message.queries.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let manager: MemberActor;
let funder: MemberActor;

beforeEach(async () => {
  await database?.close();
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  manager = actorOf(ours, "manager");
  funder = actorOf(ours, "funder");
});
afterAll(() => database.close());

const say = (who: MemberActor, body: string, grantId = ours.grantId) =>
  database.execute(who, writeMessage, { grantId, body });
const read = (who: MemberActor, page = 1) =>
  database.execute(who, listMessages, { grantId: ours.grantId, page });
/** Since everything that was said. */
const anHourPasses = () =>
  inOrganisation(database.owner.db, ours, (db) =>
    sql`update grant_message set written_at = written_at - interval '1 hour'`.execute(db),
  );
const waiting = (who: MemberActor) => database.execute(who, listUnanswered, {});

test("a question waits until the cooperative answers, and nobody's name goes with either", async () => {
  await say(funder, "Combien d’ateliers\u202f?");
  await say(funder, "Et où\u202f?");
  for (const who of [funder, manager, actorOf(ours, "coach")]) {
    expect(await waiting(who)).toMatchObject([{ grantId: ours.grantId, grantTitle: "Ruche" }]);
  }
  await say(manager, "Douze, à Lille.");
  expect(await waiting(manager)).toEqual([]);
  const said = await read(funder);
  expect(said.messages.map(({ side, body }) => [side, body])).toEqual([
    ["cooperative", "Douze, à Lille."],
    ["funder", "Et où\u202f?"],
    ["funder", "Combien d’ateliers\u202f?"],
  ]);
  expect(said.messages.flatMap(Object.keys)).not.toContain("writtenBy");
  await say(funder, "Merci\u202f!");
  expect(await waiting(manager)).toHaveLength(1);
});

test("a long conversation is read page by page, the latest message first", async () => {
  for (let number = 1; number <= 26; number++) {
    await say(funder, `Message ${number}`);
    await anHourPasses();
  }
  const [first, second, beyond] = [
    await read(funder),
    await read(funder, 2),
    await read(manager, 9),
  ];
  expect(first).toMatchObject({ page: 1, pageCount: 2 });
  expect(first.messages).toHaveLength(25);
  expect(first.messages[0]?.body).toBe("Message 26");
  expect(second.messages.map(({ body }) => body)).toEqual(["Message 1"]);
  expect(beyond).toEqual(second);
});

test("a form that is sent twice says it once, for a funder too, and the journal keeps who wrote", async () => {
  const submissionId = "0199a8b0-7a11-7cc0-8000-0000000000aa";
  const input = { grantId: ours.grantId, body: "Une fois" };
  const first = await database.execute(funder, writeMessage, input, { submissionId });
  const second = await database.execute(funder, writeMessage, input, { submissionId });
  expect(second).toEqual(first);
  expect((await read(funder)).messages).toHaveLength(1);
  const { rows } = await sql<{ operation: string }>`
    select operation from audit_event where organisation_id = ${ours.organisationId} and operation = 'writeMessage'`.execute(
    database.owner.db,
  );
  expect(rows).toHaveLength(1);
});

test("one member writes twenty messages an hour, also all at once, and nobody else waits for it", async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 24 }, (_, at) => say(funder, `Message ${at}`)),
  );
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(20);
  const refused = { ok: false, reason: "too_many" };
  expect(outcomes.filter(({ ok }) => !ok)).toEqual([refused, refused, refused, refused]);
  const another = actorOf(theirs, "funder");
  expect(await say(another, "Et moi\u202f?", theirs.grantId)).toMatchObject({ ok: true });
  await anHourPasses();
  expect(await say(funder, "Une heure après")).toMatchObject({ ok: true });
});

test("nothing is read nor said of the grant of another funder, or organisation", async () => {
  await say(funder, "Entre nous");
  const { rows } = await inOrganisation(database.owner.db, ours, (db) =>
    sql<{ id: string }>`insert into funder (organisation_id, name, kind)
      values (${ours.organisationId}, 'Autre', 'public') returning id`.execute(db),
  );
  const other = actorOf({ ...ours, funderId: rows[0]?.id }, "funder");
  for (const who of [other, actorOf(theirs, "funder"), actorOf(theirs, "manager")]) {
    await expect(read(who)).rejects.toThrow(/No grant/);
    await expect(say(who, "Bonjour")).rejects.toThrow(/No grant/);
    expect(await waiting(who)).toEqual([]);
  }
});

test("nobody speaks for the other side, nor in somebody else's name", async () => {
  const forged = (role: string, side: string, by: string) =>
    database.staff.db.transaction().execute(async (db) => {
      await sql`select set_config('app.organisation_id', ${ours.organisationId}, true),
        set_config('app.membership_id', ${ours.membershipId}, true),
        set_config('app.funder_id', ${ours.funderId}, true), set_config('role', ${role}, true)`.execute(
        db,
      );
      await sql`insert into grant_message (organisation_id, grant_id, side, body, written_by)
        values (${ours.organisationId}, ${ours.grantId}, ${side}, 'Faux', ${by})`.execute(db);
    });
  const refused = /row-level security/;
  await expect(forged("essaim_funder", "cooperative", ours.membershipId)).rejects.toThrow(refused);
  await expect(forged("essaim_manager", "funder", ours.membershipId)).rejects.toThrow(refused);
  await expect(forged("essaim_funder", "funder", theirs.membershipId)).rejects.toThrow(refused);
});

test("nothing is said of a grant that is only hoped for", async () => {
  await inOrganisation(database.owner.db, ours, (db) =>
    sql`update funding_grant set status = 'applied' where id = ${ours.grantId}`.execute(db),
  );
  expect(await say(manager, "Bonjour")).toEqual({ ok: false, reason: "not_awarded" });
  await expect(say(funder, "Bonjour")).rejects.toThrow(/No grant/);
});

test("the team names nobody accompanied to a funder, who may ask about whom they like", async () => {
  await inOrganisation(database.owner.db, ours, (db) =>
    sql`update worker set given_name = 'Aïssatou', family_name = 'N’Diaye' where id = ${ours.workerId}`.execute(
      db,
    ),
  );
  const body = "Oui, AISSATOU NDIAYE a ouvert son atelier.";
  expect(await say(manager, body)).toEqual({
    ...{ ok: false, reason: "names_somebody" },
    named: ["Aïssatou N’Diaye"],
  });
  expect((await read(funder)).messages).toEqual([]);
  expect(await say(manager, "Oui, une personne a ouvert son atelier.")).toMatchObject({ ok: true });
  expect(await say(funder, body)).toMatchObject({ ok: true });
});

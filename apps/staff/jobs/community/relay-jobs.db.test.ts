import { randomUUID } from "node:crypto";
import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { communityRows, populate, publishRows, type Rows } from "@essaim/database/testing-rows";
import { houseActor } from "@essaim/identity/actor";
import type { Mail } from "@essaim/identity/mail";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { JobWork } from "../work.ts";
import { askKeepers } from "./ask-keepers.ts";
import { deliverAnswer } from "./deliver-answer.ts";
import { deliverContact } from "./deliver-contact.ts";
import { watchRelay } from "./watch-relay.ts";

let database: TestDatabase;
let rows: Rows;
let requestId: string;
let sent: Mail[];
const lived = () => `vecu-${rows.organisationId}@example.org`;
const novice = "lina@exemple.test";

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

/** As the owner, on the rows of this organisation. */
const write = (text: string) =>
  database.owner.pool.query(`${text} and organisation_id = '${rows.organisationId}'`);

beforeEach(async () => {
  sent = [];
  rows = await populate(database.owner.db, `Ruche-${randomUUID()}`);
  await inOrganisation(database.owner.db, rows, async (db) => {
    await publishRows(db, rows);
    await communityRows(db, rows);
  });
  await write("update membership set role = 'editor' where true");
  await write("update experience set published_at = now() where true");
  await write(`update contact_request set novice_email = '${novice}', state = 'waiting', confirmed_at = now(),
    message = E'Par où commencer ?\\nEt avec qui ?', due_on = today_in_paris() + 7 where true`);
  requestId = (await request()).id;
});

/** @param refuse what the mail server answers to whoever is written to; nothing: it takes the mail */
function workOf(input: unknown, refuse: (mail: Mail) => Error | undefined = () => undefined) {
  const jobId = randomUUID();
  return {
    jobId,
    organisationId: rows.organisationId,
    input,
    actor: null,
    house: houseActor(rows.organisationId, jobId),
    execute: database.executeJobs,
    progress: async () => {},
    mailer: async (mail: Mail) => {
      const error = refuse(mail);
      if (error) throw error;
      sent.push(mail);
    },
    staffUrl: "http://localhost:3000",
    publicUrl: "http://localhost:3001",
    logger: { warn: () => {}, info: () => {}, error: () => {} },
  } as unknown as JobWork;
}

const unknownUser = () =>
  Object.assign(new Error("refused"), {
    code: "EENVELOPE",
    responseCode: 550,
    response: "550 5.1.1 User unknown",
  });
const away = () => Object.assign(new Error("connect"), { code: "ESOCKET" });

async function request() {
  const { rows: found } = await database.owner.pool.query(
    `select q.id, q.state, q.is_undelivered, q.reminded_on, e.contact, e.requests_due from contact_request q
      join experience e on e.id = q.experience_id where q.organisation_id = $1`,
    [rows.organisationId],
  );
  return found[0];
}
const dueIn = (days: number) =>
  write(`update contact_request set due_on = today_in_paris() + ${days} where true`);

test("a message reaches the author of the experience without the address of whoever wrote it", async () => {
  expect(await deliverContact(workOf({ requestId }))).toEqual({ sent: 1, escalated: 0 });
  expect(sent.map((mail) => mail.to)).toEqual([lived()]);
  expect(sent[0]?.text).toContain("> Par où commencer ?\n> Et avec qui ?");
  expect(sent[0]?.text).not.toContain(novice);
  expect(sent[0]?.text).toMatch(/\/mise-en-relation\/reponse\/[\w-]{36}\.[\w-]{43}/);
  expect(sent[0]?.text).toMatch(/\/mise-en-relation\/joignable\//);
});

test("an answer reaches the novice without the author's address", async () => {
  await write(
    "update contact_request set state = 'answered', answered_on = today_in_paris(), answer = 'Un stage.' where true",
  );
  await deliverAnswer(workOf({ requestId }));
  expect(sent.map((mail) => mail.to)).toEqual([novice]);
  expect(sent[0]?.text).toContain("> Un stage.");
  expect(sent[0]?.text).not.toContain(lived());
});

test("a dead address closes the form and hands the message over; a server that is away does neither", async () => {
  await expect(deliverContact(workOf({ requestId }, away))).rejects.toThrow("connect");
  expect(await request()).toMatchObject({ state: "waiting", contact: "open" });
  await deliverContact(workOf({ requestId }, unknownUser));
  expect(await request()).toMatchObject({
    state: "escalated",
    is_undelivered: true,
    contact: "closed",
  });
});

test("the morning reminds once, and is tried again when the mail could not leave", async () => {
  await dueIn(3);
  expect(await watchRelay(workOf({}, away))).toMatchObject({ reminded: 0, failed: 1 });
  expect((await request()).reminded_on).toBeNull();
  expect(await watchRelay(workOf({}))).toMatchObject({ reminded: 1, failed: 0 });
  expect(sent.map((mail) => mail.subject)).toEqual([expect.stringMatching(/^Rappel/)]);
  expect(await watchRelay(workOf({}))).toMatchObject({ reminded: 0 });
});

test("once the day has passed the novice and the editors are told, nobody named to the editors", async () => {
  await dueIn(-1);
  expect(await watchRelay(workOf({}))).toMatchObject({ escalated: 1 });
  expect(await request()).toMatchObject({ state: "escalated", requests_due: 1 });
  expect(sent).toHaveLength(2);
  expect(sent[0]?.to).toBe(novice);
  expect(sent[1]?.text).toContain("http://localhost:3000/mises-en-relation");
  expect(sent[1]?.text).not.toContain("Lina");
});

test("a keeper is asked about an old record, and no more once the address is dead", async () => {
  await write("update published_record set confirmed_on = '2020-01-01' where true");
  expect(await askKeepers(workOf({}, away))).toEqual({ asked: 0, failed: 1 });
  expect(await askKeepers(workOf({}, unknownUser))).toEqual({ asked: 0, failed: 1 });
  expect(await askKeepers(workOf({}))).toEqual({ asked: 0, failed: 0 });
  await write("update record_keeper set unreachable_since = null, asked_on = null where true");
  expect(await askKeepers(workOf({}))).toEqual({ asked: 1, failed: 0 });
  expect(sent[0]?.text).toMatch(/\/toujours-vrai\/[\w-]{36}\.[\w-]{43}/);
});

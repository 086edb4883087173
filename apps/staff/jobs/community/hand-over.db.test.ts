import { randomUUID } from "node:crypto";
import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { communityRows, populate, publishRows, type Rows } from "@essaim/database/testing-rows";
import { houseActor } from "@essaim/identity/actor";
import type { Mail } from "@essaim/identity/mail";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { JobWork } from "../work.ts";
import { deliverContact } from "./deliver-contact.ts";
import { watchRelay } from "./watch-relay.ts";

let database: TestDatabase;
let rows: Rows;
const novice = "lina@exemple.test";

beforeAll(async () => {
  database = await createTestDatabase();
  rows = await populate(database.owner.db, "Ruche");
});
afterAll(() => database.close());

/** As the owner, on the rows of this organisation. */
const write = (text: string) =>
  database.owner.pool.query(
    `${text} where organisation_id = '${rows.organisationId}' returning id`,
  );

/** @param refuses the mails that the server of their address refuses */
function workOf(input: unknown, refuses: (mail: Mail) => boolean) {
  const jobId = randomUUID();
  const sent: Mail[] = [];
  const unknownUser = { code: "EENVELOPE", command: "RCPT TO", responseCode: 550 };
  const work = {
    jobId,
    organisationId: rows.organisationId,
    input,
    house: houseActor(rows.organisationId, jobId),
    execute: database.executeJobs,
    mailer: async (mail: Mail) => {
      if (refuses(mail)) throw Object.assign(new Error("550 5.1.1 User unknown"), unknownUser);
      sent.push(mail);
    },
    staffUrl: "http://localhost:3000",
    publicUrl: "http://localhost:3001",
    logger: { warn: () => {}, info: () => {}, error: () => {} },
  } as unknown as JobWork;
  return { work, sent };
}

test("a dead address at delivery is told to the novice at once, and to the moderators once, by the morning that can", async () => {
  await inOrganisation(database.owner.db, rows, async (db) => {
    await publishRows(db, rows);
    await communityRows(db, rows);
  });
  await write("update membership set role = 'editor'");
  await write("update experience set published_at = now()");
  const { rows: requests } = await write(`update contact_request set novice_email = '${novice}',
    state = 'waiting', confirmed_at = now(), due_on = today_in_paris() + 7`);
  const requestId: string = requests[0].id;
  const delivery = workOf({ requestId }, (mail) => mail.to !== novice);
  expect(await deliverContact(delivery.work)).toEqual({ sent: 0, escalated: 1 });
  expect(delivery.sent.map((mail) => mail.to)).toEqual([novice]);
  expect(delivery.sent[0]?.text).toContain("n’a pas pu être remis");

  const toModerators = async (refuses: boolean) => {
    const morning = workOf({}, () => refuses);
    await watchRelay(morning.work);
    return morning.sent.filter((mail) => mail.text.includes("/mises-en-relation")).length;
  };
  expect(await toModerators(true)).toBe(0);
  expect(await toModerators(false)).toBeGreaterThan(0);
  expect(await toModerators(false)).toBe(0);
});

import { randomUUID } from "node:crypto";
import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { houseActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { addPiece } from "@essaim/media/audience/testing-audience";
import { createForumReader, type ForumReader } from "@essaim/media/forum/read-discourse";
import { startDiscourse } from "@essaim/media/forum/testing-discourse";
import { listOpenQuestions } from "@essaim/media/forum/topic.queries";
import { questionFilterSchema } from "@essaim/media/forum/topic.schema";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readForum } from "./read-forum.ts";
import { JobRefusal, type JobWork } from "./work.ts";

let database: TestDatabase;
let rows: Rows;
let piece: string;
let discourse: Awaited<ReturnType<typeof startDiscourse>>;
let forum: ForumReader;

beforeAll(async () => {
  database = await createTestDatabase();
  rows = await populate(database.owner.db, "Ruche");
  piece = await addPiece(database, rows, { title: "Rouler", slug: "rouler" });
  discourse = await startDiscourse();
  forum = createForumReader({
    ...{ userAgent: "Essaim (test)", ports: [discourse.port] },
    isAllowed: (address) => address === "127.0.0.1",
  });
  const questions = [12, 404].map((id) => ({
    text: `Question ${id}`,
    url: `${discourse.base}/t/une-question/${id}`,
  }));
  await inOrganisation(database.owner.db, rows, async (db) => {
    await db.deleteFrom("forum_topic").execute();
    await db.updateTable("activity").set({ questions: "[]" }).execute();
    await db
      .updateTable("piece")
      .set({ questions: JSON.stringify(questions) })
      .where("id", "=", piece)
      .execute();
  });
});
afterAll(async () => {
  await forum.close();
  discourse.close();
  await database.close();
});

/** A job that a manager asked for, or that the house does by itself. */
function workOf(reader: ForumReader | undefined, isAsked = true): JobWork {
  const jobId = randomUUID();
  return {
    ...{ jobId, organisationId: rows.organisationId, input: {} },
    actor: isAsked ? actorOf(rows, "manager") : null,
    house: houseActor(rows.organisationId, jobId),
    execute: database.executeJobs,
    progress: async () => {},
    forum: reader,
    logger: { info: () => {} },
  } as unknown as JobWork;
}

test("each topic is asked once, and one that is gone keeps the others from nothing", async () => {
  expect(await readForum(workOf(forum))).toEqual({ read: 1, unread: 1 });
  expect(discourse.asked.toSorted()).toEqual(["/t/12.json", "/t/404.json"]);
  const { questions } = await database.execute(
    actorOf(rows, "editor"),
    listOpenQuestions,
    questionFilterSchema.parse({}),
  );
  expect(questions.filter(({ id }) => id === piece)).toMatchObject([
    { number: 2, state: "asked", problem: "gone", topic: null },
    { number: 1, state: "answered", problem: null, topic: { answers: 3 } },
  ]);
});

test("a house that asks nothing of other sites says so to whoever asked, and is silent at night", async () => {
  await expect(readForum(workOf(undefined))).rejects.toThrow(JobRefusal);
  expect(await readForum(workOf(undefined, false))).toEqual({ read: 0, unread: 0 });
});

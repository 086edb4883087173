import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { houseActor, publicActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addPiece } from "../audience/testing-audience.ts";
import { gatherTopics, recordTopic } from "./topic.commands.ts";
import {
  findTalks,
  getOpenQuestion,
  listOpenQuestions,
  listTopicsToRead,
} from "./topic.queries.ts";
import { questionFilterSchema, type ToldTopic } from "./topic.schema.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let piece: string;

const [rain, snow] = ["https://forum.coop/t/pluie/12", "https://forum.coop/t/neige/13"];
const told: ToldTopic = {
  ...{ title: "Les jours de pluie", answers: 3, isClosed: false, isArchived: false },
  ...{ isSolved: false, answeredOn: "2026-03-11" },
};

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  piece = await addPiece(database, ours, { title: "Rouler", slug: "rouler" });
  // The public reads the first question alone.
  await ask([{ text: "Et la pluie ?", url: rain }]);
  await inOrganisation(database.owner.db, ours, (db) =>
    sql`select publish_piece(${piece})`.execute(db),
  );
  await ask([
    { text: "Et la pluie ?", url: rain },
    { text: "Et la neige ?", url: snow },
    { text: "Et le vent ?", url: null },
    { text: "Et la nuit ?", url: "https://blog.coop/nuit" },
  ]);
});
afterAll(() => database.close());

const ask = (questions: { text: string; url: string | null }[], asker = piece) =>
  inOrganisation(database.owner.db, ours, (db) =>
    db
      .updateTable("piece")
      .set({ questions: JSON.stringify(questions) })
      .where("id", "=", asker)
      .execute(),
  );
const house = () => houseActor(ours.organisationId, "00000000-0000-7000-8000-000000000001");
const gather = () => database.executeJobs(house(), gatherTopics, {});
const read = (url: string, topic: ToldTopic = told) =>
  database.executeJobs(house(), recordTopic, { url, answer: { ok: true, topic } });
const find = (asked: Record<string, string> = {}) =>
  database.execute(actorOf(ours, "coach"), listOpenQuestions, questionFilterSchema.parse(asked));
const list = async () => (await find()).questions.filter(({ id }) => id === piece);
const talks = () =>
  database.executePublic(publicActor("test"), findTalks, { urls: [rain, snow, "https://x.fr"] });

test("the topics are those that questions link to, and what a forum says of them is told with its day", async () => {
  await gather();
  expect(await database.executeJobs(house(), listTopicsToRead, {})).toEqual(
    expect.arrayContaining([rain, snow]),
  );
  expect(await database.executeJobs(house(), listTopicsToRead, {})).not.toContain(
    "https://blog.coop/nuit",
  );
  await read(rain);
  await read(snow, { ...told, answers: 0, answeredOn: null });
  expect((await list()).map(({ text, state, isTopic }) => [text, state, isTopic])).toEqual([
    ["Et le vent ?", "not_asked", false],
    ["Et la neige ?", "asked", true],
    ["Et la nuit ?", "asked", false],
    ["Et la pluie ?", "answered", true],
  ]);
});

test("questions are found by their state, their topic and their words, accents aside, and counted", async () => {
  const texts = async (asked: Record<string, string>) =>
    (await find(asked)).questions.filter(({ id }) => id === piece).map(({ text }) => text);
  expect(await texts({ etat: "a-poser" })).toEqual(["Et le vent ?"]);
  expect(await texts({ etat: "posees", sujet: "sans" })).toEqual(["Et la nuit ?"]);
  expect(await texts({ sujet: "avec" })).toEqual(["Et la neige ?", "Et la pluie ?"]);
  expect(await texts({ q: "RÔULER vént" })).toEqual(["Et le vent ?"]);
  // The words of its topic too.
  expect(await texts({ q: "jours pluie", etat: "repondues" })).toEqual(["Et la pluie ?"]);
  expect(await find({ q: "introuvable %_" })).toMatchObject({ total: 0, page: 1, pageCount: 1 });
  const { counts } = await find({ q: "introuvable" });
  expect(counts).toMatchObject({ asked: 2, answered: 1 });
});

test("nothing is cut: past a page, the others are on the next ones", async () => {
  const many = await addPiece(database, ours, { title: "Beaucoup", slug: "beaucoup" });
  const questions = Array.from({ length: 1100 }, (_, at) => ({ text: `Nombre ${at}`, url: null }));
  await ask(questions, many);
  const first = await find({ q: "nombre" });
  expect(first).toMatchObject({ total: 1100, page: 1, pageCount: 22 });
  expect(first.questions).toHaveLength(50);
  const last = await find({ q: "nombre", page: "22" });
  expect(last.questions.at(-1)).toMatchObject({ text: "Nombre 1099", number: 1100 });
  // An old bookmark leads to what there is.
  expect(await find({ q: "nombre", page: "99" })).toMatchObject({ page: 22 });
  await ask([], many);
});

test("the public reads of it what public questions link to, and nothing else", async () => {
  expect(Object.keys(await talks())).toEqual([rain]);
  expect(await talks()).toMatchObject({ [rain]: { answers: 3, isClosed: false, isSolved: false } });
});

test("a forum that is away leaves what was known, and says so", async () => {
  const answer = { ok: false, problem: "broken" } as const;
  await database.executeJobs(house(), recordTopic, { url: rain, answer });
  const question = (await list()).find(({ url }) => url === rain);
  expect(question).toMatchObject({ state: "answered", problem: "broken", topic: { answers: 3 } });
  expect(await talks()).toMatchObject({ [rain]: { answers: 3 } });
  await read(rain, { ...told, isClosed: true, isSolved: true });
  expect((await list()).at(-1)).toMatchObject({ state: "closed", problem: null });
});

test("public pages hear of what they show, and of nothing else", async () => {
  const heard: string[] = [];
  const client = await database.owner.pool.connect();
  client.on("notification", ({ channel }) => heard.push(channel));
  try {
    await client.query("listen published");
    await read(snow, { ...told, answers: 5 });
    await read(rain, { ...told, isClosed: true, isSolved: true });
    await client.query("select 1");
    expect(heard).toEqual([]);
    await read(rain, { ...told, answers: 4 });
    await client.query("select 1");
    expect(heard).toEqual(["published"]);
  } finally {
    await client.query("unlisten published");
    client.release();
  }
});

test("a topic that no question links to any more goes, and another organisation sees none", async () => {
  await ask([{ text: "Et le vent ?", url: null }]);
  await gather();
  const left = await database.executeJobs(house(), listTopicsToRead, {});
  expect(left).toContain(rain);
  expect(left).not.toContain(snow);
  const everything = questionFilterSchema.parse({});
  const elsewhere = await database.execute(
    actorOf(theirs, "editor"),
    listOpenQuestions,
    everything,
  );
  expect(elsewhere.questions.map(({ id }) => id)).not.toContain(piece);
  const asked = { kind: "piece" as const, id: piece, number: 1 };
  await expect(
    database.execute(actorOf(theirs, "editor"), getOpenQuestion, asked),
  ).rejects.toMatchObject({ code: "not_found" });
  await expect(
    database.execute(actorOf(ours, "funder"), listOpenQuestions, everything),
  ).rejects.toMatchObject({ code: "forbidden" });
});

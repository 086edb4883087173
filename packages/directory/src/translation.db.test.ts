import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { type MemberActor, publicActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createActivity, editActivity, publishActivity } from "./activity.commands.ts";
import { activitySchema } from "./activity.schema.ts";
import { findOutdatedTranslations, listOutdatedTranslations } from "./translation.queries.ts";

let database: TestDatabase;
let hive: Rows;
let editor: MemberActor;

beforeAll(async () => {
  database = await createTestDatabase();
  hive = await populate(database.owner.db, "Ruche");
  editor = actorOf(hive, "editor");
});
afterAll(() => database?.close());

const form = (changes: object) =>
  activitySchema.parse({
    title: "Réparer des vélos",
    summary: "Un atelier de quartier.",
    sector: "craft",
    advantages: "Utile.",
    limits: "Fatigant l’hiver.",
    ...changes,
  });

type Said = { ok: boolean; id?: string; version?: number };
const done = (saved: Said) => {
  if (!saved.ok || !saved.id || !saved.version) throw new Error(JSON.stringify(saved));
  return { id: saved.id, version: saved.version };
};

test("a translation is out of date once its French is published anew, until it is translated anew", async () => {
  const english = { title: "Mending bicycles", summary: "A local workshop.", limits: "Tiring." };
  let made = done(await database.execute(editor, createActivity, form({ english })));
  const publish = async (changes: object | null) => {
    if (changes) {
      made = done(await database.execute(editor, editActivity, { ...form(changes), ...made }));
    }
    made = done(await database.execute(editor, publishActivity, made));
    const seen = await database.execute(editor, listOutdatedTranslations, { recordId: made.id });
    const read = await database.executePublic(publicActor("test"), findOutdatedTranslations, {
      recordId: made.id,
    });
    expect(read).toEqual(seen);
    return seen;
  };
  expect(await publish(null)).toEqual([]);
  // What was never translated cannot be out of date.
  const advantages = "Utile à tout le quartier.";
  expect(await publish({ english, advantages })).toEqual([]);
  const limits = "Fatigant toute l’année.";
  expect(await publish({ english, advantages, limits })).toEqual(["limits"]);
  // Another field of the translation does not make this one any newer.
  const retitled = { ...english, title: "Repairing bicycles" };
  expect(await publish({ english: retitled, advantages, limits })).toEqual(["limits"]);
  const translated = { ...retitled, limits: "Tiring all year round." };
  expect(await publish({ english: translated, advantages, limits })).toEqual([]);
  expect(await publish({ advantages, limits: "Fatigant." })).toEqual([]);
});

import type { Tx } from "@essaim/database/operation";
import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { houseActor, type MemberActor, publicActor } from "@essaim/identity/actor";
import { NotFound } from "@essaim/identity/operation";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createActivity,
  editActivity,
  publishActivity,
  unpublishActivity,
} from "../activity.commands.ts";
import { activitySchema } from "../activity.schema.ts";
import { revertRecord } from "../publication/restore.commands.ts";
import { addImage, announceImage, forgetImages } from "./image.commands.ts";
import {
  findImageSizes,
  getRecordImages,
  isImageAwaited,
  openImage,
  openPublishedImage,
} from "./image.queries.ts";
import { mostImages } from "./image.schema.ts";

let database: TestDatabase;
let hive: Rows;
let editor: MemberActor;
const anybody = publicActor("test");

beforeAll(async () => {
  database = await createTestDatabase();
  hive = await populate(database.owner.db, "Ruche");
  editor = actorOf(hive, "editor");
});
afterAll(() => database.close());

const inHive = <T>(work: (db: Tx) => Promise<T>) => inOrganisation(database.owner.db, hive, work);

const form = (images: object[] = []) =>
  activitySchema.parse({
    title: "Réparer des vélos",
    summary: "Un atelier.",
    sector: "craft",
    advantages: "Utile.",
    limits: "Fatigant.",
    images,
  });

const stateOf = (id: string) => database.execute(editor, getRecordImages, { kind: "activity", id });

async function made() {
  const saved = await database.execute(editor, createActivity, form());
  if (!saved.ok) throw new Error("not made");
  return saved.id;
}

/** An image as its page sends it: announced, then added. */
async function withImage(id: string) {
  const announced = await database.execute(editor, announceImage, {
    kind: "activity",
    id,
    sha256: "0",
    files: 2,
  });
  if (!announced.ok) throw new Error(announced.reason);
  const [avif = "", webp = ""] = announced.keys;
  expect(await database.execute(editor, isImageAwaited, { storageKey: avif })).toBe(true);
  const { version } = await stateOf(id);
  const size = { width: 480, height: 240, sizeBytes: 10 };
  const added = await database.execute(editor, addImage, {
    kind: "activity",
    id,
    version,
    alt: "Un vélo",
    credit: "",
    imageId: announced.imageId,
    files: [
      { ...size, format: "avif", storageKey: avif },
      { ...size, format: "webp", storageKey: webp },
    ],
  });
  return { added, imageId: announced.imageId };
}

const publish = async (id: string) =>
  database.execute(editor, publishActivity, { id, version: (await stateOf(id)).version });
const removals = () =>
  inHive((db) => db.selectFrom("file_removal").select("storage_key").execute());
const forget = () =>
  database.executeJobs(houseActor(hive.organisationId, "test"), forgetImages, {});
const aged = (id: string) =>
  inHive((db) =>
    sql`update image_file set created_at = now() - interval '2 days' where record_id = ${id}`.execute(
      db,
    ),
  );

test("an image is its editors' until its record is published, and everybody's as long as it is", async () => {
  const id = await made();
  const { added, imageId } = await withImage(id);
  expect(added).toMatchObject({ ok: true });
  expect(await removals()).toEqual([]);
  const file = { imageId, width: 480, format: "avif" as const };
  expect(await database.execute(editor, openImage, file)).toMatchObject({
    contentType: "image/avif",
  });
  const open = () => database.executePublic(anybody, openPublishedImage, file);
  await expect(open()).rejects.toThrow(NotFound);

  await publish(id);
  expect(await open()).toMatchObject({ sizeBytes: 10 });
  expect(await database.executePublic(anybody, findImageSizes, { recordId: id })).toEqual({
    [imageId]: [{ width: 480, height: 240 }],
  });
  const { version } = await stateOf(id);
  await database.execute(editor, unpublishActivity, { id, version });
  await expect(open()).rejects.toThrow(NotFound);
});

test("an image of another organisation is nobody else's", async () => {
  const id = await made();
  const { imageId } = await withImage(id);
  const other = actorOf(await populate(database.owner.db, "Autre"), "editor");
  await expect(
    database.execute(other, openImage, { imageId, width: 480, format: "webp" }),
  ).rejects.toThrow(NotFound);
});

test("an image that was sent too late, or one too many, is refused and nothing is written", async () => {
  const id = await made();
  await inHive((db) => db.deleteFrom("file_removal").execute());
  const late = await database.execute(editor, addImage, {
    kind: "activity",
    id,
    version: (await stateOf(id)).version,
    alt: "Un vélo",
    credit: "",
    imageId: crypto.randomUUID(),
    files: [
      {
        format: "webp",
        width: 480,
        height: 240,
        sizeBytes: 1,
        storageKey: `${hive.organisationId}/${"0".repeat(32)}`,
      },
    ],
  });
  expect(late).toEqual({ ok: false, reason: "file_gone" });
  for (let turn = 0; turn < mostImages; turn += 1) await withImage(id);
  await expect(withImage(id)).rejects.toThrow("too_many_images");
  expect((await stateOf(id)).images).toHaveLength(mostImages);
});

test("a file leaves the storage once nothing shows it: neither the record, nor the public, nor its history", async () => {
  const [published, draft] = [await made(), await made()];
  const kept = await withImage(published);
  const lost = await withImage(draft);
  await publish(published);
  for (const id of [published, draft]) {
    const { version } = await stateOf(id);
    await database.execute(editor, editActivity, { ...form(), id, version });
  }
  expect(await forget()).toMatchObject({ forgotten: 0 });
  for (const id of [published, draft]) await aged(id);
  expect(await forget()).toMatchObject({ forgotten: 2 });
  expect(await removals()).toHaveLength(2);
  await expect(
    database.execute(editor, openImage, { imageId: lost.imageId, width: 480, format: "webp" }),
  ).rejects.toThrow(NotFound);

  // Its history still shows the other: it comes back with the version that had it.
  await publish(published);
  const { version } = await stateOf(published);
  await database.execute(editor, revertRecord, {
    kind: "activity",
    id: published,
    version,
    number: 1,
    note: "",
  });
  expect((await stateOf(published)).images).toMatchObject([{ id: kept.imageId, alt: "Un vélo" }]);
});

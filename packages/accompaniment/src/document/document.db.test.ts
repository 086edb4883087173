import { createHash, randomUUID } from "node:crypto";
import { sweepFiles } from "@essaim/database/file";
import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { houseActor, type MemberActor } from "@essaim/identity/actor";
import { NotFound } from "@essaim/identity/operation";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listUndoable } from "../meeting/undo.queries.ts";
import { eraseWorkers } from "../privacy/erasure.commands.ts";
import {
  announceDocument,
  attachDocument,
  removeDocument,
  restoreDocument,
} from "./document.commands.ts";
import { isFileAwaited, listDocuments, openDocument } from "./document.queries.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let coach: MemberActor;
let stranger: MemberActor;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  coach = actorOf(ours);
  stranger = actorOf(theirs);
});
afterAll(() => database.close());

const hashOf = (content: string) => createHash("sha256").update(content).digest("hex");

async function announce(content: string, submissionId?: string): Promise<string> {
  const input = { workerId: ours.workerId, sha256: hashOf(content) };
  const announced = await database.execute(coach, announceDocument, input, { submissionId });
  if (!announced.ok) throw new Error(announced.reason);
  return announced.key;
}

const record = (content: string, storageKey: string) => ({
  workerId: ours.workerId,
  kindId: null as string | null,
  datedOn: "2026-03-01",
  name: "cv.pdf",
  contentType: "application/pdf",
  sizeBytes: content.length,
  sha256: hashOf(content),
  storageKey,
});
async function attach(content: string) {
  const key = await announce(content);
  const outcome = await database.execute(coach, attachDocument, record(content, key));
  expect(outcome).toEqual({ ok: true, id: ours.workerId });
  return key;
}
const listed = async () =>
  (await database.execute(coach, listDocuments, { workerId: ours.workerId })).documents;
/** What the jobs would remove from the storage now. */
async function swept(): Promise<string[]> {
  const keys: string[] = [];
  await sweepFiles(database.jobs.db, async (key) => void keys.push(key));
  return keys;
}
const pass = (time: string) =>
  sql`update file_removal set due_at = due_at - ${time}::interval`.execute(database.jobs.db);

test("a document is attached, found by the team, and taken home; the journal says who did", async () => {
  const actor = { ...coach, requestId: randomUUID() };
  const key = await announce("un");
  const [value] = (await database.execute(coach, listDocuments, { workerId: ours.workerId })).kinds;
  await database.execute(actor, attachDocument, { ...record("un", key), kindId: value?.id ?? "" });
  const [document] = await listed();
  expect(document).toMatchObject({
    name: "cv.pdf",
    contentType: "application/pdf",
    sizeBytes: 2,
    datedOn: "2026-03-01",
    kind: value?.label,
    attachedBy: "Ruche",
  });
  const target = { workerId: ours.workerId, id: document?.id ?? "" };
  expect(await database.execute(actor, openDocument, target)).toMatchObject({ storageKey: key });
  const lines = await database.owner.db
    .selectFrom("audit_event")
    .select(["operation", "subject_type", "subject_id"])
    .where("request_id", "=", actor.requestId)
    .orderBy("id")
    .execute();
  const about = { subject_type: "worker", subject_id: ours.workerId };
  expect(lines).toEqual([
    { operation: "attachDocument", ...about },
    { operation: "openDocument", ...about },
  ]);
});

describe("nobody of another organisation", () => {
  test("reads, opens or removes a document, or attaches one", async () => {
    await attach("secret");
    const [document] = await listed();
    const target = { workerId: ours.workerId, id: document?.id ?? "" };
    const tries = [
      () => database.execute(stranger, listDocuments, { workerId: ours.workerId }),
      () => database.execute(stranger, openDocument, target),
      () => database.execute(stranger, removeDocument, target),
      () =>
        database.execute(stranger, announceDocument, {
          workerId: ours.workerId,
          sha256: hashOf("x"),
        }),
    ];
    for (const one of tries) await expect(one()).rejects.toThrow(NotFound);
    const editor = actorOf(ours, "editor");
    await expect(database.execute(editor, openDocument, target)).rejects.toThrow(/document:read/);
  });

  test("keeps a file announced by us", async () => {
    const key = await announce("à nous");
    const stolen = { ...record("à nous", key), workerId: theirs.workerId };
    expect(await database.execute(stranger, attachDocument, stolen)).toEqual({
      ok: false,
      reason: "file_gone",
    });
  });
});

describe("is refused, and leaves nothing:", () => {
  test("the same file twice for one person", async () => {
    await attach("double");
    const input = { workerId: ours.workerId, sha256: hashOf("double") };
    const refused = { ok: false, reason: "already_attached" };
    expect(await database.execute(coach, announceDocument, input)).toEqual(refused);
  });

  test("a kind that is retired", async () => {
    const { rows } = await sql<{ id: string }>`update list_value set retired_at = now()
      where organisation_id = ${ours.organisationId} and list_key = 'document_kind' and code = 'other'
      returning id`.execute(database.owner.db);
    const key = await announce("retiré");
    const input = { ...record("retiré", key), kindId: rows[0]?.id ?? "" };
    const outcome = await database.execute(coach, attachDocument, input);
    expect(outcome).toEqual({ ok: false, reason: "kind_retired" });
    expect(await database.execute(coach, attachDocument, { ...input, kindId: null })).toMatchObject(
      {
        ok: true,
      },
    );
  });

  test("a file whose hour has passed, gone or not", async () => {
    const key = await announce("lent");
    await pass("2 hours");
    const late = () => database.execute(coach, attachDocument, record("lent", key));
    expect(await late()).toEqual({ ok: false, reason: "file_gone" });
    expect(await swept()).toContain(key);
    expect(await late()).toEqual({ ok: false, reason: "file_gone" });
  });

  test("anything about a person who is anonymised", async () => {
    const { owner } = database;
    await sql`update worker set anonymised_at = now() where id = ${theirs.workerId}`.execute(
      owner.db,
    );
    const input = { workerId: theirs.workerId, sha256: hashOf("trop tard") };
    expect(await database.execute(stranger, announceDocument, input)).toEqual({
      ok: false,
      reason: "anonymised",
    });
  });
});

test("a form sent twice at once attaches one document, and leaves one file", async () => {
  const [submissionId, fileId] = [randomUUID(), randomUUID()];
  const send = async () => {
    const key = await announce("deux fois", fileId);
    const input = record("deux fois", key);
    return { key, outcome: await database.execute(coach, attachDocument, input, { submissionId }) };
  };
  const [first, second] = await Promise.all([send(), send()]);
  expect(first).toEqual(second);
  expect(first?.outcome.ok).toBe(true);
  const { rows } = await sql`select from document where sha256 = ${hashOf("deux fois")}`.execute(
    database.owner.db,
  );
  expect(rows).toHaveLength(1);
});

test("a form sent again after its file was kept, or removed, finds no file awaited", async () => {
  const submissionId = randomUUID();
  const key = await announce("encore", submissionId);
  const isAwaited = () => database.execute(coach, isFileAwaited, { storageKey: key });
  expect(await isAwaited()).toBe(true);
  await database.execute(coach, attachDocument, record("encore", key));
  expect(await announce("encore", submissionId)).toBe(key);
  expect(await isAwaited()).toBe(false);
  const [document] = (await listed()).filter((one) => one.name === "cv.pdf");
  const target = { workerId: ours.workerId, id: document?.id ?? "" };
  await database.execute(coach, removeDocument, target);
  expect(await isAwaited()).toBe(false);
});

describe("a document taken away", () => {
  async function remove(content: string) {
    const key = await attach(content);
    const [document] = await listed();
    const target = { workerId: ours.workerId, id: document?.id ?? "" };
    await database.execute(coach, removeDocument, target);
    const { entries } = await database.execute(coach, listUndoable, { workerId: ours.workerId });
    const [entry] = entries;
    return { key, document, target, entry, id: entry?.id ?? "" };
  }

  test("comes back as it was, within thirty days", async () => {
    const { key, document, target, entry, id } = await remove("à retirer");
    expect((await listed()).map((one) => one.id)).not.toContain(target.id);
    await expect(database.execute(coach, removeDocument, target)).rejects.toThrow(NotFound);
    expect(entry).toMatchObject({
      kind: "document_removal",
      name: "cv.pdf",
      people: [{ id: ours.workerId, name: "Léa Ruche" }],
      byName: "Ruche",
    });
    expect((await database.execute(stranger, listUndoable, {})).entries).toEqual([]);
    await expect(database.execute(stranger, restoreDocument, { id })).rejects.toThrow(NotFound);
    await pass("29 days");
    expect(await swept()).not.toContain(key);
    const back = () => database.execute(coach, restoreDocument, { id });
    expect(await back()).toEqual({ ok: true, id: ours.workerId });
    expect(await listed()).toContainEqual(document);
    await expect(back()).rejects.toThrow(NotFound);
    // Its file is kept for good again.
    await pass("40 days");
    expect(await swept()).not.toContain(key);
  });

  test("leaves the storage after thirty days, and does not come back", async () => {
    const { key, id } = await remove("passé");
    await pass("31 days");
    await expect(database.execute(coach, restoreDocument, { id })).rejects.toThrow(NotFound);
    expect(await swept()).toContain(key);
  });

  test("does not come back beside the same file attached again", async () => {
    const { id } = await remove("de nouveau");
    await attach("de nouveau");
    expect(await database.execute(coach, restoreDocument, { id })).toEqual({
      ok: false,
      reason: "already_attached",
    });
    const { entries } = await database.execute(coach, listUndoable, { workerId: ours.workerId });
    expect(entries.map((one) => one.id)).toContain(id);
  });

  test("follows a person's file into an erasure: its bytes leave at once", async () => {
    const { key } = await remove("effacé");
    await sql`update worker set supported_until = '2026-01-31' where id = ${ours.workerId}`.execute(
      database.owner.db,
    );
    const erasure = { workerIds: [ours.workerId], ground: "request" as const, requestedBy: null };
    const house = houseActor(ours.organisationId, randomUUID());
    expect(await database.executeJobs(house, eraseWorkers, erasure)).toMatchObject({ ok: true });
    expect(await swept()).toContain(key);
  });
});

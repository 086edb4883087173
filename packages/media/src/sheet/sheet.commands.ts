import { letGoOfFile } from "@essaim/database/file";
import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { slugCandidates, slugOf } from "@essaim/directory/slug.rules";
import type { MemberActor } from "@essaim/identity/actor";
import { defineCommand, NotFound, type Refusal, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { reservedSlugs } from "./generated.rules.ts";
import { loadSheet, loadSheets, type Sheet } from "./sheet.queries.ts";
import {
  dropSheetSchema,
  editSheetSchema,
  emptyBinSchema,
  markMethodSchema,
  moveSheetSchema,
  newSheetSchema,
  placeSheetSchema,
  publishSheetSchema,
  revertSheetSchema,
  sheetStepSchema,
} from "./sheet.schema.ts";
import { type Decided, decideDrop, decideMove, decidePlace, orderWith } from "./tree.rules.ts";

/** Begins a sheet as the last one below another, or at the root. Nobody else reads it before it is published. */
export const createSheet = defineCommand({
  name: "createSheet",
  permission: "media:write",
  subject: "sheet",
  input: newSheetSchema,
  run: async ({ db, actor, input }): Promise<Saved | Refusal<"parent_unknown">> => {
    const { parentId, title, body, language, licenceExpression } = input;
    const place = await lastPlace(db, actor, parentId);
    if (!place.ok) return place;
    const id = await addSheet(db, actor, {
      parentId,
      ...place,
      title,
      language,
      licenceExpression,
    });
    await addVersion(db, actor, { sheetId: id, number: 1, title, body, note: "" });
    return { ok: true, id };
  },
});

/** Keeps what a sheet says now as a new version, unless somebody saved another one since `version`. */
export const editSheet = defineCommand({
  name: "editSheet",
  permission: "media:write",
  subject: "sheet",
  input: editSheetSchema,
  run: async ({ db, actor, input }): Promise<Saved | Conflict<Sheet>> => {
    const held = await holdRecord(db, "sheet", input, loadSheet);
    if (!held.ok) return held;
    await saveVersion(db, actor, held.current, input);
    return { ok: true, id: input.id };
  },
});

/** Says again what an earlier version said, as a new one: nothing of the history is lost. */
export const revertSheet = defineCommand({
  name: "revertSheet",
  permission: "media:write",
  subject: "sheet",
  input: revertSheetSchema,
  run: async ({ db, actor, input }): Promise<Saved | Conflict<Sheet>> => {
    const held = await holdRecord(db, "sheet", input, loadSheet);
    if (!held.ok) return held;
    const earlier = await db
      .selectFrom("sheet_version")
      .where("sheet_id", "=", input.id)
      .where("number", "=", input.number)
      .select(["title", "body"])
      .executeTakeFirst();
    if (!earlier) throw new NotFound(`No version ${input.number} of this sheet`);
    const note = `Retour à la version ${input.number}`;
    await saveVersion(db, actor, held.current, {
      ...{ ...held.current, ...earlier, note },
      proposedBy: null,
    });
    return { ok: true, id: input.id };
  },
});

/**
 * Shows the latest version to everybody. Its address follows its title; the one that it had leads to it. Revisions
 * that come from a wiki join the public history only when it is asked: not everybody may read that wiki.
 */
export const publishSheet = defineCommand({
  name: "publishSheet",
  permission: "media:write",
  subject: "sheet",
  input: publishSheetSchema,
  run: async ({
    db,
    actor,
    input,
  }): Promise<Saved | Conflict<Sheet> | Refusal<"parent_unpublished" | "empty">> => {
    const held = await holdRecord(db, "sheet", input, loadSheet);
    if (!held.ok) return held;
    return showSheet(db, actor, held.current, input.withWikiHistory);
  },
});

/** Copies the latest version where everybody reads it, the sheet being held. */
export async function showSheet(
  db: Tx,
  actor: MemberActor,
  sheet: Sheet,
  withWikiHistory = false,
): Promise<Saved | Refusal<"parent_unpublished" | "empty">> {
  const { id, parentId, headNumber: number, title, body, language, licenceExpression } = sheet;
  if (body.trim() === "") return { ok: false, reason: "empty" };
  if (!(await isPublished(db, parentId))) return { ok: false, reason: "parent_unpublished" };
  const slug = await freeSlug(db, { id, parentId, title });
  await db
    .updateTable("sheet")
    .set({ published_number: number, slug })
    .where("id", "=", id)
    .execute();
  await db
    .updateTable("sheet_version")
    .set({
      published_at: sql<Date>`case when wiki_revision_id is null or number = ${number} then now() else written_at end`,
    })
    .where("sheet_id", "=", id)
    .where("number", "<=", number)
    .where("published_at", "is", null)
    .where(({ or, eb }) =>
      or([
        eb("number", "=", number),
        ...(withWikiHistory ? [eb("wiki_revision_id", "is not", null)] : []),
      ]),
    )
    .execute();
  const said = {
    ...{ number, title, body, language, licence_expression: licenceExpression },
    ...(await wikiCredits(db, id, number)),
  };
  await db
    .insertInto("published_sheet")
    // Its place is drawn from the sheet by a trigger.
    .values({ organisation_id: actor.organisationId, id, position: 0, path: "", ...said })
    .onConflict((conflict) =>
      conflict
        .columns(["organisation_id", "id"])
        .doUpdateSet({ ...said, changed_at: sql<Date>`now()` }),
    )
    .execute();
  return { ok: true, id };
}

/** Those who wrote on a wiki, the latest first: their licence wants them named, whatever is shown of the history. */
async function wikiCredits(db: Tx, sheetId: string, number: number) {
  const rows = await db
    .selectFrom("sheet_version")
    .where("sheet_id", "=", sheetId)
    .where("number", "<=", number)
    .where("wiki_author", "is not", null)
    .select(["wiki_author as author", "wiki_page_url as pageUrl"])
    .orderBy("number", "desc")
    .execute();
  const authors = new Set(rows.flatMap(({ author }) => author || []));
  return { wiki_authors: [...authors].join(", "), wiki_page_url: rows[0]?.pageUrl ?? null };
}

/** Says that a sheet and those below it are a method to take over, or no longer. Everybody is told at once. */
export const markMethod = defineCommand({
  name: "markMethod",
  permission: "media:write",
  subject: "sheet",
  input: markMethodSchema,
  run: async ({ db, input: { id, isMethod } }): Promise<Saved> => {
    const marked = await db
      .updateTable("sheet")
      .set({ is_method: isMethod })
      .where("id", "=", id)
      .where("deleted_at", "is", null)
      .returning("id")
      .executeTakeFirst();
    if (!marked) throw new NotFound(`No sheet ${id}`);
    return { ok: true, id };
  },
});

/** Takes a sheet away from the public; its versions stay. */
export const withdrawSheet = defineCommand({
  name: "withdrawSheet",
  permission: "media:write",
  subject: "sheet",
  input: sheetStepSchema,
  run: async ({ db, input }): Promise<Saved | Conflict<Sheet> | Refusal<"children_published">> => {
    const held = await holdRecord(db, "sheet", input, loadSheet);
    if (!held.ok) return held;
    if (await hasPublishedChildren(db, input.id)) {
      return { ok: false, reason: "children_published" };
    }
    await withdraw(db, input.id);
    return { ok: true, id: input.id };
  },
});

/** One step in the tree: those below follow, and public addresses with them. */
export const moveSheet = defineCommand({
  name: "moveSheet",
  permission: "media:write",
  subject: "sheet",
  input: moveSheetSchema,
  run: async ({ db, actor, input: { id, move } }) => {
    await lockTree(db, actor);
    const sheets = await loadSheets(db);
    return place(db, sheets, id, decideMove(sheets, id, move));
  },
});

/** Puts a sheet last below another one, or at the root. */
export const placeSheet = defineCommand({
  name: "placeSheet",
  permission: "media:write",
  subject: "sheet",
  input: placeSheetSchema,
  run: async ({ db, actor, input: { id, parentId } }) => {
    await lockTree(db, actor);
    const sheets = await loadSheets(db);
    return place(db, sheets, id, decidePlace(sheets, id, parentId));
  },
});

/** Puts a sheet where the mouse dropped it. */
export const dropSheet = defineCommand({
  name: "dropSheet",
  permission: "media:write",
  subject: "sheet",
  input: dropSheetSchema,
  run: async ({ db, actor, input: { id, ...to } }) => {
    await lockTree(db, actor);
    const sheets = await loadSheets(db);
    return place(db, sheets, id, decideDrop(sheets, id, to));
  },
});

/** Puts a sheet in the bin, away from the public; not one that holds others. */
export const removeSheet = defineCommand({
  name: "removeSheet",
  permission: "media:write",
  subject: "sheet",
  input: sheetStepSchema,
  run: async ({ db, actor, input }): Promise<Saved | Conflict<Sheet> | Refusal<"has_children">> => {
    await lockTree(db, actor);
    const held = await holdRecord(db, "sheet", input, loadSheet);
    if (!held.ok) return held;
    const sheets = await loadSheets(db);
    if (sheets.some((one) => one.parentId === input.id)) {
      return { ok: false, reason: "has_children" };
    }
    if (held.current.published) await withdraw(db, input.id);
    await db
      .updateTable("sheet")
      .set({ deleted_at: sql<Date>`now()` })
      .where("id", "=", input.id)
      .execute();
    return { ok: true, id: input.id };
  },
});

/** Takes a sheet out of the bin, last where it was, or at the root when what was above it has gone. */
export const restoreSheet = defineCommand({
  name: "restoreSheet",
  permission: "media:write",
  subject: "sheet",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, actor, input: { id } }): Promise<Saved> => {
    await lockTree(db, actor);
    const removed = await db
      .selectFrom("sheet")
      .where("id", "=", id)
      .where("deleted_at", "is not", null)
      .select(["parent_id as parentId", "title"])
      .executeTakeFirst();
    if (!removed) throw new NotFound(`No sheet ${id} in the bin`);
    const above = await lastPlace(db, actor, removed.parentId);
    const root = await lastPlace(db, actor, null);
    const parentId = above.ok ? removed.parentId : null;
    const position = above.ok ? above.position : root.ok ? root.position : 0;
    const slug = await freeSlug(db, { id, parentId, title: removed.title });
    await db
      .updateTable("sheet")
      .set({ deleted_at: null, parent_id: parentId, position, slug })
      .where("id", "=", id)
      .execute();
    return { ok: true, id };
  },
});

type Emptied = { ok: true; id: null; count: number };

/**
 * Takes sheets of the bin away for good, as they were seen there: versions, files and proposals go with them. What somebody
 * took out meanwhile, and what they put in, stays; a sheet of the bin that was below one comes back at the root. `id`: null.
 */
export const emptyBin = defineCommand({
  name: "emptyBin",
  permission: "media:write",
  subject: "sheet",
  input: emptyBinSchema,
  isRecorded: ({ count }: Emptied) => count > 0,
  run: async ({ db, actor, input }): Promise<Emptied> => {
    await lockTree(db, actor);
    const found = await db
      .selectFrom("sheet")
      .where("deleted_at", "is not", null)
      .where(sql<boolean>`id || '.' || version = any(${input.sheets}::text[])`)
      .select("id")
      .execute();
    const ids = found.map(({ id }) => id);
    if (ids.length === 0) return { ok: true, id: null, count: 0 };
    const files = await db
      .selectFrom("sheet_file")
      .where("sheet_id", "in", ids)
      .select("storage_key as key")
      .execute();
    for (const { key } of files) await letGoOfFile(db, actor, key);
    await db.updateTable("sheet").set({ parent_id: null }).where("parent_id", "in", ids).execute();
    await db.deleteFrom("sheet").where("id", "in", ids).execute();
    return { ok: true, id: null, count: ids.length };
  },
});

/** One change of the tree at a time: two of them, each read before the other, would give two sheets one place. */
async function lockTree(db: Tx, { organisationId }: MemberActor): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sheets of ${organisationId}`}, 0))`.execute(
    db,
  );
}

/** The position after the last one below a sheet, the tree held still until the transaction ends. */
export async function lastPlace(
  db: Tx,
  actor: MemberActor,
  parentId: string | null,
): Promise<{ ok: true; position: number } | Refusal<"parent_unknown">> {
  await lockTree(db, actor);
  if (parentId !== null) {
    const parent = await db
      .selectFrom("sheet")
      .where("id", "=", parentId)
      .where("deleted_at", "is", null)
      .select("id")
      .executeTakeFirst();
    if (!parent) return { ok: false, reason: "parent_unknown" };
  }
  const { position } = await db
    .selectFrom("sheet")
    .where("parent_id", parentId === null ? "is" : "=", parentId)
    .where("deleted_at", "is", null)
    .select(({ fn }) => fn.coalesce(fn.max("position"), sql<number>`-1`).as("position"))
    .executeTakeFirstOrThrow();
  return { ok: true, position: position + 1 };
}

/** @returns its id; its first version is added after it */
export async function addSheet(
  db: Tx,
  actor: MemberActor,
  sheet: {
    parentId: string | null;
    position: number;
    title: string;
    language: Sheet["language"];
    licenceExpression: string;
    headNumber?: number;
  },
): Promise<string> {
  const { parentId, position, title } = sheet;
  const { id } = await db
    .insertInto("sheet")
    .values({
      organisation_id: actor.organisationId,
      updated_by: actor.membershipId,
      parent_id: parentId,
      position,
      slug: await freeSlug(db, { id: null, parentId, title }),
      head_number: sheet.headNumber ?? 1,
      title,
      language: sheet.language,
      licence_expression: sheet.licenceExpression,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

export async function addVersion(
  db: Tx,
  actor: MemberActor,
  version: {
    sheetId: string;
    number: number;
    title: string;
    body: string;
    note: string;
    proposedBy?: string | null;
    unconverted?: string;
    /** Of a revision of a wiki: nobody of ours wrote it. */
    wiki?: { revisionId: number; author: string; pageUrl: string; writtenAt: Date };
  },
): Promise<void> {
  const { wiki } = version;
  await db
    .insertInto("sheet_version")
    .values({
      organisation_id: actor.organisationId,
      sheet_id: version.sheetId,
      number: version.number,
      title: version.title,
      body: version.body,
      note: version.note,
      proposed_by: version.proposedBy ?? null,
      unconverted: version.unconverted ?? "",
      ...(wiki
        ? {
            wiki_revision_id: wiki.revisionId,
            wiki_author: wiki.author,
            wiki_page_url: /^https?:\/\//.test(wiki.pageUrl) ? wiki.pageUrl : null,
            written_at: wiki.writtenAt,
          }
        : { written_by: actor.membershipId }),
    })
    .execute();
}

/** A new version, when the words differ, and the sheet led to it. */
export async function saveVersion(
  db: Tx,
  actor: MemberActor,
  sheet: Sheet,
  said: Pick<Sheet, "title" | "body" | "language" | "licenceExpression"> & {
    note: string;
    /** As whoever proposed these words without an account wishes to be called. */
    proposedBy?: string | null;
    unconverted?: string;
    wiki?: { revisionId: number; author: string; pageUrl: string; writtenAt: Date };
  },
): Promise<void> {
  const { title, body, note, language, licenceExpression, proposedBy, unconverted, wiki } = said;
  const isNew = title !== sheet.title || body !== sheet.body || wiki !== undefined;
  const number = isNew ? sheet.headNumber + 1 : sheet.headNumber;
  if (isNew) {
    await addVersion(db, actor, {
      sheetId: sheet.id,
      number,
      title,
      body,
      note,
      proposedBy: proposedBy ?? null,
      unconverted,
      wiki,
    });
  }
  const { id, parentId } = sheet;
  // A public address says the title that is public.
  const slug = sheet.published ? sheet.slug : await freeSlug(db, { id, parentId, title });
  await db
    .updateTable("sheet")
    .set({ head_number: number, title, slug, language, licence_expression: licenceExpression })
    .where("id", "=", id)
    .execute();
}

/** The part of an address that a title makes, with a number when a sheet beside it has it. */
async function freeSlug(
  db: Tx,
  sheet: { id: string | null; parentId: string | null; title: string },
): Promise<string> {
  const { id, parentId, title } = sheet;
  const taken = await db
    .selectFrom("sheet")
    .where("parent_id", parentId === null ? "is" : "=", parentId)
    .where("deleted_at", "is", null)
    .$if(id !== null, (query) => query.where("id", "<>", id ?? ""))
    .select("slug")
    .execute();
  const unusable = new Set(taken.map(({ slug }) => slug));
  if (parentId === null) for (const slug of reservedSlugs) unusable.add(slug);
  for (const slug of slugCandidates(slugOf(title, "fiche"), taken.length + 10)) {
    if (!unusable.has(slug)) return slug;
  }
  throw new Error("Every slug is taken");
}

async function isPublished(db: Tx, id: string | null): Promise<boolean> {
  if (id === null) return true;
  const found = await db
    .selectFrom("published_sheet")
    .where("id", "=", id)
    .select("id")
    .executeTakeFirst();
  return found !== undefined;
}

async function hasPublishedChildren(db: Tx, id: string): Promise<boolean> {
  const child = await db
    .selectFrom("published_sheet")
    .where("parent_id", "=", id)
    .select("id")
    .executeTakeFirst();
  return child !== undefined;
}

async function withdraw(db: Tx, id: string): Promise<void> {
  await db.deleteFrom("published_sheet").where("id", "=", id).execute();
  await db.updateTable("sheet").set({ published_number: null }).where("id", "=", id).execute();
}

async function place(
  db: Tx,
  sheets: Awaited<ReturnType<typeof loadSheets>>,
  id: string,
  decided: Decided,
): Promise<Saved | Exclude<Decided, { ok: true }> | Refusal<"parent_unpublished">> {
  const sheet = sheets.find((one) => one.id === id);
  if (!sheet) throw new NotFound(`No sheet ${id}`);
  if (!decided.ok) return decided;
  const { parentId } = decided;
  if (sheet.publishedNumber !== null && !(await isPublished(db, parentId))) {
    return { ok: false, reason: "parent_unpublished" };
  }
  if (parentId !== sheet.parentId) {
    // Keeps the words of its address, which may follow an earlier title.
    const title = sheet.slug.replaceAll("-", " ");
    const slug = await freeSlug(db, { id, parentId, title });
    await db.updateTable("sheet").set({ parent_id: parentId, slug }).where("id", "=", id).execute();
  }
  for (const [position, other] of orderWith(sheets, id, decided).entries()) {
    await db
      .updateTable("sheet")
      .set({ position })
      .where("id", "=", other)
      .where("position", "<>", position)
      .execute();
  }
  return { ok: true, id };
}

import { enqueueJob } from "@essaim/database/job";
import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { defineCommand, NotFound, type Refusal, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { branchAt, loadPublishedSheets } from "../sheet/published-sheet.queries.ts";
import { addSheet, addVersion, lastPlace, saveVersion } from "../sheet/sheet.commands.ts";
import { loadSheet } from "../sheet/sheet.queries.ts";
import { longestBody } from "../sheet/sheet.schema.ts";
import { longestPage, type PushResult } from "./push.ts";
import { loadWiki, type PageKey, type Wiki } from "./wiki.queries.ts";
import { askPushSchema, editWikiSchema, wikiImportSchema, wikiSchema } from "./wiki.schema.ts";

/** Registers a wiki where sheets may be pushed. */
export const addWiki = defineCommand({
  name: "addWiki",
  permission: "media:write",
  subject: "wiki",
  input: wikiSchema,
  run: async ({ db, actor, input }): Promise<Saved> => {
    const { id } = await db
      .insertInto("wiki")
      .values({
        organisation_id: actor.organisationId,
        updated_by: actor.membershipId,
        sealed_password: input.sealedPassword,
        name: input.name,
        api_url: input.apiUrl,
        page_prefix: input.pagePrefix,
        account_name: input.accountName,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return { ok: true, id };
  },
});

/** A password that is not given stays, unless it would go to another address than the one it was given for. */
export const editWiki = defineCommand({
  name: "editWiki",
  permission: "media:write",
  subject: "wiki",
  input: editWikiSchema,
  run: async ({ db, input }): Promise<Saved | Conflict<Wiki>> => {
    const held = await holdRecord(db, "wiki", input, loadWiki);
    if (!held.ok) return held;
    const isElsewhere = new URL(held.current.apiUrl).href !== new URL(input.apiUrl).href;
    await db
      .updateTable("wiki")
      .set({
        name: input.name,
        api_url: input.apiUrl,
        page_prefix: input.pagePrefix,
        account_name: input.accountName,
        ...(input.sealedPassword !== null || isElsewhere
          ? { sealed_password: input.sealedPassword }
          : {}),
      })
      .where("id", "=", input.id)
      .execute();
    return { ok: true, id: input.id };
  },
});

/** Forgets a wiki, its password, and what was pushed there; its pages stay there. @throws NotFound */
export const removeWiki = defineCommand({
  name: "removeWiki",
  permission: "media:write",
  subject: "wiki",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input: { id } }): Promise<Saved> => {
    await loadWiki(db, id);
    await db.deleteFrom("wiki").where("id", "=", id).execute();
    return { ok: true, id };
  },
});

/** Asks for a branch to be pushed. `id`: the job's. */
export const askPush = defineCommand({
  name: "askPush",
  permission: "media:write",
  subject: "wiki",
  input: askPushSchema.extend({ wikiId: z.uuid(), start: z.url() }),
  run: async ({
    db,
    actor,
    input: { wikiId, path, start },
  }): Promise<Saved | Refusal<"nothing_published" | "no_password">> => {
    await loadWiki(db, wikiId);
    const { sealed_password: sealed, account_name: account } = await db
      .selectFrom("wiki")
      .where("id", "=", wikiId)
      .select(["sealed_password", "account_name"])
      .executeTakeFirstOrThrow();
    if (sealed === null || account === "") return { ok: false, reason: "no_password" };
    const sheets = branchAt(await loadPublishedSheets(db, actor.organisationId, start), path);
    if (sheets.length === 0) return { ok: false, reason: "nothing_published" };
    return { ok: true, id: await enqueueJob(db, actor, "push_wiki", { wikiId, path }) };
  },
});

const keySchema: z.ZodType<PageKey> = z.union([
  z.object({ sheetId: z.uuid() }),
  z.object({ generatedPath: z.string().max(300) }),
]);

/** Of a page that was renamed on the wiki. */
const renamed = { title: z.string().min(1).max(255).optional() };
const resultSchema: z.ZodType<PushResult> = z.discriminatedUnion("state", [
  z.object({
    ...renamed,
    ...{ state: z.literal("pushed"), revisionId: z.number().int(), isChanged: z.boolean() },
  }),
  z.object({
    ...renamed,
    state: z.literal("conflict"),
    theirs: z
      .object({
        revisionId: z.number().int(),
        at: z.string(),
        author: z.string(),
        text: z.string().max(longestPage),
      })
      .nullable(),
  }),
  z.object({ ...renamed, state: z.literal("failed"), failure: z.string().min(1).max(1000) }),
]);

/** Keeps what came of a page that was just pushed, before the next one is. */
export const keepPush = defineCommand({
  name: "keepPush",
  permission: "media:write",
  subject: "wiki",
  input: z.object({
    wikiId: z.uuid(),
    key: keySchema,
    title: z.string().max(255),
    text: z.string().max(longestPage),
    result: resultSchema,
  }),
  isRecorded: () => false,
  run: async ({ db, actor, input: { wikiId, key, title, text, result } }): Promise<Saved> => {
    const nothing = {
      failure: "",
      their_revision_id: null,
      their_author: null,
      their_changed_at: null,
      their_text: null,
    };
    const told =
      result.state === "pushed"
        ? {
            ...nothing,
            base_revision_id: result.revisionId,
            base_text: text,
            pushed_at: sql<Date>`now()`,
          }
        : result.state === "failed"
          ? { ...nothing, failure: result.failure }
          : {
              ...nothing,
              their_revision_id: result.theirs?.revisionId ?? null,
              their_author: result.theirs?.author ?? null,
              their_changed_at: result.theirs?.at ?? null,
              // Of a page that was deleted there, nothing is left to read.
              their_text: result.theirs?.text ?? "",
            };
    const isSheet = "sheetId" in key;
    await db
      .insertInto("wiki_page")
      .values({
        organisation_id: actor.organisationId,
        wiki_id: wikiId,
        sheet_id: isSheet ? key.sheetId : null,
        generated_path: isSheet ? null : key.generatedPath,
        page_title: result.title ?? title,
        state: result.state,
        ...told,
      })
      .onConflict((conflict) =>
        conflict
          .columns(["organisation_id", "wiki_id", isSheet ? "sheet_id" : "generated_path"])
          .doUpdateSet({ page_title: result.title ?? title, state: result.state, ...told }),
      )
      .execute();
    return { ok: true, id: wikiId };
  },
});

/** Somebody has read what the wiki says, and ours may replace it at the next push. */
export const keepOurs = defineCommand({
  name: "keepOurs",
  permission: "media:write",
  subject: "wiki",
  input: z.object({ id: z.uuid(), theirRevisionId: z.number().int().nullable() }),
  run: async ({ db, input }): Promise<Saved | Refusal<"not_in_conflict">> => {
    const page = await holdConflict(db, input);
    if (!page) return { ok: false, reason: "not_in_conflict" };
    await settle(db, page);
    return { ok: true, id: page.wikiId };
  },
});

/**
 * What the wiki says becomes the latest version of the sheet, by its author there, for somebody to read and publish;
 * the next push may then replace the page. The text comes in Markdown, read by whoever holds the parser of wikitext
 * (their-text.ts). `id`: the sheet's.
 */
export const takeTheirs = defineCommand({
  name: "takeTheirs",
  permission: "media:write",
  subject: "sheet",
  input: z.object({
    id: z.uuid(),
    theirRevisionId: z.number().int(),
    body: z.string(),
    unconverted: z.array(z.string()),
    pageUrl: z.string().max(2000),
  }),
  run: async ({
    db,
    actor,
    input,
  }): Promise<Saved | Refusal<"not_in_conflict" | "of_the_directory" | "too_long">> => {
    const page = await holdConflict(db, input);
    if (!page || page.theirRevisionId === null) return { ok: false, reason: "not_in_conflict" };
    if (page.sheetId === null) return { ok: false, reason: "of_the_directory" };
    if (input.body.length > longestBody) return { ok: false, reason: "too_long" };
    const sheet = await loadSheet(db, page.sheetId);
    const { name } = await loadWiki(db, page.wikiId);
    // A sheet that was made of that page may know the revision: it is not another one.
    const known = await db
      .selectFrom("sheet_version")
      .select("number")
      .where("sheet_id", "=", page.sheetId)
      .where("wiki_revision_id", "=", page.theirRevisionId)
      .executeTakeFirst();
    await saveVersion(db, actor, sheet, {
      ...sheet,
      body: input.body,
      note: `Repris de ${name}`,
      proposedBy: null,
      unconverted: told(input.unconverted),
      ...(!known && {
        wiki: {
          revisionId: page.theirRevisionId,
          author: page.theirAuthor ?? "",
          pageUrl: input.pageUrl,
          writtenAt: page.theirChangedAt ?? new Date(),
        },
      }),
    });
    await settle(db, page);
    return { ok: true, id: page.sheetId };
  },
});

const told = (unconverted: readonly string[]) => unconverted.join("\n").slice(0, 20_000);

/** The page, held still until the transaction ends, if it is still in the conflict that somebody read. */
async function holdConflict(db: Tx, asked: { id: string; theirRevisionId: number | null }) {
  const page = await db
    .selectFrom("wiki_page")
    .where("id", "=", asked.id)
    .select([
      "id",
      "wiki_id as wikiId",
      "sheet_id as sheetId",
      "state",
      "their_revision_id as theirRevisionId",
      "their_author as theirAuthor",
      "their_changed_at as theirChangedAt",
      "their_text as theirText",
    ])
    .forUpdate()
    .executeTakeFirst();
  if (!page) throw new NotFound(`No page ${asked.id}`);
  const isSame = page.state === "conflict" && page.theirRevisionId === asked.theirRevisionId;
  return isSame ? page : null;
}

async function settle(
  db: Tx,
  page: { id: string; theirRevisionId: number | null; theirText: string | null },
): Promise<void> {
  await db
    .updateTable("wiki_page")
    .set({
      state: "settled",
      base_revision_id: page.theirRevisionId,
      base_text: page.theirRevisionId === null ? null : page.theirText,
      their_revision_id: null,
      their_author: null,
      their_changed_at: null,
      their_text: null,
    })
    .where("id", "=", page.id)
    .execute();
}

/** Asks for a page of a wiki, with its history. `id`: the job's. */
export const askWikiImport = defineCommand({
  name: "askWikiImport",
  permission: "media:write",
  subject: "wiki",
  input: wikiImportSchema,
  run: async ({ db, actor, input }): Promise<Saved> => {
    await loadWiki(db, input.wikiId);
    return { ok: true, id: await enqueueJob(db, actor, "import_wiki_page", input) };
  },
});

/**
 * A page of a wiki becomes a sheet, unpublished, each of its revisions a version with its author and its day. Asked
 * again for revisions that are there already, does nothing more. `id`: the sheet's.
 * @throws NotFound when the wiki is no longer there
 */
export const importWikiPage = defineCommand({
  name: "importWikiPage",
  permission: "media:write",
  subject: "sheet",
  input: wikiImportSchema.omit({ pageTitle: true }).extend({
    title: z.string().min(1).max(200),
    pageUrl: z.string().max(2000),
    versions: z
      .array(
        z.object({
          revisionId: z.number().int().positive(),
          author: z.string().max(255),
          writtenAt: z.date(),
          note: z.string().max(500),
          body: z.string().max(longestBody),
          unconverted: z.array(z.string()),
        }),
      )
      .min(1),
  }),
  run: async ({ db, actor, input }): Promise<Saved | Refusal<"parent_unknown">> => {
    const { title, versions, pageUrl, licenceExpression } = input;
    await loadWiki(db, input.wikiId);
    const last = versions.at(-1);
    const earlier = await findImported(db, pageUrl, last?.revisionId ?? 0);
    if (earlier) return { ok: true, id: earlier };
    const place = await lastPlace(db, actor, input.parentId);
    if (!place.ok) return place;
    const id = await addSheet(db, actor, {
      ...{ parentId: input.parentId, position: place.position, title, licenceExpression },
      ...{ language: "fr", headNumber: versions.length },
    });
    for (const [at, version] of versions.entries()) {
      await addVersion(db, actor, {
        ...{ sheetId: id, number: at + 1, title, body: version.body, note: version.note },
        unconverted: told(version.unconverted),
        wiki: {
          revisionId: version.revisionId,
          author: version.author,
          pageUrl,
          writtenAt: version.writtenAt,
        },
      });
    }
    return { ok: true, id };
  },
});

async function findImported(db: Tx, pageUrl: string, revisionId: number) {
  const found = await db
    .selectFrom("sheet_version as v")
    .innerJoin("sheet as s", (join) =>
      join.onRef("s.organisation_id", "=", "v.organisation_id").onRef("s.id", "=", "v.sheet_id"),
    )
    .where("s.deleted_at", "is", null)
    .where("v.wiki_page_url", "=", pageUrl)
    .where("v.wiki_revision_id", "=", revisionId)
    .select("v.sheet_id as id")
    .executeTakeFirst();
  return found?.id;
}

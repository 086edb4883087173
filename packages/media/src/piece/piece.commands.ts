import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { insertUnderFreeSlug } from "@essaim/directory/publication.commands";
import { slugOf } from "@essaim/directory/slug.rules";
import { defineCommand, NotFound, type Refusal, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { decideMove } from "./desk.rules.ts";
import { loadPiece, type PieceRecord } from "./piece.queries.ts";
import { decidePiecePublication, type Missing, type Publishable } from "./piece.rules.ts";
import {
  checkPieceSchema,
  hasSound,
  movePieceSchema,
  newPieceSchema,
  type PieceFieldRefusal,
  type PieceRefusal,
  pieceTargetSchema,
  publishPieceSchema,
} from "./piece.schema.ts";
import { releaseFiles } from "./piece-files.write.ts";
import { editPieceSchema, type PieceInput } from "./piece-form.schema.ts";
import { writePlaces, writeServed } from "./piece-rows.write.ts";
import { awaitsSecondReader, keepRevision, markPublished } from "./revision.write.ts";

type FieldRefused = Refusal<PieceFieldRefusal>;

/** Begins a piece, as an idea. Its public address is made from its title, and follows it until the public reads it. */
export const createPiece = defineCommand({
  name: "createPiece",
  permission: "media:write",
  subject: "piece",
  input: newPieceSchema,
  run: async ({ db, actor, input }): Promise<Saved | FieldRefused> => {
    if (input.ownerId && !(await isThere(db, "membership", [input.ownerId]))) {
      return { ok: false, reason: "owner_unknown" };
    }
    const saved = await insertUnderFreeSlug(slugOf(input.title, "contenu"), (slug) =>
      db
        .insertInto("piece")
        .values({
          organisation_id: actor.organisationId,
          updated_by: actor.membershipId,
          slug,
          kind: input.kind,
          title: input.title,
          pitch: input.pitch,
          owner_id: input.ownerId,
          due_on: input.dueOn,
        })
        .onConflict((conflict) => conflict.column("slug").doNothing())
        .returning("id")
        .executeTakeFirst(),
    );
    return { ok: true, ...saved };
  },
});

/**
 * Replaces what the working copy of a piece says; the public reads what was published until it is published again.
 * @throws NotFound when the organisation has no such piece
 */
export const editPiece = defineCommand({
  name: "editPiece",
  permission: "media:write",
  subject: "piece",
  input: editPieceSchema,
  run: async ({ db, actor, input }): Promise<Saved | FieldRefused | Conflict<PieceRecord>> => {
    const held = await holdRecord(db, "piece", input, loadPiece);
    if (!held.ok) return held;
    const refused = await findUnknown(db, input.id, input, held.current);
    if (refused) return { ok: false, reason: refused };
    if (!held.current.publishedAt && input.title !== held.current.title) {
      await renamePiece(db, input.id, input.title);
    }
    const known = new Set(held.current.images.map(({ id }) => id));
    const images = input.images.filter(({ id }) => known.delete(id));
    const isShown = (id: string | null) => images.some((image) => image.id === id);
    await db
      .updateTable("piece")
      .set({
        title: input.title,
        summary: input.summary,
        pitch: input.pitch,
        body: input.body,
        language: input.language,
        licence_expression: input.licenceExpression,
        duration_seconds: hasSound(held.current.kind) ? input.durationSeconds : null,
        series_id: input.seriesId,
        episode: input.episode,
        owner_id: input.ownerId,
        due_on: input.dueOn,
        refresh_on: input.refreshOn,
        chapters: JSON.stringify(input.chapters),
        steps: JSON.stringify(
          input.steps.map((step) => ({ ...step, imageIds: step.imageIds.filter(isShown) })),
        ),
        images: JSON.stringify(images),
        poster_id: isShown(input.posterId) ? input.posterId : null,
        questions: JSON.stringify(input.questions),
      })
      .where("id", "=", input.id)
      .execute();
    const about = { organisation_id: actor.organisationId, piece_id: input.id };
    await writePlaces(db, about, input.places);
    await writeServed(db, about, input);
    await keepRevision(db, input.id, actor.membershipId);
    return { ok: true, id: input.id };
  },
});

/**
 * Moves a piece by one of its named steps.
 * @throws NotFound when the organisation has no such piece
 */
export const movePiece = defineCommand({
  name: "movePiece",
  permission: "media:write",
  subject: "piece",
  input: movePieceSchema,
  run: async ({ db, input }): Promise<Saved | Refusal<PieceRefusal> | Conflict<PieceRecord>> => {
    const held = await holdRecord(db, "piece", input, loadPiece);
    if (!held.ok) return held;
    const decided = decideMove(held.current.kind, held.current.stage, input.stage);
    if (!decided.ok) return decided;
    await db.updateTable("piece").set({ stage: input.stage }).where("id", "=", input.id).execute();
    return { ok: true, id: input.id };
  },
});

/**
 * Ticks what only somebody can check, or takes the tick back.
 * @throws NotFound when the organisation has no such piece
 */
export const checkPiece = defineCommand({
  name: "checkPiece",
  permission: "media:write",
  subject: "piece",
  input: checkPieceSchema,
  run: async ({ db, actor, input }): Promise<Saved> => {
    if (!(await isThere(db, "piece", [input.id]))) throw new NotFound(`No piece ${input.id}`);
    if (input.isDone) {
      await db
        .insertInto("piece_check")
        .values({
          organisation_id: actor.organisationId,
          piece_id: input.id,
          item: input.item,
          checked_by: actor.membershipId,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    } else {
      await db
        .deleteFrom("piece_check")
        .where("piece_id", "=", input.id)
        .where("item", "=", input.item)
        .execute();
    }
    return { ok: true, id: input.id };
  },
});

/** What the rules of publication look at, of a piece as it was loaded. */
export const publishableOf = (piece: PieceRecord): Publishable => ({
  ...piece,
  checks: piece.checks.map(({ item }) => item),
});

type NotYet = Refusal<"not_reviewed" | "incomplete"> & { missing: Missing[] };

/**
 * Shows a piece to everybody as its working copy says it, for the first time or again, unless any of it changed since it was
 * read. Where the organisation has a second person read, whoever wrote it since it was last published does not publish it.
 * @throws NotFound when the organisation has no such piece
 */
export const publishPiece = defineCommand({
  name: "publishPiece",
  permission: "media:write",
  subject: "piece",
  input: publishPieceSchema,
  run: async ({
    db,
    actor,
    input,
  }): Promise<
    Saved | NotYet | Refusal<"changed_meanwhile" | "second_reader"> | Conflict<PieceRecord>
  > => {
    const held = await holdRecord(db, "piece", input, loadPiece);
    if (!held.ok) return held;
    const piece = held.current;
    if (piece.digest !== input.digest) return { ok: false, reason: "changed_meanwhile" };
    const decided = decidePiecePublication({ ...publishableOf(piece), stage: piece.stage });
    if (!decided.ok) return decided;
    if (await awaitsSecondReader(db, piece.id, actor.membershipId)) {
      return { ok: false, reason: "second_reader" };
    }
    await sql`select publish_piece(${piece.id})`.execute(db);
    await keepRevision(db, piece.id, null);
    await markPublished(db, piece.id);
    return { ok: true, id: piece.id };
  },
});

/**
 * Takes a piece out of the public library: it goes back to its editing, and nothing of it is lost.
 * @throws NotFound when the organisation has no such piece
 */
export const withdrawPiece = defineCommand({
  name: "withdrawPiece",
  permission: "media:write",
  subject: "piece",
  input: pieceTargetSchema,
  run: async ({ db, input }): Promise<Saved | Conflict<PieceRecord>> => {
    const held = await holdRecord(db, "piece", input, loadPiece);
    if (!held.ok) return held;
    await db.deleteFrom("published_piece").where("id", "=", input.id).execute();
    return { ok: true, id: input.id };
  },
});

/**
 * Gives up a piece that the public never read, with what people signed for it. What was spent on it stays.
 * @throws NotFound when the organisation has no such piece
 */
export const removePiece = defineCommand({
  name: "removePiece",
  permission: "media:write",
  subject: "piece",
  input: pieceTargetSchema,
  run: async ({
    db,
    actor,
    input,
  }): Promise<Saved | Refusal<PieceRefusal> | Conflict<PieceRecord>> => {
    // Its figures go with it: they are held first, in the order of every writer of the audience.
    await sql`select hold_audience()`.execute(db);
    const held = await holdRecord(db, "piece", input, loadPiece);
    if (!held.ok) return held;
    if (held.current.isPublic) return { ok: false, reason: "public" };
    if (held.current.publishedAt) return { ok: false, reason: "was_public" };
    await releaseFiles(db, actor, input.id);
    await db.deleteFrom("piece").where("id", "=", input.id).execute();
    return { ok: true, id: input.id };
  },
});

/** Another organisation's addresses cannot be read, only met. */
async function renamePiece(db: Tx, id: string, title: string): Promise<void> {
  await insertUnderFreeSlug(slugOf(title, "contenu"), async (slug) => {
    await sql`savepoint naming`.execute(db);
    try {
      await db.updateTable("piece").set({ slug }).where("id", "=", id).execute();
      await sql`release savepoint naming`.execute(db);
      return slug;
    } catch (error) {
      await sql`rollback to savepoint naming`.execute(db);
      if ((error as { constraint?: string }).constraint === "piece_slug_key") return undefined;
      throw error;
    }
  });
}

async function isThere(
  db: Tx,
  table: "membership" | "piece" | "piece_series" | "activity" | "open_resource",
  ids: readonly string[],
): Promise<boolean> {
  const wanted = new Set(ids);
  if (wanted.size === 0) return true;
  const rows = await db
    .selectFrom(table)
    .select("id")
    .where("id", "in", [...wanted])
    .execute();
  return rows.length === wanted.size;
}

/** What the form names that is not there. Somebody who left the team since they were given the piece stays on it. */
async function findUnknown(
  db: Tx,
  id: string,
  input: PieceInput,
  { ownerId }: Pick<PieceRecord, "ownerId">,
): Promise<PieceFieldRefusal | null> {
  if (input.ownerId && input.ownerId !== ownerId) {
    if (!(await isThere(db, "membership", [input.ownerId]))) return "owner_unknown";
  }
  if (input.seriesId && !(await isThere(db, "piece_series", [input.seriesId]))) {
    return "series_unknown";
  }
  const activityIds = input.activities.map((one) => one.id);
  const resourceIds = input.resources.map((one) => one.id);
  if (
    !(await isThere(db, "activity", activityIds)) ||
    !(await isThere(db, "open_resource", resourceIds))
  ) {
    return "record_unknown";
  }
  if (input.seriesId && input.episode !== null) {
    const other = await db
      .selectFrom("piece")
      .select("id")
      .where("series_id", "=", input.seriesId)
      .where("episode", "=", input.episode)
      .where("id", "<>", id)
      .executeTakeFirst();
    if (other) return "episode_taken";
  }
  return null;
}

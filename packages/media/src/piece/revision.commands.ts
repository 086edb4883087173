import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { defineCommand, NotFound } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { loadPiece, type PieceRecord } from "./piece.queries.ts";
import { hasSound, pieceTargetSchema } from "./piece.schema.ts";
import { writePlaces, writeServed, writeSubtitles } from "./piece-rows.write.ts";
import type { PieceText } from "./revision.rules.ts";
import { keepRevision } from "./revision.write.ts";

/**
 * Makes the working copy of a piece say what an earlier version did, as a new version: nothing of those since is lost, and
 * the public reads what was published until it is published again. Who does what, and when, stays; an image taken away
 * since, and a record that is no longer there, do not come back.
 * @throws NotFound when the organisation has no such piece, or it has no such version
 */
export const restorePiece = defineCommand({
  name: "restorePiece",
  permission: "media:write",
  subject: "piece",
  input: pieceTargetSchema.extend({ number: z.coerce.number().int().min(1) }),
  run: async ({ db, actor, input }): Promise<Saved | Conflict<PieceRecord>> => {
    const { id, number } = input;
    const held = await holdRecord(db, "piece", input, loadPiece);
    if (!held.ok) return held;
    const { kind, images } = held.current;
    const revision = await db
      .selectFrom("piece_revision")
      .select("content")
      .where("piece_id", "=", id)
      .where("number", "=", number)
      .executeTakeFirst();
    if (!revision) throw new NotFound(`No version ${number} of ${id}`);
    const text = revision.content as PieceText;
    const isThere = (imageId: string | null) => images.some((image) => image.id === imageId);
    // As they are today, in the order of then; those added since come last.
    const then = text.images.filter((image) => isThere(image.id));
    const since = images.filter((image) => !then.some((one) => one.id === image.id));
    await db
      .updateTable("piece")
      .set({
        title: text.title,
        summary: text.summary,
        body: text.body,
        language: text.language,
        licence_expression: text.licenceExpression,
        duration_seconds: hasSound(kind) ? text.durationSeconds : null,
        chapters: JSON.stringify(text.chapters),
        steps: JSON.stringify(
          text.steps.map((step) => ({ ...step, imageIds: step.imageIds.filter(isThere) })),
        ),
        images: JSON.stringify([...then, ...since]),
        poster_id: isThere(text.posterId) ? text.posterId : null,
        questions: JSON.stringify(text.questions),
        ...(text.transcript && { transcript: JSON.stringify(text.transcript) }),
      })
      .where("id", "=", id)
      .execute();
    const about = { organisation_id: actor.organisationId, piece_id: id };
    await writePlaces(
      db,
      about,
      text.places.map(({ file, ...place }) => ({
        ...place,
        fileUrl: file?.url ?? null,
        mediaType: file?.mediaType ?? null,
        fileBytes: file?.bytes ?? null,
      })),
    );
    if (text.subtitles) await writeSubtitles(db, about, text.subtitles);
    const known = async (table: "activity" | "open_resource", ids: readonly string[]) =>
      await db
        .selectFrom(table)
        .select("id")
        .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
        .execute();
    await writeServed(db, about, {
      activities: await known("activity", text.activityIds),
      resources: await known("open_resource", text.resourceIds),
    });
    await keepRevision(db, id, actor.membershipId, number);
    return { ok: true, id };
  },
});

import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import type { MemberActor } from "@essaim/identity/actor";
import { defineCommand, NotFound, type Refusal, type Tx } from "@essaim/identity/operation";
import { loadPiece, type PieceRecord } from "./piece.queries.ts";
import { keepRevision } from "./revision.write.ts";
import { readSubtitles } from "./subtitle.rules.ts";
import {
  addSubtitlesSchema,
  removeSubtitlesSchema,
  transcribeSchema,
  writeTranscriptSchema,
} from "./subtitle.schema.ts";
import { type Segment, transcriptFromCues } from "./transcript.rules.ts";

/** Keeps the subtitles of a piece in one language; those that were there are replaced. @throws NotFound */
export const addSubtitles = defineCommand({
  name: "addSubtitles",
  permission: "media:write",
  subject: "piece",
  input: addSubtitlesSchema,
  run: async ({ db, actor, input }): Promise<Saved> => {
    await holdPiece(db, input.id);
    await db
      .insertInto("piece_subtitle")
      .values({
        organisation_id: actor.organisationId,
        piece_id: input.id,
        language: input.language,
        vtt: input.vtt,
      })
      .onConflict((conflict) =>
        conflict
          .columns(["organisation_id", "piece_id", "language"])
          .doUpdateSet({ vtt: input.vtt }),
      )
      .execute();
    await keepRevision(db, input.id, actor.membershipId);
    return { ok: true, id: input.id };
  },
});

/** @throws NotFound */
export const removeSubtitles = defineCommand({
  name: "removeSubtitles",
  permission: "media:write",
  subject: "piece",
  input: removeSubtitlesSchema,
  run: async ({ db, actor, input }): Promise<Saved> => {
    await holdPiece(db, input.id);
    const removed = await db
      .deleteFrom("piece_subtitle")
      .where("piece_id", "=", input.id)
      .where("language", "=", input.language)
      .returning("piece_id as id")
      .executeTakeFirst();
    if (!removed) throw new NotFound(`No subtitles of ${input.id}`);
    await keepRevision(db, input.id, actor.membershipId);
    return { ok: true, ...removed };
  },
});

/** Writes the transcript of a piece. @throws NotFound */
export const writeTranscript = defineCommand({
  name: "writeTranscript",
  permission: "media:write",
  subject: "piece",
  input: writeTranscriptSchema,
  run: async ({ db, actor, input }): Promise<Saved | Conflict<PieceRecord>> => {
    const held = await holdRecord(db, "piece", input, loadPiece);
    if (!held.ok) return held;
    await saveTranscript(db, actor, input.id, input.transcript);
    return { ok: true, id: input.id };
  },
});

/** Makes the transcript of a piece from its subtitles, over the one that was there. @throws NotFound */
export const transcribe = defineCommand({
  name: "transcribe",
  permission: "media:write",
  subject: "piece",
  input: transcribeSchema,
  run: async ({
    db,
    actor,
    input,
  }): Promise<Saved | Refusal<"no_subtitles"> | Conflict<PieceRecord>> => {
    const held = await holdRecord(db, "piece", input, loadPiece);
    if (!held.ok) return held;
    const subtitles = await db
      .selectFrom("piece_subtitle")
      .select("vtt")
      .where("piece_id", "=", input.id)
      .where("language", "=", input.language)
      .executeTakeFirst();
    const read = readSubtitles(Buffer.from(subtitles?.vtt ?? ""));
    if (!read.ok) return { ok: false, reason: "no_subtitles" };
    await saveTranscript(db, actor, input.id, transcriptFromCues(read.cues));
    return { ok: true, id: input.id };
  },
});

/** Whoever publishes holds the piece too: nothing of it changes between what they read and what is shown. */
async function holdPiece(db: Tx, id: string): Promise<void> {
  const piece = await db
    .selectFrom("piece")
    .select("id")
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!piece) throw new NotFound(`No piece ${id}`);
}

async function saveTranscript(
  db: Tx,
  actor: MemberActor,
  id: string,
  transcript: readonly Segment[],
): Promise<void> {
  await db
    .updateTable("piece")
    .set({ transcript: JSON.stringify(transcript) })
    .where("id", "=", id)
    .execute();
  await keepRevision(db, id, actor.membershipId);
}

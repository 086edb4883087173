import type { Tx } from "@essaim/identity/operation";
import type { PieceInput } from "./piece-form.schema.ts";
import type { PublishedPiece } from "./published-piece.schema.ts";

type About = { organisation_id: string; piece_id: string };

/** Makes the places of a piece those told. A place keeps its id: figures of audience may name it. */
export async function writePlaces(
  db: Tx,
  about: About,
  places: PieceInput["places"],
): Promise<void> {
  let gone = db.deleteFrom("piece_place").where("piece_id", "=", about.piece_id);
  if (places.length > 0) {
    gone = gone.where(
      "target_url",
      "not in",
      places.map(({ url }) => url),
    );
  }
  await gone.execute();
  for (const [position, place] of places.entries()) {
    const values = {
      position,
      platform: place.platform,
      published_on: place.publishedOn,
      file_url: place.fileUrl,
      media_type: place.mediaType,
      file_bytes: place.fileBytes,
    };
    await db
      .insertInto("piece_place")
      .values({ ...about, ...values, target_url: place.url })
      .onConflict((conflict) =>
        conflict.columns(["organisation_id", "piece_id", "target_url"]).doUpdateSet(values),
      )
      .execute();
  }
}

/** Makes what a piece serves of the directory those told, each once. */
export async function writeServed(
  db: Tx,
  about: About,
  { activities, resources }: Pick<PieceInput, "activities" | "resources">,
): Promise<void> {
  await db.deleteFrom("piece_activity").where("piece_id", "=", about.piece_id).execute();
  await db.deleteFrom("piece_resource").where("piece_id", "=", about.piece_id).execute();
  const once = (rows: readonly { id: string }[]) => [...new Set(rows.map(({ id }) => id))];
  if (activities.length > 0) {
    await db
      .insertInto("piece_activity")
      .values(once(activities).map((activity_id) => ({ ...about, activity_id })))
      .execute();
  }
  if (resources.length > 0) {
    await db
      .insertInto("piece_resource")
      .values(once(resources).map((open_resource_id) => ({ ...about, open_resource_id })))
      .execute();
  }
}

/** Makes the subtitles of a piece those told. */
export async function writeSubtitles(
  db: Tx,
  about: About,
  subtitles: PublishedPiece["subtitles"],
): Promise<void> {
  await db.deleteFrom("piece_subtitle").where("piece_id", "=", about.piece_id).execute();
  if (subtitles.length === 0) return;
  await db
    .insertInto("piece_subtitle")
    .values(subtitles.map((one) => ({ ...about, ...one })))
    .execute();
}

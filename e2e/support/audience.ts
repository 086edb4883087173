import { row, rows } from "./database.ts";
import { uniqueWord } from "./words.ts";

type Place = { platform: "peertube" | "youtube" | "blog"; url: string };

/** A video of the media, and the pages where it is seen. */
export async function createVideo(
  organisationId: string,
  places: readonly Place[],
): Promise<{ id: string; title: string }> {
  const title = `Vidéo ${uniqueWord()}`;
  const { id } = await row<{ id: string }>(
    "insert into piece (organisation_id, kind, title, slug) values ($1, 'video', $2, $3) returning id",
    [organisationId, title, title.toLowerCase().replace(/[^a-z0-9]+/g, "-")],
  );
  for (const [position, { platform, url }] of places.entries()) {
    await rows(
      `insert into piece_place (organisation_id, piece_id, position, platform, target_url, published_on)
        values ($1, $2, $3, $4, $5, '2015-01-05')`,
      [organisationId, id, position, platform, url],
    );
  }
  return { id, title };
}

/** A month of 2015 told twice, by a total and by a video that asks a question, and a file that waits. */
export async function createAudience(by: { organisationId: string; membershipId: string }) {
  const video = await createVideo(by.organisationId, []);
  await rows("update piece set questions = $2 where id = $1", [
    video.id,
    JSON.stringify([{ text: `Et ${uniqueWord()}\u202f?`, url: null }]),
  ]);
  const { id: audienceFigureId } = await row<{ id: string }>(
    `insert into audience_figure (organisation_id, piece_id, platform, service, month, origin, value, evidence, said_by)
      values ($1, $2, 'wiki', 'Movilab', '2015-05-01', 'manual', 12, 'Relevé', $3) returning id`,
    [by.organisationId, video.id, by.membershipId],
  );
  await rows(
    `insert into declared_figure (organisation_id, indicator_key, month, source, value, evidence)
      values ($1, 'video_views', '2015-05-01', $2, 20, 'Relevé')`,
    [by.organisationId, `Wiki ${uniqueWord()}`],
  );
  const { id: audienceImportId } = await row<{ id: string }>(
    `insert into audience_import (organisation_id, origin, platform, service, file_name, content, columns, month, created_by)
      values ($1, 'csv', 'blog', 'Le blog', 'blog.csv', $2, '{"piece": 0, "views": 1, "month": null}', '2015-05-01', $3) returning id`,
    [
      by.organisationId,
      JSON.stringify({ header: ["Page", "Vues"], rows: [{ line: 2, cells: [video.title, "7"] }] }),
      by.membershipId,
    ],
  );
  return { audiencePieceId: video.id, audienceFigureId, audienceImportId };
}

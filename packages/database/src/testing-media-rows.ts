import { sql } from "kysely";
import { newFileKey } from "./file.ts";
import type { Tx } from "./operation.ts";
import type { Rows } from "./testing-rows.ts";

/** A published piece of a series, that serves the activity and the resource. */
export async function mediaRows(
  db: Tx,
  { organisationId, membershipId, activityId, resourceId }: Rows,
): Promise<void> {
  const tenant = { organisation_id: organisationId };
  const series = await db
    .insertInto("piece_series")
    .values({ ...tenant, slug: `serie-${organisationId}`, title: "Les mains dans le cambouis" })
    .returning("id")
    .executeTakeFirstOrThrow();
  const { id: pieceId } = await db
    .insertInto("piece")
    .values({
      ...tenant,
      kind: "video",
      title: "Régler ses freins",
      slug: `freins-${organisationId}`,
      summary: "En dix minutes",
      series_id: series.id,
      episode: 1,
      transcript: JSON.stringify([{ startSeconds: 0, speaker: "Noé", text: "On commence." }]),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const about = { ...tenant, piece_id: pieceId };
  await db
    .insertInto("piece_credit")
    .values({
      ...about,
      name: "Noé",
      role: "filmed",
      signed_on: "2026-02-01",
      kept_where: "Classeur bleu",
      file_name: "autorisation.pdf",
      content_type: "application/pdf",
      size_bytes: 10,
      storage_key: newFileKey(organisationId),
    })
    .execute();
  await db
    .insertInto("piece_subtitle")
    .values({ ...about, language: "fr", vtt: "WEBVTT\n" })
    .execute();
  await db
    .insertInto("piece_place")
    .values({
      ...about,
      position: 0,
      platform: "peertube",
      target_url: "https://tube.exemple.fr/w/freins",
      published_on: "2026-02-02",
      file_url: "https://tube.exemple.fr/freins.mp4",
      media_type: "video/mp4",
      file_bytes: 10,
    })
    .execute();
  await db
    .insertInto("piece_activity")
    .values({ ...about, activity_id: activityId })
    .execute();
  await db
    .insertInto("piece_resource")
    .values({ ...about, open_resource_id: resourceId })
    .execute();
  await db
    .insertInto("piece_check")
    .values({ ...about, item: "plain_language", checked_by: membershipId })
    .execute();
  const { id: campaignId } = await db
    .insertInto("campaign")
    .values({ ...tenant, name: "Le vélo", starts_on: "2026-02-01", ends_on: "2026-03-31" })
    .returning("id")
    .executeTakeFirstOrThrow();
  await db
    .insertInto("campaign_piece")
    .values({ ...about, campaign_id: campaignId })
    .execute();
  await eventRows(db, { tenant, membershipId, campaignId });
  await db
    .insertInto("forum_topic")
    .values({
      ...{ ...tenant, target_url: "https://forum.exemple.fr/t/freins/12", is_public: true },
      ...{ asked_at: "2026-03-12T05:30Z", fetched_at: "2026-03-12T05:30Z", title: "Les freins" },
      ...{ answers: 3, is_closed: false, is_archived: false, is_solved: false },
    })
    .execute();
  await sql`insert into piece_revision (organisation_id, piece_id, number, content, saved_by)
    values (${organisationId}, ${pieceId}, 1, piece_text(${pieceId}), ${membershipId})`.execute(db);
  await sql`select publish_piece(${pieceId})`.execute(db);
  await audienceRows(db, { organisationId, membershipId }, pieceId);
}

/** What was said of the audience of a piece in 2019, before anything else that is counted. */
async function audienceRows(
  db: Tx,
  { organisationId, membershipId }: Pick<Rows, "organisationId" | "membershipId">,
  pieceId: string,
): Promise<void> {
  const tenant = { organisation_id: organisationId };
  const hash = "0".repeat(64);
  const { id: importId } = await db
    .insertInto("audience_import")
    .values({
      ...tenant,
      origin: "csv",
      ...{ platform: "blog", service: "Le blog" },
      file_name: "blog.csv",
      content: JSON.stringify({ header: ["Page", "Vues"], rows: [[2, "Freins", "12"]] }),
      created_by: membershipId,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const said = { ...tenant, piece_id: pieceId, month: "2019-05-01", evidence: "Relevé", value: 12 };
  await db
    .insertInto("audience_figure")
    .values([
      {
        ...said,
        platform: "blog",
        service: "Le blog",
        origin: "csv",
        import_id: importId,
        said_by: membershipId,
      },
      { ...said, platform: "peertube", origin: "peertube_api" },
    ])
    .execute();
  await db
    .insertInto("audience_reading")
    .values({
      ...{ ...tenant, piece_id: pieceId, video_hash: hash },
      ...{ read_on: "2019-05-31", total: 12, published_on: "2019-05-02" },
    })
    .execute();
  await db
    .insertInto("audience_answer")
    .values({ ...tenant, piece_id: pieceId, page_hash: hash, video_hash: hash, problem: "gone" })
    .execute();
  await db
    .insertInto("audience_choice")
    .values({
      ...tenant,
      indicator_key: "video_views",
      platform: "blog",
      month: "2019-05-01",
      counts_pieces: true,
      because: "Le détail est plus sûr",
      chosen_by: membershipId,
    })
    .execute();
}

/** A presentation of the campaign, and somebody who comes. */
async function eventRows(
  db: Tx,
  held: { tenant: { organisation_id: string }; membershipId: string; campaignId: string },
): Promise<void> {
  const { id: eventId } = await db
    .insertInto("workshop")
    .values({
      ...held.tenant,
      kind: "presentation",
      title: "Le vélo, aux autres coopératives",
      audience: "Autres coopératives",
      coach_id: held.membershipId,
      campaign_id: held.campaignId,
      held_on: "2026-03-03",
      start_time: "10:00",
      duration_minutes: 60,
      place: "remote",
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await db
    .insertInto("participant")
    .values({ ...held.tenant, workshop_id: eventId, given_name: "Léa", family_name: "Petit" })
    .execute();
}

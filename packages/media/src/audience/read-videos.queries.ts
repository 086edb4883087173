import type { Tx } from "@essaim/database/operation";
import { sql } from "kysely";
import { type Interval, monthsOfReadings } from "./month-views.rules.ts";

/** What the readings of a video tell of one piece. */
export type ReadVideo = {
  /** The page where the piece shows it; null when none does any more. */
  url: string | null;
  /** Those that the piece has, the oldest first. */
  intervals: Interval[];
  /** Views of before the first reading, of no month. */
  before: number;
  /** What it had been viewed in all when it was last read. */
  total: number;
};

/**
 * The videos that were read with a piece, be they shown there or not any more. A video that went from one piece to
 * another counts with each for the time that it was there.
 */
export async function readVideos(db: Tx, pieceId: string): Promise<ReadVideo[]> {
  const { rows } = await sql<{
    video: string;
    pieceId: string;
    url: string | null;
    publishedOn: string;
    on: string;
    total: number;
  }>`
    select r.video_hash as video, r.piece_id as "pieceId", r.published_on as "publishedOn", r.read_on as on, r.total, (
      select min(l.target_url) from audience_answer a
      join piece_place l on l.organisation_id = a.organisation_id and l.piece_id = a.piece_id
        and page_hash(l.target_url) = a.page_hash
      where a.organisation_id = r.organisation_id and a.piece_id = ${pieceId} and a.video_hash = r.video_hash
        and l.platform = 'peertube') as url
    from audience_reading r
    where r.video_hash in (select o.video_hash from audience_reading o where o.piece_id = ${pieceId})
    order by r.video_hash, r.read_on`.execute(db);
  return [...new Set(rows.map(({ video }) => video))].map((video) => {
    const readings = rows
      .filter((row) => row.video === video)
      .map((row) => ({ ...row, total: Number(row.total) }));
    const [first] = readings;
    // The day that was last said of where it was read first.
    const publishedOn = readings.findLast((one) => one.pieceId === first?.pieceId)?.publishedOn;
    const { intervals, before } = monthsOfReadings(readings, publishedOn ?? "");
    const ours = new Set(readings.filter((one) => one.pieceId === pieceId).map(({ on }) => on));
    return {
      url: first?.url ?? null,
      intervals: intervals.filter(({ to }) => ours.has(to)),
      before: first?.pieceId === pieceId ? before : 0,
      total: readings.findLast((one) => one.pieceId === pieceId)?.total ?? 0,
    };
  });
}

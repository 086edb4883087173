import type { Tx } from "@essaim/database/operation";
import { defineHouseCommand } from "@essaim/identity/operation";
import { type RawBuilder, sql } from "kysely";
import { z } from "zod";
import { decideReading, isSettledDay, type Reading } from "./month-views.rules.ts";
import { readVideos } from "./read-videos.queries.ts";
import { type ReadingProblem, readingProblems } from "./reading.schema.ts";

const problems = Object.keys(readingProblems) as [ReadingProblem, ...ReadingProblem[]];

/**
 * Writes what a page of PeerTube answered on a day, and what the months of its piece come to by its readings. A total
 * lower than the one before is told on the page of the audience, and changes nothing; so is a video that is counted with
 * another piece.
 */
export const recordAudienceReading = defineHouseCommand({
  name: "recordAudienceReading",
  permission: "house:keep",
  subject: "audience_figure",
  input: z.object({
    pieceId: z.uuid(),
    url: z.string(),
    day: z.iso.date(),
    answer: z.union([
      z.object({ ok: z.literal(true), total: z.number().int().min(0), video: z.string().min(1) }),
      z.object({ ok: z.literal(false), problem: z.enum(problems) }),
    ]),
  }),
  run: async ({ db, actor, input }): Promise<{ ok: true; id: null; isRead: boolean }> => {
    const { pieceId, url, day, answer } = input;
    await sql`select hold_audience()`.execute(db);
    // The piece may have gone while its site was waited for.
    const place = await db
      .selectFrom("piece_place")
      .where("piece_id", "=", pieceId)
      .where("platform", "=", "peertube")
      .where("target_url", "=", url)
      .select("published_on as publishedOn")
      .executeTakeFirst();
    if (!place) return { ok: true, id: null, isRead: false };
    const video = answer.ok ? sql<string>`page_hash(${answer.video})` : null;
    const last = video && (await findLast(db, video, day));
    const decided = answer.ok
      ? last && last.pieceId !== pieceId && last.isShown
        ? ({ ok: false, problem: "elsewhere" } as const)
        : decideReading(last, answer.total)
      : answer;
    const outcome = {
      asked_at: sql<Date>`now()`,
      ...(video && { video_hash: video }),
      problem: decided.ok ? null : decided.problem,
      announced: answer.ok && !decided.ok && decided.problem === "lower" ? answer.total : null,
    };
    const about = { organisation_id: actor.organisationId, piece_id: pieceId };
    await db
      .insertInto("audience_answer")
      .values({ ...about, page_hash: sql<string>`page_hash(${url})`, ...outcome })
      .onConflict((conflict) =>
        conflict.columns(["organisation_id", "piece_id", "page_hash"]).doUpdateSet(outcome),
      )
      .execute();
    if (!answer.ok || !decided.ok || !video) return { ok: true, id: null, isRead: false };
    if (last?.on === day && isSettledDay(day)) return { ok: true, id: null, isRead: true };
    const read = { total: answer.total, published_on: place.publishedOn };
    await db
      .insertInto("audience_reading")
      .values({ ...about, video_hash: video, read_on: day, ...read })
      .onConflict((conflict) =>
        conflict
          .columns(["organisation_id", "video_hash", "read_on"])
          .doUpdateSet(read)
          // Of the day on which a video goes from one piece to another, the first has the views.
          .where("audience_reading.piece_id", "=", pieceId),
      )
      .execute();
    await writeReadMonths(db, actor.organisationId, pieceId);
    return { ok: true, id: null, isRead: true };
  },
  isRecorded: () => false,
});

type LastReading = Reading & {
  pieceId: string;
  /** Does a page of that piece still show the video? */
  isShown: boolean;
};

/** The last reading of a video by a day, with whichever piece it was. */
async function findLast(
  db: Tx,
  video: RawBuilder<string>,
  day: string,
): Promise<LastReading | null> {
  const { rows } = await sql<LastReading>`
    select r.piece_id as "pieceId", r.read_on as on, r.total, exists (
      select from audience_answer a
      join piece_place l on l.organisation_id = a.organisation_id and l.piece_id = a.piece_id
        and page_hash(l.target_url) = a.page_hash
      where a.organisation_id = r.organisation_id and a.piece_id = r.piece_id and a.video_hash = r.video_hash
        and l.platform = 'peertube' and a.problem is distinct from 'gone') as "isShown"
    from audience_reading r where r.video_hash = ${video} and r.read_on <= ${day}::date
    order by r.read_on desc limit 1`.execute(db);
  const [last] = rows;
  return last ? { ...last, total: Number(last.total) } : null;
}

/**
 * What the readings of every video that was ever a piece's come to, month by month, becomes what the machine says of it:
 * an address that is corrected loses nothing of what was read under the one before.
 */
async function writeReadMonths(db: Tx, organisationId: string, pieceId: string): Promise<void> {
  const months = new Map<string, { views: number; from: string | null; to: string }>();
  for (const { intervals } of await readVideos(db, pieceId)) {
    for (const { month, views, from, to } of intervals) {
      const held = months.get(month);
      months.set(month, {
        views: (held?.views ?? 0) + views,
        from: held ? earlier(held.from, from) : from,
        to: held && held.to > to ? held.to : to,
      });
    }
  }
  const about = { organisation_id: organisationId, piece_id: pieceId };
  for (const [month, { views, from, to }] of months) {
    const evidence = `Vues ${from ? `entre le ${written(from)}` : "de la publication"} ${from ? "et le" : "au"} ${written(to)}, d’après PeerTube`;
    await writeMachine(db, {
      ...{ ...about, month, value: views, evidence },
      ...{ platform: "peertube", origin: "peertube_api" },
    });
  }
  // A day of publication that was corrected takes its views out of a month.
  await db
    .updateTable("audience_figure")
    .set({ value: 0, said_at: sql<Date>`now()` })
    .where("piece_id", "=", pieceId)
    .where("origin", "=", "peertube_api")
    .where("value", "<>", 0)
    .where(sql<boolean>`not (month = any(${[...months.keys()]}::date[]))`)
    .execute();
}

/** The publication comes before any reading. */
const earlier = (a: string | null, b: string | null) =>
  a === null || b === null ? null : a < b ? a : b;

const written = (day: string) => day.split("-").reverse().join("/");

type MachineFigure = {
  organisation_id: string;
  piece_id: string;
  month: string;
  value: number;
  evidence: string;
  platform: "peertube";
  origin: "peertube_api";
};

async function writeMachine(db: Tx, figure: MachineFigure): Promise<void> {
  await db
    .insertInto("audience_figure")
    .values(figure)
    .onConflict((conflict) =>
      conflict
        .columns(["organisation_id", "piece_id", "platform", "month"])
        .where("said_by", "is", null)
        .doUpdateSet((eb) => ({
          value: eb.ref("excluded.value"),
          evidence: eb.ref("excluded.evidence"),
          said_at: sql<Date>`now()`,
        }))
        .where(
          sql<boolean>`(audience_figure.value, audience_figure.evidence) is distinct from (excluded.value, excluded.evidence)`,
        ),
    )
    .execute();
}

/**
 * What our own counter saw of the pages of texts and audios, this month and the one before, becomes their visits on
 * Essaim. A page of a video is no view of it. A month never comes down: a page may have had another address before.
 */
export const countOwnVisits = defineHouseCommand({
  name: "countOwnVisits",
  permission: "house:keep",
  subject: "audience_figure",
  input: z.object({}),
  run: async ({ db }): Promise<{ ok: true; id: null; counted: number }> => {
    await sql`select hold_audience()`.execute(db);
    const { numAffectedRows } = await sql`
      insert into audience_figure as f (organisation_id, piece_id, platform, month, origin, value, evidence)
      select p.organisation_id, p.id, 'essaim', v.month, 'own_counter', v.visits, 'Compteur sans cookie de nos pages publiques'
      from visit_count v join piece p on p.slug = v.slug and p.kind <> 'video'
      where v.page = 'piece' and v.month >= date_trunc('month', today_in_paris())::date - interval '1 month'
      order by p.id, v.month
      on conflict (organisation_id, piece_id, platform, month) where said_by is null
        do update set value = excluded.value, said_at = now() where f.value < excluded.value`.execute(
      db,
    );
    return { ok: true, id: null, counted: Number(numAffectedRows ?? 0) };
  },
  isRecorded: () => false,
});

/** Days that a file waits to be written. */
const WAITING_DAYS = 7;

/** Forgets the files that nobody wrote. */
export const forgetAudienceFiles = defineHouseCommand({
  name: "forgetAudienceFiles",
  permission: "house:keep",
  subject: "audience_import",
  input: z.object({}),
  run: async ({ db }): Promise<{ ok: true; id: null }> => {
    await sql`delete from audience_import
      where written_at is null and created_at < now() - make_interval(days => ${WAITING_DAYS})`.execute(
      db,
    );
    return { ok: true, id: null };
  },
  isRecorded: () => false,
});

import type { Tx } from "@essaim/database/operation";
import { defineHouseCommand } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { decideReading, monthsOfReadings } from "./month-views.rules.ts";
import { type ReadingProblem, readingProblems } from "./reading.schema.ts";

const problems = Object.keys(readingProblems) as [ReadingProblem, ...ReadingProblem[]];

/**
 * Writes what a page of PeerTube answered on a day, and what the months of its piece come to by its readings. A total
 * lower than the one before is told on the page of the audience, and changes nothing.
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
      z.object({ ok: z.literal(true), total: z.number().int().min(0) }),
      z.object({ ok: z.literal(false), problem: z.enum(problems) }),
    ]),
  }),
  run: async ({ db, actor, input }): Promise<{ ok: true; id: null; isRead: boolean }> => {
    const { pieceId, url, day, answer } = input;
    await sql`select hold_audience()`.execute(db);
    // The piece may have gone while its site was waited for.
    const piece = await db
      .selectFrom("piece_place")
      .where("piece_id", "=", pieceId)
      .where("target_url", "=", url)
      .select("id")
      .executeTakeFirst();
    if (!piece) return { ok: true, id: null, isRead: false };
    const hash = sql<string>`page_hash(${url})`;
    const last = await db
      .selectFrom("audience_reading")
      .where("piece_id", "=", pieceId)
      .where("page_hash", "=", hash)
      .where("read_on", "<=", day)
      .orderBy("read_on", "desc")
      .select(["read_on as on", "total"])
      .executeTakeFirst();
    const decided = answer.ok ? decideReading(last ?? null, answer.total) : answer;
    const about = { organisation_id: actor.organisationId, piece_id: pieceId, page_hash: hash };
    const outcome = {
      asked_at: sql<Date>`now()`,
      problem: decided.ok ? null : decided.problem,
      announced: answer.ok && !decided.ok ? answer.total : null,
    };
    await db
      .insertInto("audience_answer")
      .values({ ...about, ...outcome })
      .onConflict((conflict) =>
        conflict.columns(["organisation_id", "piece_id", "page_hash"]).doUpdateSet(outcome),
      )
      .execute();
    if (!answer.ok || !decided.ok) return { ok: true, id: null, isRead: false };
    const { total } = answer;
    await db
      .insertInto("audience_reading")
      .values({ ...about, read_on: day, total })
      .onConflict((conflict) =>
        conflict
          .columns(["organisation_id", "piece_id", "page_hash", "read_on"])
          .doUpdateSet({ total }),
      )
      .execute();
    await writeReadMonths(db, actor.organisationId, pieceId);
    return { ok: true, id: null, isRead: true };
  },
  isRecorded: () => false,
});

/** What the readings of every PeerTube page of a piece come to, month by month, becomes what the machine says of it. */
async function writeReadMonths(db: Tx, organisationId: string, pieceId: string): Promise<void> {
  const { rows } = await sql<{ page: string; publishedOn: string; on: string; total: number }>`
    select r.page_hash as page, l.published_on as "publishedOn", r.read_on as on, r.total from piece_place l
    join audience_reading r on r.organisation_id = l.organisation_id and r.piece_id = l.piece_id
      and r.page_hash = page_hash(l.target_url)
    where l.piece_id = ${pieceId} and l.platform = 'peertube'`.execute(db);
  const months = new Map<string, { views: number; from: string | null; to: string }>();
  for (const page of new Set(rows.map((row) => row.page))) {
    const readings = rows.filter((row) => row.page === page);
    const { intervals } = monthsOfReadings(readings, readings[0]?.publishedOn ?? "");
    for (const { month, views, from, to } of intervals) {
      const held = months.get(month);
      months.set(month, {
        views: (held?.views ?? 0) + views,
        from: held ? earlier(held.from, from) : from,
        to: held && held.to > to ? held.to : to,
      });
    }
  }
  for (const [month, { views, from, to }] of months) {
    const evidence = `Vues ${from ? `entre le ${written(from)}` : "de la publication"} ${from ? "et le" : "au"} ${written(to)}, d’après PeerTube`;
    await writeMachine(db, {
      ...{ organisation_id: organisationId, piece_id: pieceId, month, value: views, evidence },
      ...{ platform: "peertube", origin: "peertube_api" },
    });
  }
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

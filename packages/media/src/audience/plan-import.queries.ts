import type { Tx } from "@essaim/database/operation";
import { today } from "@essaim/database/today";
import { defineQuery, NotFound } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import type { Origin } from "./audience.schema.ts";
import { audienceTableSchema, columnsSchema } from "./audience-import.schema.ts";
import { type KnownPiece, readLines } from "./audience-lines.rules.ts";
import { planFigures, type Standing } from "./plan-import.rules.ts";

const imports = (db: Tx) =>
  db
    .selectFrom("audience_import as i")
    .leftJoin("membership as m", (join) =>
      join.onRef("m.organisation_id", "=", "i.organisation_id").onRef("m.id", "=", "i.created_by"),
    )
    .leftJoin("user_account as u", "u.id", "m.user_id")
    .select(["i.id", "i.origin", "i.platform", "i.service", "i.file_name as fileName", "i.month"])
    .select(["i.created_at as createdAt", "u.full_name as createdByName"])
    .select(["i.written_at as writtenAt", "i.undone_at as undoneAt", "i.added", "i.corrected"]);

const mostListed = 30;

/** The last files of figures, the newest first. */
export const listAudienceImports = defineQuery({
  name: "listAudienceImports",
  permission: "media:write",
  input: z.object({}),
  run: ({ db }) =>
    imports(db).orderBy("i.created_at", "desc").orderBy("i.id", "desc").limit(mostListed).execute(),
});

/** @throws NotFound */
export async function loadAudienceImport(db: Tx, id: string) {
  const found = await imports(db)
    .select(["i.columns", "i.content"])
    .where("i.id", "=", id)
    .executeTakeFirst();
  if (!found) throw new NotFound(`No audience import ${id}`);
  const { columns, content, ...rest } = found;
  return {
    ...rest,
    columns: columnsSchema.parse(columns),
    table: content === null ? null : audienceTableSchema.parse(content),
  };
}
export type AudienceImport = Awaited<ReturnType<typeof loadAudienceImport>>;

/** What a file would change; null when its columns or its month are not known yet, or it was written. */
export async function planAudienceImport(db: Tx, file: AudienceImport) {
  const { table, columns, month, platform } = file;
  const isKnown = columns.piece !== null && columns.views !== null;
  if (!table || !isKnown || (columns.month === null && month === null)) return null;
  const pieces = await listKnownPieces(db);
  const read = readLines({ table, columns, month, platform, pieces, today: today() });
  const standing = await readStanding(
    db,
    file,
    read.figures.map((figure) => figure.month),
  );
  const titles = new Map(pieces.map(({ id, title }) => [id, title]));
  return {
    faults: read.faults,
    totalLines: read.totalLines,
    figures: planFigures(read.figures, standing).map((figure) => ({
      ...figure,
      title: titles.get(figure.pieceId) ?? "",
    })),
  };
}

async function listKnownPieces(db: Tx): Promise<KnownPiece[]> {
  const { rows } = await sql<KnownPiece>`
    select p.id, p.title, p.slug, array(select l.target_url from piece_place l
        where l.organisation_id = p.organisation_id and l.piece_id = p.id and l.target_url is not null) as urls
    from piece p`.execute(db);
  return rows;
}

async function readStanding(
  db: Tx,
  { platform, service, origin }: Pick<AudienceImport, "platform" | "service" | "origin">,
  months: readonly string[],
): Promise<Standing[]> {
  const { rows } = await sql<{
    pieceId: string;
    month: string;
    sameOrigin: number | null;
    value: number | null;
    origin: Origin | null;
  }>`
    select f.piece_id as "pieceId", f.month,
      (array_agg(f.value order by f.id desc) filter (where f.origin = ${origin} and f.set_aside_at is null))[1] as "sameOrigin",
      max(c.value) as value, max(c.origin) as origin
    from audience_figure f
    left join audience_counted c on c.organisation_id = f.organisation_id and c.piece_id = f.piece_id
      and c.platform = f.platform and name_key(c.service) = f.service_key and c.month = f.month
    where f.platform = ${platform} and f.service_key = name_key(${service}) and f.month = any(${[...new Set(months)]}::date[])
    group by f.piece_id, f.month`.execute(db);
  return rows.map(({ pieceId, month, sameOrigin, value, origin: by }) => ({
    pieceId,
    month,
    sameOrigin: sameOrigin === null ? null : Number(sameOrigin),
    counted: value === null || by === null ? null : { value: Number(value), origin: by },
  }));
}

/** Lines of a trial that are shown; the rest is counted. */
const mostShown = 300;

/**
 * A file, and what it would change before anything is. `totals`: months of which a total declared by hand counts, and
 * goes on counting until somebody chooses the pieces. @throws NotFound
 */
export const getAudienceImport = defineQuery({
  name: "getAudienceImport",
  permission: "media:write",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }) => {
    const { table, ...file } = await loadAudienceImport(db, input.id);
    const plan = await planAudienceImport(db, { ...file, table });
    if (!plan) return { file, header: table?.header ?? null, sample: sampleOf(table), trial: null };
    const count = (state: (typeof plan.figures)[number]["state"]) =>
      plan.figures.filter((figure) => figure.state === state).length;
    const order = { lower: 0, corrected: 1, new: 2, same: 3 };
    const { rows: totals } = await sql<{ month: string; value: number }>`
      select f.month, sum(f.value)::bigint as value from declared_figure f
      where f.platform = ${file.platform} and not f.from_pieces and f.counts
        and f.indicator_key in ('video_views', 'text_audio_visits')
        and f.month = any(${[...new Set(plan.figures.map(({ month }) => month))]}::date[])
      group by f.month order by f.month`.execute(db);
    return {
      file,
      header: table?.header ?? null,
      sample: sampleOf(table),
      trial: {
        added: count("new"),
        corrected: count("corrected"),
        lower: count("lower"),
        same: count("same"),
        refused: plan.faults.length,
        totalLines: plan.totalLines,
        faults: plan.faults.slice(0, mostShown),
        lines: plan.figures
          .toSorted((a, b) => order[a.state] - order[b.state] || a.month.localeCompare(b.month))
          .slice(0, mostShown),
        totals: totals.map(({ month, value }) => ({ month, value: Number(value) })),
      },
    };
  },
});
export type AudienceTrial = NonNullable<Awaited<ReturnType<typeof getAudienceImport.run>>["trial"]>;

/** The first line, so that a column is known by what it holds. */
const sampleOf = (table: AudienceImport["table"]) => table?.rows[0]?.cells ?? [];

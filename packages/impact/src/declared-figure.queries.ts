import { NotFound } from "@essaim/database/errors";
import type { Tx } from "@essaim/database/operation";
import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { declaredFigureFilterSchema, FIGURES_PER_PAGE } from "./declared-figure.schema.ts";
import { readDeclared } from "./registry/own-indicator.queries.ts";

const columns = [
  "id",
  "indicator_key as indicatorKey",
  "month",
  "source",
  "value",
  "evidence",
  "version",
] as const;

/**
 * Declared figures, the latest month first, with the sum of what the filter keeps for each indicator. Of a total of a
 * platform and the sum of its pieces, one counts (docs/decisions/030-audience.md).
 */
export const listDeclaredFigures = defineQuery({
  name: "listDeclaredFigures",
  permission: "figure:read",
  input: declaredFigureFilterSchema,
  run: async ({ db, input }) => {
    const { indicatorKey, year, page } = input;
    let matching = db.selectFrom("declared_figure");
    if (indicatorKey) matching = matching.where("indicator_key", "=", indicatorKey);
    if (year) {
      matching = matching
        .where("month", ">=", `${year}-01-01`)
        .where("month", "<=", `${year}-12-01`);
    }
    const figures = await matching
      .select([...columns, "from_pieces as fromPieces", "counts"])
      .orderBy("month", "desc")
      .orderBy("indicator_key")
      .orderBy("source")
      .limit(FIGURES_PER_PAGE)
      .offset((page - 1) * FIGURES_PER_PAGE)
      .execute();
    const groups = await matching
      .select(({ fn, val }) => [
        "indicator_key as indicatorKey",
        fn.countAll<number>().as("rows"),
        fn.countAll<number>().filterWhere("counts", "=", val(true)).as("figures"),
        fn.sum<string | null>("value").filterWhere("counts", "=", val(true)).as("value"),
      ])
      .groupBy("indicator_key")
      .orderBy("indicator_key")
      .execute();
    const total = groups.reduce((count, row) => count + row.rows, 0);
    const years = await sql<{ year: number }>`
      select distinct extract(year from month)::int as year from declared_figure
      order by 1 desc`.execute(db);
    const indicators = (await readDeclared(db)).map(({ key, name, retiredOn }) => ({
      key,
      name: retiredOn ? `${name.fr} (n’est plus suivi)` : name.fr,
    }));
    const named = <R extends { indicatorKey: string }>(row: R) => ({
      ...row,
      name: indicators.find(({ key }) => key === row.indicatorKey)?.name ?? row.indicatorKey,
    });
    return {
      indicators,
      figures: figures.map(named),
      sums: groups.map(({ rows: _, ...row }) => ({ ...named(row), value: Number(row.value ?? 0) })),
      years: years.rows.map((row) => row.year),
      total,
      page,
      pageCount: Math.max(1, Math.ceil(total / FIGURES_PER_PAGE)),
    };
  },
});

/**
 * The indicators that nobody has declared for the month that ended before a day, `month` being its first day; those of
 * which machines read a part alone are among them.
 */
export const listMissingFigures = defineQuery({
  name: "listMissingFigures",
  permission: "figure:read",
  input: z.object({ day: z.iso.date() }),
  run: async ({ db, input }) => {
    const month = monthBefore(input.day);
    const rows = await db
      .selectFrom("declared_figure")
      .where("month", "=", month)
      .where(sql<boolean>`is_whole_month(organisation_id, indicator_key, month)`)
      .select("indicator_key")
      .distinct()
      .execute();
    const declared = new Set(rows.map((row) => row.indicator_key));
    const expected = (await readDeclared(db)).filter(({ retiredOn }) => retiredOn === null);
    return {
      month,
      indicators: expected
        .filter(({ key }) => !declared.has(key))
        .map(({ key, name }) => ({ key, name: name.fr })),
    };
  },
});

/** First day of the month before, 'YYYY-MM-01'. */
function monthBefore(day: string): string {
  const [year = 0, month = 1] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month - 2, 1)).toISOString().slice(0, 10);
}

/** What may be declared, with the one that a figure already has, be it retired since. */
export const listDeclaredIndicators = defineQuery({
  name: "listDeclaredIndicators",
  permission: "figure:read",
  input: z.object({ kept: z.string().optional() }),
  run: async ({ db, input }) =>
    (await readDeclared(db))
      .filter(({ key, retiredOn }) => retiredOn === null || key === input.kept)
      .map(({ key, name, definition }) => ({ key, name: name.fr, definition: definition.fr })),
});
export type DeclaredIndicator = Awaited<ReturnType<typeof listDeclaredIndicators.run>>[number];

/** Sources already used, so that the same one is written the same way next month. */
export const listFigureSources = defineQuery({
  name: "listFigureSources",
  permission: "figure:read",
  input: z.object({}),
  run: async ({ db }) => {
    const rows = await db
      .selectFrom("declared_figure")
      .select("source")
      .where("from_pieces", "=", false)
      .distinct()
      .orderBy("source")
      .limit(100)
      .execute();
    return rows.map((row) => row.source);
  },
});

/** @throws NotFound */
export const getDeclaredFigure = defineQuery({
  name: "getDeclaredFigure",
  permission: "figure:read",
  input: z.object({ id: z.uuid() }),
  run: ({ db, input }) => loadDeclaredFigure(db, input.id),
});

/** @throws NotFound */
export async function loadDeclaredFigure(db: Tx, id: string) {
  const found = await db
    .selectFrom("declared_figure")
    .where("id", "=", id)
    // The sum of pieces is corrected piece by piece.
    .where("from_pieces", "=", false)
    .select(columns)
    .executeTakeFirst();
  if (!found) throw new NotFound(`No declared figure ${id}`);
  return found;
}
export type DeclaredFigure = Awaited<ReturnType<typeof loadDeclaredFigure>>;

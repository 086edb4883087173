import { NotFound } from "@essaim/database/errors";
import { requireId } from "@essaim/database/record";
import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { declaredFigureFilterSchema, FIGURES_PER_PAGE } from "./declared-figure.schema.ts";
import type { DeclaredKey } from "./indicator.schema.ts";

const columns = [
  "id",
  "indicator_key as indicatorKey",
  "month",
  "source",
  "value",
  "evidence",
  "version",
] as const;

const typed = <R extends { indicatorKey: string }>(row: R) => ({
  ...row,
  indicatorKey: row.indicatorKey as DeclaredKey,
});

/** Declared figures, the latest month first, with the sum of what the filter keeps for each indicator. */
export const listDeclaredFigures = defineQuery({
  name: "listDeclaredFigures",
  permission: "figure:read",
  input: declaredFigureFilterSchema,
  run: async ({ db, actor, input }) => {
    const { indicatorKey, year, page } = input;
    const matching = db
      .selectFrom("declared_figure")
      .where("organisation_id", "=", actor.organisationId)
      .$if(indicatorKey !== undefined, (q) => q.where("indicator_key", "=", indicatorKey ?? ""))
      .$if(year !== undefined, (q) =>
        q.where("month", ">=", `${year}-01-01`).where("month", "<=", `${year}-12-01`),
      );
    const figures = await matching
      .select(columns)
      .orderBy("month", "desc")
      .orderBy("indicator_key")
      .orderBy("source")
      .limit(FIGURES_PER_PAGE)
      .offset((page - 1) * FIGURES_PER_PAGE)
      .execute();
    const sums = await matching
      .select(({ fn }) => [
        "indicator_key as indicatorKey",
        fn.countAll<number>().as("figures"),
        fn.sum<string>("value").as("value"),
      ])
      .groupBy("indicator_key")
      .orderBy("indicator_key")
      .execute();
    const total = sums.reduce((count, row) => count + row.figures, 0);
    const years = await sql<{ year: number }>`
      select distinct extract(year from month)::int as year from declared_figure
      where organisation_id = ${actor.organisationId} order by 1 desc`.execute(db);
    return {
      figures: figures.map(typed),
      sums: sums.map((row) => ({ ...typed(row), value: Number(row.value) })),
      years: years.rows.map((row) => row.year),
      total,
      page,
      pageCount: Math.max(1, Math.ceil(total / FIGURES_PER_PAGE)),
    };
  },
});

/** Sources already used, so that the same one is written the same way next month. */
export const listFigureSources = defineQuery({
  name: "listFigureSources",
  permission: "figure:read",
  input: z.object({}),
  run: async ({ db, actor }) => {
    const rows = await db
      .selectFrom("declared_figure")
      .where("organisation_id", "=", actor.organisationId)
      .select("source")
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
  input: z.object({ id: z.string() }),
  run: async ({ db, actor, input }) => {
    const id = requireId(input.id);
    const found = await db
      .selectFrom("declared_figure")
      .where("organisation_id", "=", actor.organisationId)
      .where("id", "=", id)
      .select(columns)
      .executeTakeFirst();
    if (!found) throw new NotFound(`No declared figure ${id}`);
    return typed(found);
  },
});
export type DeclaredFigure = Awaited<ReturnType<typeof getDeclaredFigure.run>>;

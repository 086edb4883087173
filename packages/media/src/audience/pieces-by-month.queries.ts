import type { Tx } from "@essaim/identity/operation";
import { sql } from "kysely";

/** What is known of some pieces together in a month, its first day. */
export type MonthOfPieces = {
  month: string;
  /** What counts of those whose audience is told. */
  views: number;
  /** How many are told, and how many were published by the end of the month, on any platform or on our own pages. */
  told: number;
  published: number;
};

/**
 * The audience of some pieces together, month by month. A month of which nothing is told has 0 for `told`: its views
 * are not known.
 * @param from first day of the first month
 * @param to first day of the last
 */
export async function readMonthsOfPieces(
  db: Tx,
  pieceIds: readonly string[],
  from: string,
  to: string,
): Promise<MonthOfPieces[]> {
  const { rows } = await sql<MonthOfPieces>`
    with asked as (
      select p.id, least(
        (select min(l.published_on) from piece_place l where l.organisation_id = p.organisation_id and l.piece_id = p.id),
        (select (s.published_at at time zone 'Europe/Paris')::date from published_piece s
          where s.organisation_id = p.organisation_id and s.id = p.id)) as published_on
      from piece p where p.id = any (${[...pieceIds]}::uuid[])
    ), told as (
      select c.month, sum(c.value) as views, count(distinct c.piece_id) as told
      from audience_counted c
      where c.piece_id = any (${[...pieceIds]}::uuid[]) and c.month between ${from}::date and ${to}::date
      group by c.month
    )
    select m.month::text, coalesce(t.views, 0) as views, coalesce(t.told, 0) as told,
      (select count(*) from asked a where a.published_on < m.month + interval '1 month') as published
    from (select generate_series(${from}::date, ${to}::date, '1 month')::date as month) m
    left join told t on t.month = m.month
    order by m.month`.execute(db);
  return rows.map(({ month, ...counts }) => ({
    month,
    views: Number(counts.views),
    told: Number(counts.told),
    published: Number(counts.published),
  }));
}

import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import type { VisitedPage } from "./visit.rules.ts";

export type VisitMonth = { month: string; visits: number };
export type VisitedRecord = {
  page: "activity" | "resource";
  slug: string;
  /** Null when it is not published any more. */
  title: string | null;
  visits: number;
};

/**
 * Visits of the public directory, of all cooperatives: by month over two years (the first day of each, none left out
 * between the first and the last), and for one month by kind of page and by record, the most read first.
 */
export const readVisits = defineQuery({
  name: "readVisits",
  permission: "directory:write",
  input: z.object({ month: z.iso.date().optional() }),
  run: async ({ db, input }) => {
    const { rows: months } = await sql<VisitMonth>`
      select m::date as month, coalesce((select sum(visits) from visit_count where month = m), 0)::int as visits
      from (select min(month) as first from visit_count
          where month > date_trunc('month', today_in_paris()) - interval '2 years') as begun,
        generate_series(first, date_trunc('month', today_in_paris()), interval '1 month') as m
      order by m`.execute(db);
    const month = months.find((one) => one.month === input.month)?.month ?? months.at(-1)?.month;
    if (!month) return { months, month: null, pages: [], records: [] };
    const pages = await db
      .selectFrom("visit_count")
      .select(["page", (of) => of.fn.sum<number>("visits").as("visits")])
      .where("month", "=", month)
      .groupBy("page")
      .orderBy("visits", "desc")
      .execute();
    const { rows: records } = await sql<VisitedRecord>`
      select v.page, v.slug, p.title, v.visits from visit_count v
      left join published_record p on p.record_kind = v.page and p.slug = v.slug
      where v.month = ${month} and v.page in ('activity', 'resource')
      order by v.visits desc, v.slug limit 50`.execute(db);
    return {
      months,
      month,
      pages: pages.map((one) => ({ ...one, page: one.page as VisitedPage })),
      records,
    };
  },
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestDatabase, type TestDatabase, testSecret } from "@essaim/database/testing";
import { openStorage } from "@essaim/web/storage";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seedDemo } from "../main.ts";
import { seedNational } from "./main.ts";
import { national } from "./size.ts";

/** The same, smaller. */
const size = {
  ...national,
  organisations: 4,
  measured: { workers: 90, coaches: 2, grants: 60, expenses: 3_000 },
  tenth: { workers: 40, coaches: 1, grants: 10, expenses: 400 },
  workersElsewhere: 60,
  sourcesPerWorker: 0.05,
};

describe("Données d’un pays", () => {
  let test: TestDatabase;
  const folder = mkdtempSync(join(tmpdir(), "essaim-national-"));
  beforeAll(async () => {
    test = await createTestDatabase();
    const access = { url: test.url, secret: testSecret };
    await seedDemo({ ...access, storage: openStorage({ kind: "folder", folder }) });
    const held = await seedNational({ ...access, size });
    expect(await seedNational({ ...access, size })).toEqual(held);
  }, 120_000);
  afterAll(async () => {
    await test.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const read = async (query: string) =>
    (await test.owner.pool.query<Record<string, string>>(query)).rows;

  it("tient toutes les clés étrangères, que rien n’a vérifiées", async () => {
    const keys = await read(`
      select c.conname as name, format('select count(*) from %s a where %s and not exists (select from %s b where %s)',
        c.conrelid::regclass, string_agg(format('a.%I is not null', x.attname), ' and '), c.confrelid::regclass,
        string_agg(format('b.%I = a.%I', y.attname, x.attname), ' and ')) as query
      from pg_constraint c cross join lateral unnest(c.conkey, c.confkey) k (mine, theirs)
      join pg_attribute x on x.attrelid = c.conrelid and x.attnum = k.mine
      join pg_attribute y on y.attrelid = c.confrelid and y.attnum = k.theirs
      where c.contype = 'f' and c.connamespace = 'public'::regnamespace group by c.oid, c.conname, c.conrelid, c.confrelid`);
    expect(keys.length).toBeGreaterThan(100);
    const broken: string[] = [];
    for (const { name, query } of keys) {
      const [row] = await read(query ?? "");
      if (Number(row?.count) > 0) broken.push(name ?? "");
    }
    expect(broken).toEqual([]);
  });

  it("additionne ce que des déclencheurs additionnent ailleurs", async () => {
    const sums = [
      `select organisation_id, indicator_key, month, value, figures from figure_month where figures <> 0`,
      `select organisation_id, indicator_key, month, sum(value), count(*) from declared_figure where counts group by 1, 2, 3`,
      `select organisation_id, coach_id, month, held, held_minutes, missed, excused from meeting_month
        where held + missed + excused > 0`,
      `select organisation_id, coach_id, date_trunc('month', held_on)::date, count(*) filter (where attendance = 'present'),
        coalesce(sum(duration_minutes) filter (where attendance = 'present'), 0),
        count(*) filter (where attendance = 'absent'), count(*) filter (where attendance = 'excused')
      from meeting where attendance <> 'expected' group by 1, 2, 3`,
      `select organisation_id, budget_line_id, month, committed_cents, paid_cents from spending_month
        where (committed_cents, paid_cents) <> (0, 0)`,
      `select a.organisation_id, a.budget_line_id, date_trunc('month', e.incurred_on)::date,
        coalesce(sum(a.amount_cents) filter (where e.paid_on is null), 0),
        coalesce(sum(a.amount_cents) filter (where e.paid_on is not null), 0)
      from expense_allocation a join expense e on e.organisation_id = a.organisation_id and e.id = a.expense_id group by 1, 2, 3`,
      `select organisation_id, expense_id, incurred_on from unsplit_expense`,
      `select organisation_id, id, incurred_on from expense e where not exists (select from expense_allocation a
        where a.organisation_id = e.organisation_id and a.expense_id = e.id)`,
      `select organisation_id, month, expenses from expense_month where expenses > 0`,
      `select organisation_id, date_trunc('month', incurred_on)::date, count(*) from expense group by 1, 2`,
      `select organisation_id, month, kind, giving, contributions from contribution_month where contributions > 0`,
      `select organisation_id, date_trunc('month', contributed_on)::date, kind, giving_of(worker_id, kind), count(*)
        from contribution group by 1, 2, 3, 4`,
      `select organisation_id, worker_id, starts_on, ends_on, cape_term_on, cape_renewals, associate_by from support_period`,
      `select organisation_id, worker_id, starts_on, ends_on, cape_term_on, cape_renewals, associate_by from passage`,
    ];
    for (let at = 0; at < sums.length; at += 2) {
      const [kept, counted] = [sums[at], sums[at + 1]];
      const [row] = await read(`
        select (select count(*) from (${kept}) k) as kept,
          (select count(*) from ((${kept} except ${counted}) union all (${counted} except ${kept})) d) as different`);
      expect(Number(row?.kept)).toBeGreaterThan(100);
      expect(Number(row?.different)).toBe(0);
    }
  });

  it("dit trois arrêtés publics des deux organisations qui se comparent", async () => {
    const rows = await read(
      `select o.slug, count(*) as releases from figure_release r join organisation o on o.id = r.organisation_id
       where o.slug = 'banc-1' or r.content #>> '{header,grantTitle}' like '%du banc%' group by 1 order by 1`,
    );
    expect(rows).toEqual([
      { slug: "banc-1", releases: 3 },
      { slug: "opteos", releases: 3 },
    ]);
  });
});

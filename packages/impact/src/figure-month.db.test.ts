import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";

let database: TestDatabase;
let ours: Rows;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
});
afterAll(() => database.close());

const keys = ["video_views", "text_audio_visits", "own:00000000-0000-7000-8000-000000000000"];
const months = ["2026-01-01", "2026-02-01", "2026-03-01"];
const figure = fc.record({
  key: fc.constantFrom(...keys),
  month: fc.constantFrom(...months),
  source: fc.constantFrom("PeerTube", "YouTube", "Blog"),
  value: fc.nat({ max: 1_000_000 }),
});
const step = fc.oneof(
  fc.record({ kind: fc.constant("declare" as const), figures: fc.array(figure, { maxLength: 5 }) }),
  fc.record({ kind: fc.constant("correct" as const), figure }),
  fc.record({ kind: fc.constant("move" as const), figure }),
  fc.record({ kind: fc.constant("remove" as const), figure }),
);

test("the months of declared figures are their sum, whatever was declared, corrected, moved or removed", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      await inOrganisation(database.owner.db, ours, async (db) => {
        for (const one of steps) {
          if (one.kind === "declare") {
            const rows = JSON.stringify(one.figures);
            await sql`insert into declared_figure (organisation_id, indicator_key, month, source, value, evidence)
              select distinct on (key, month, source) ${ours.organisationId}::uuid, key, month, source, value, 'Relevé'
              from jsonb_to_recordset(${rows}::jsonb) as f (key text, month date, source text, value bigint)
              on conflict do nothing`.execute(db);
          } else if (one.kind === "correct") {
            await sql`update declared_figure set value = ${one.figure.value}
              where indicator_key = ${one.figure.key}`.execute(db);
          } else if (one.kind === "move") {
            await sql`update declared_figure f set month = ${one.figure.month}
              where indicator_key = ${one.figure.key} and source = ${one.figure.source}
                and not exists (select from declared_figure o where o.organisation_id = f.organisation_id
                  and o.indicator_key = f.indicator_key and o.source = f.source and o.month = ${one.figure.month})
                and id = (select min(id::text)::uuid from declared_figure
                  where indicator_key = ${one.figure.key} and source = ${one.figure.source})`.execute(
              db,
            );
          } else {
            await sql`delete from declared_figure where indicator_key = ${one.figure.key}
              and month = ${one.figure.month}`.execute(db);
          }
        }
        const { rows: kept } =
          await sql`select indicator_key, month, value, figures from figure_month
          where figures <> 0 or value <> 0 order by 1, 2`.execute(db);
        const { rows: counted } = await sql`
          select indicator_key, month, sum(value)::bigint as value, count(*)::integer as figures
          from declared_figure where counts group by 1, 2 order by 1, 2`.execute(db);
        expect(kept).toEqual(counted);
      });
    }),
    { numRuns: 40 },
  );
});

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

const days = ["2026-01-01", "2026-01-31", "2026-02-01", "2026-03-15"];
const given = fc.record({
  kind: fc.constantFrom("gift", "code", "time"),
  on: fc.constantFrom(...days),
  isOfCooperative: fc.boolean(),
});
type Given = typeof given extends fc.Arbitrary<infer G> ? G : never;
const step = fc.oneof(
  fc.record({ do: fc.constant("give" as const), rows: fc.array(given, { maxLength: 5 }) }),
  fc.record({ do: fc.constant("change" as const), from: given, to: given }),
  fc.record({ do: fc.constant("describe" as const), from: given }),
  fc.record({ do: fc.constant("remove" as const), from: given }),
);

test("the months of contributions are their counts, whatever was given, corrected or removed", async () => {
  const { organisationId, workerId, resourceId } = ours;
  const isLike = ({ kind, on, isOfCooperative }: Given) =>
    sql`kind = ${kind} and contributed_on = ${on} and (worker_id is null) = ${isOfCooperative}`;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      await inOrganisation(database.owner.db, ours, async (db) => {
        for (const one of steps) {
          if (one.do === "give") {
            await sql`insert into contribution
                (organisation_id, open_resource_id, worker_id, kind, contributed_on, description, amount_cents, minutes)
              select ${organisationId}::uuid, ${resourceId}::uuid, case when not "isOfCooperative" then ${workerId}::uuid end,
                kind, "on", 'Donné', 100, 30
              from jsonb_to_recordset(${JSON.stringify(one.rows)}::jsonb) as g (kind text, "on" date, "isOfCooperative" boolean)`.execute(
              db,
            );
          } else if (one.do === "change") {
            const { kind, on, isOfCooperative } = one.to;
            await sql`update contribution set kind = ${kind}, contributed_on = ${on},
                worker_id = case when not ${isOfCooperative} then ${workerId}::uuid end
              where ${isLike(one.from)}`.execute(db);
          } else if (one.do === "describe") {
            await sql`update contribution set description = 'Dit autrement' where ${isLike(one.from)}`.execute(
              db,
            );
          } else {
            await sql`delete from contribution where ${isLike(one.from)}`.execute(db);
          }
        }
        const { rows: kept } = await sql`
          select month, kind, giving, contributions from contribution_month where contributions <> 0
          order by 1, 2, 3`.execute(db);
        const { rows: counted } = await sql`
          select date_trunc('month', contributed_on)::date as month, kind,
            case when worker_id is null then 'cooperative' when kind in ('gift', 'share', 'membership') then 'own_money'
              else 'work' end as giving,
            count(*)::integer as contributions
          from contribution group by 1, 2, 3 order by 1, 2, 3`.execute(db);
        expect(kept).toEqual(counted);
      });
    }),
    { numRuns: 40 },
  );
});

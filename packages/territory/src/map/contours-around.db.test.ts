import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate } from "@essaim/database/testing-rows";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readContoursAround } from "./neighbourhood-map.queries.ts";

let database: TestDatabase;

/** Of a neighbourhood in a commune, one square; those of `populate` in Lille. */
const places = [
  { code: "QN05901M", commune: "59350", generation: 2024 },
  { code: "QN05902M", commune: "59512", generation: 2024 },
  { code: "QN06201M", commune: "62041", generation: 2024 },
  { code: "QP059001", commune: "59350", generation: 2015 },
] as const;

beforeAll(async () => {
  database = await createTestDatabase();
  await populate(database.owner.db, "Ruche");
  const { db } = database.owner;
  await sql`insert into commune (code, name, department_code)
    values ('59512', 'Roubaix', '59'), ('62041', 'Arras', '62') on conflict do nothing`.execute(db);
  await sql`update commune set epci_code = null`.execute(db);
  const { rows } = await sql<{ id: string }>`
    insert into territory_import (kind, generation, source, sha256, counts)
    values ('contours', 2024, 'essai', repeat('0', 64), '{}') returning id`.execute(db);
  const square = JSON.stringify({
    type: "MultiPolygon",
    coordinates: [
      [
        [
          [3, 50],
          [3.1, 50],
          [3.1, 50.1],
          [3, 50],
        ],
      ],
    ],
  });
  for (const { code, commune, generation } of places) {
    await sql`insert into neighbourhood (code, generation, name) values (${code}, ${generation}, ${code})
      on conflict do nothing`.execute(db);
    await sql`insert into neighbourhood_commune (neighbourhood_code, commune_code)
      values (${code}, ${commune}) on conflict do nothing`.execute(db);
    await sql`insert into neighbourhood_contour (neighbourhood_code, geometry, west, south, east, north, import_id)
      values (${code}, ${square}::jsonb, 3, 50, 3.1, 50.1, ${rows[0]?.id})`.execute(db);
  }
});
afterAll(() => database.close());

const around = async (codes: string[], day: string) => {
  const found = await database.owner.db
    .transaction()
    .execute((db) => readContoursAround(db, codes, day));
  return found.map(({ code }) => code);
};

test("around a neighbourhood are those of its places that were in force that day, and no other", async () => {
  expect(await around(["QN05901M"], "2026-06-30")).toEqual(["QN05901M", "QN05902M"]);
  expect(await around(["QN05901M"], "2020-06-30")).toEqual(["QP059001"]);
  expect(await around(["QN06201M"], "2026-06-30")).toEqual(["QN06201M"]);
  expect(await around([], "2026-06-30")).toEqual([]);
});

import { randomUUID } from "node:crypto";
import { importTestContours } from "@essaim/accompaniment/residence/testing-contours";
import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { houseActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import {
  type GeocoderDouble,
  startGeocoderDouble,
} from "@essaim/territory/geocoding/double/server";
import { createGeocoder } from "@essaim/territory/geocoding/geocoder";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { locateAddresses } from "./locate-addresses.ts";
import { locateHomes } from "./locate-homes.ts";
import type { JobWork } from "./work.ts";

let database: TestDatabase;
let double: GeocoderDouble;
let rows: Rows;
const progress: Parameters<JobWork["progress"]>[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  double = await startGeocoderDouble();
});
afterAll(async () => {
  await double.close();
  await database.close();
});

beforeEach(async () => {
  progress.length = 0;
  await query("truncate residence, neighbourhood_contour");
  await query("delete from territory_import");
  await query("truncate worker cascade");
  rows = await populate(database.owner.db, `Ruche-${randomUUID()}`);
  await query(
    "insert into commune (code, name, department_code) values ('59009', 'Villeneuve-d’Ascq', '59'), ('59512', 'Roubaix', '59') on conflict do nothing",
  );
});

/** The west of the avenue de Dunkerque, and all of it. */
const west = [3.01, 50.62, 3.03, 50.65] as const;
const whole = [3.01, 50.62, 3.05, 50.65] as const;
const draw = (generation: 2015 | 2024, box: typeof west | typeof whole) =>
  importTestContours(database.owner.db, generation, [
    {
      code: generation === 2015 ? "QP059001" : "QN05902M",
      ...{ name: "Ouest", communeCodes: ["59350"], box },
    },
  ]);

function workOf(baseUrl = double.baseUrl): JobWork {
  const jobId = randomUUID();
  const log = () => {};
  return {
    ...{ jobId, organisationId: rows.organisationId, input: {}, actor: actorOf(rows, "manager") },
    house: houseActor(rows.organisationId, jobId),
    execute: database.executeJobs,
    progress: async (...told) => void progress.push(told),
    geocoder: createGeocoder({ baseUrl, retries: 0, perSecond: 1_000, timeoutMs: 500 }),
    logger: { info: log, warn: log, error: log } as unknown as JobWork["logger"],
    ...({
      storage: {},
      mailer: async () => {},
      wikis: {},
      staffUrl: "",
      publicUrl: "",
    } as never as Pick<JobWork, "storage" | "mailer" | "wikis" | "staffUrl" | "publicUrl">),
  };
}

const query = async (text: string, ...values: unknown[]) =>
  (await database.owner.pool.query(text, values)).rows;
const asOwner = <T>(work: Parameters<typeof inOrganisation<T>>[2]) =>
  inOrganisation(database.owner.db, rows, work);
const person = (addressLine: string, change: object = {}) =>
  asOwner(async (db) => {
    const { id } = await db
      .insertInto("worker")
      .values({
        ...{ organisation_id: rows.organisationId, given_name: "Léa", family_name: "Martin" },
        ...{ kind: "both", supported_from: "2022-03-01", address_line: addressLine },
        ...{ postcode: "59000", commune_code: "59350" },
        ...change,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return id;
  });
const said = async (id: string) =>
  (
    await query(
      `select holds_from::text as day, coalesce(neighbourhood_code, answer) as answer, doubts from residence
        where worker_id = $1 and superseded_at is null order by holds_from`,
      id,
    )
  ).map(({ day, answer, doubts }) => [day, answer, ...doubts].join(" "));

describe("every address", () => {
  test("is located, and what is left is counted", async () => {
    await draw(2024, west);
    const inside = await person("220 avenue de Dunkerque");
    const outside = await person("5 avenue de Dunkerque");
    const uncertain = await person("5 passage Incertain");
    const lost = await person("9 chemin de nulle part ailleurs");
    const elsewhere = await person("12 rue du Miel", { postcode: "59100", commune_code: "59009" });
    const erased = await person("221 avenue de Dunkerque", { anonymised_at: new Date() });
    const result = await locateAddresses(workOf());
    expect(result).toMatchObject({
      ...{ located: 4, priority: 1, outside: 1, toCheck: 2, notFound: 1, unavailable: 0 },
    });
    expect(await said(inside)).toEqual(["2022-03-01 QN05902M"]);
    expect(await said(outside)).toEqual(["2022-03-01 outside"]);
    expect(await said(uncertain)).toEqual(["2022-03-01 outside low_score"]);
    expect(await said(lost)).toEqual(["2022-03-01 unknown not_found"]);
    // Written as in Villeneuve-d’Ascq, found in Roubaix.
    expect((await said(elsewhere))[0]).toMatch(/outside .*other_commune/);
    expect(await said(erased)).toEqual([]);
    expect(progress.at(-1)).toEqual([5, 5]);
  });

  test("already found is not asked for again when a generation arrives, and earlier days stay", async () => {
    await draw(2015, whole);
    const id = await person("220 avenue de Dunkerque");
    await locateAddresses(workOf());
    expect(await said(id)).toEqual(["2022-03-01 QP059001", "2024-01-01 unknown not_covered"]);
    const asked = double.count();
    await draw(2024, west);
    expect(await locateHomes(workOf())).toMatchObject({ priority: 1, changed: 1 });
    expect(await said(id)).toEqual(["2022-03-01 QP059001", "2024-01-01 QN05902M"]);
    expect(double.count()).toBe(asked);
    const files = await query("select residence, neighbourhood_code from worker where id = $1", id);
    expect(files).toEqual([{ residence: "priority", neighbourhood_code: "QN05902M" }]);
    expect(await locateHomes(workOf())).toMatchObject({ priority: 1, changed: 0 });
  });

  test("waits while the service is away, and is tried again at night", async () => {
    await draw(2024, west);
    const id = await person("220 avenue de Dunkerque");
    expect(await locateAddresses(workOf(""))).toMatchObject({ located: 0, unavailable: 1 });
    expect(await said(id)).toEqual(["2022-03-01 unknown unavailable"]);
    expect(await locateHomes(workOf())).toMatchObject({ priority: 1, unavailable: 0 });
    expect(await said(id)).toEqual(["2022-03-01 QN05902M"]);
    // Once found, a service that is away takes nothing back.
    expect(await locateAddresses(workOf(""))).toMatchObject({ priority: 1, changed: 0 });
  });

  test("says when a service that does not answer is asked again, and that it goes on", async () => {
    await draw(2024, west);
    const id = await person("220 avenue de Dunkerque");
    let asked = 0;
    const geocoder = createGeocoder({
      baseUrl: double.baseUrl,
      ...{ retries: 1, backoffMs: 1, perSecond: 1_000 },
      fetch: (...request) => {
        asked += 1;
        return asked === 1
          ? Promise.resolve(new Response(null, { status: 503 }))
          : fetch(...request);
      },
    });
    await locateHomes({ ...workOf(), geocoder });
    expect(progress).toEqual([
      [0, 1, expect.any(Date)],
      [1, 1],
      [1, 1],
    ]);
    expect(await said(id)).toEqual(["2022-03-01 QN05902M"]);
  });

  test("are written once an import that waited for them in turn has ended", async () => {
    await draw(2024, west);
    const east = [3.03, 50.62, 3.05, 50.65] as const;
    await importTestContours(database.owner.db, 2024, [
      { code: "QN05903M", name: "Est", communeCodes: ["59350"], box: east },
    ]);
    const first = await person("220 avenue de Dunkerque");
    const second = await person("5 avenue de Dunkerque");
    const importing = await database.owner.pool.connect();
    const hold = (code: string) =>
      importing.query(
        "select from neighbourhood_commune where neighbourhood_code = $1 for update",
        [code],
      );
    const deadlocks = async () =>
      (
        await query(
          "select deadlocks::int as count from pg_stat_database where datname = current_database()",
        )
      )[0].count;
    const before = await deadlocks();
    await importing.query("begin");
    await hold("QN05903M");
    const located = locateHomes(workOf());
    located.catch(() => {});
    for (let isWaiting = false; !isWaiting; ) {
      isWaiting =
        (
          await query(
            `select from pg_locks where not granted
              and pid in (select pid from pg_stat_activity where datname = current_database())`,
          )
        ).length > 0;
    }
    await hold("QN05902M");
    await importing.query("commit");
    importing.release();
    expect(await located).toMatchObject({ priority: 2, changed: 2 });
    expect(await said(first)).toEqual(["2022-03-01 QN05902M"]);
    expect(await said(second)).toEqual(["2022-03-01 QN05903M"]);
    await vi.waitFor(async () => expect(await deadlocks()).toBe(before + 1), 5_000);
  });

  test("not found is asked for again when somebody asks, not every night", async () => {
    await person("9 chemin de nulle part ailleurs");
    await locateAddresses(workOf());
    const asked = double.count();
    await locateHomes(workOf());
    expect(double.count()).toBe(asked);
    await locateAddresses(workOf());
    expect(double.count()).toBeGreaterThan(asked);
  });

  test("of somebody whose answer was given by hand is not sent", async () => {
    await draw(2024, west);
    const id = await person("220 avenue de Dunkerque");
    await asOwner((db) =>
      db
        .insertInto("residence")
        .values({
          ...{ organisation_id: rows.organisationId, worker_id: id, holds_from: "2022-03-01" },
          ...{ generation: 2024, answer: "outside", source: "hand" },
        })
        .execute(),
    );
    const asked = double.count();
    expect(await locateAddresses(workOf())).toMatchObject({ located: 0, changed: 0 });
    expect(await said(id)).toEqual(["2022-03-01 outside"]);
    expect(double.count()).toBe(asked);
  });

  test("is not needed to end the answer by hand of a generation that ended", async () => {
    await draw(2015, whole);
    const id = await person("", { address_line: null });
    await query(
      `insert into residence (organisation_id, worker_id, holds_from, generation, answer, neighbourhood_code,
        commune_code, source) values ($1, $2, '2022-03-01', 2015, 'priority', 'QP059001', '59350', 'hand')`,
      ...[rows.organisationId, id],
    );
    expect(await locateHomes(workOf())).toMatchObject({ changed: 1 });
    expect(await said(id)).toEqual([
      "2022-03-01 QP059001",
      "2024-01-01 unknown neighbourhood_ended",
    ]);
    expect(await locateHomes(workOf())).toMatchObject({ changed: 0 });
  });

  test("of another organisation is left alone", async () => {
    const id = await person("220 avenue de Dunkerque");
    const mine = rows;
    rows = await populate(database.owner.db, `Essieu-${randomUUID()}`);
    const { house } = workOf();
    rows = mine;
    await locateAddresses({ ...workOf(), house });
    expect(await said(id)).toEqual([]);
  });
});

test("twelve thousand people are read and written a few at a time", async () => {
  await draw(2024, west);
  const people = 12_000;
  await query(
    `insert into worker (organisation_id, given_name, family_name, kind, supported_from, address_line, postcode, commune_code)
      select $1, 'Léa', 'Martin ' || n, 'both', '2025-03-01', (1 + n % 240) || ' avenue de Dunkerque', '59000', '59350'
      from generate_series(1, ${people}) n`,
    rows.organisationId,
  );
  const real = workOf();
  let largest = 0;
  const { execute } = real;
  const watched = (async (actor: never, operation: never, input: { homes?: unknown[] }) => {
    const result: unknown = await execute(actor, operation, input as never);
    largest = Math.max(
      largest,
      input.homes?.length ?? 0,
      Array.isArray(result) ? result.length : 0,
    );
    return result;
  }) as unknown as JobWork["execute"];
  const geocoder = createGeocoder({
    baseUrl: "http://127.0.0.1:9/geocodage/search",
    retries: 0,
    perSecond: 100_000,
    fetch: async () =>
      Response.json({
        type: "FeatureCollection",
        features: [
          {
            type: "Feature",
            geometry: { type: "Point", coordinates: [3.02, 50.63] },
            properties: { label: "Là", score: 0.95, type: "housenumber", citycode: "59350" },
          },
        ],
      }),
  });
  const result = await locateAddresses({ ...real, geocoder, execute: watched });
  expect(result).toMatchObject({ priority: people, unavailable: 0 });
  expect(largest).toBeLessThanOrEqual(500);
  expect(await locateHomes({ ...real, geocoder, execute: watched })).toMatchObject({ changed: 0 });
}, 120_000);

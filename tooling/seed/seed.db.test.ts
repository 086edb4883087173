import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { examineFile } from "@essaim/accompaniment/document/document-file.rules";
import { createTestDatabase, type TestDatabase, testSecret } from "@essaim/database/testing";
import { openStorage } from "@essaim/web/storage";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { opteosId, otherId } from "./ground.ts";
import { isDemoWelcome, isSeeded, seedDemo } from "./main.ts";

const secret = testSecret;
const folder = mkdtempSync(join(tmpdir(), "essaim-seed-"));
const storage = openStorage({ kind: "folder", folder });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function countByOrganisation(test: TestDatabase, table: "worker" | "meeting" | "partner") {
  const rows = await test.owner.db
    .selectFrom(table)
    .select(({ fn }) => ["organisation_id", fn.countAll<number>().as("count")])
    .groupBy("organisation_id")
    .execute();
  return Object.fromEntries(rows.map((row) => [row.organisation_id, row.count]));
}

describe("Données de démonstration", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.close());

  it("reprend une mise en place interrompue, puis ne recommence plus", async () => {
    const { url } = test;
    expect(await isSeeded({ url })).toBe(false);
    const interrupted = seedDemo({
      url,
      secret,
      storage,
      onStep: (step) => {
        if (step.startsWith("programme")) throw new Error("cut");
      },
    });
    await expect(interrupted).rejects.toThrow("cut");
    expect(await isSeeded({ url })).toBe(false);

    await Promise.all([seedDemo({ url, secret, storage }), seedDemo({ url, secret, storage })]);
    expect(await isSeeded({ url })).toBe(true);
    expect(await isDemoWelcome({ url, secret })).toBe(true);
    expect(await countByOrganisation(test, "worker")).toEqual({ [opteosId]: 27, [otherId]: 3 });
    expect((await countByOrganisation(test, "partner"))[otherId]).toBe(1);

    const steps: string[] = [];
    await seedDemo({ url, secret, storage, onStep: (step) => steps.push(step) });
    expect(steps).toEqual([]);
    expect(await countByOrganisation(test, "worker")).toEqual({ [opteosId]: 27, [otherId]: 3 });
  }, 120_000);

  it("remplit chaque onglet des personnes que l’on regarde d’abord", async () => {
    const { rows } = await test.owner.pool.query<Record<string, string>>(
      `select w.given_name, (select count(*) from document d where d.worker_id = w.id) as documents,
        (select count(*) from privacy_notice n where n.worker_id = w.id) as notices,
        (select count(*) from aid a where a.worker_id = w.id) as aids,
        (select count(*) from objective o where o.worker_id = w.id) as objectives,
        (select count(*) from skill_level s where s.worker_id = w.id) as skills,
        (select count(*) from worker_value v where v.worker_id = w.id) as answers,
        (select count(*) from stage s where s.worker_id = w.id) as stages,
        (select count(*) from meeting m where m.worker_id = w.id) as meetings,
        (select count(*) from mentor_offer o where o.worker_id = w.id)
          + (select count(*) from mentorship m where w.id in (m.mentor_id, m.novice_id)) as mentoring
      from worker w where w.family_name = any ($1)`,
      [["Benyahia", "Dubrulle", "Vandamme", "Aksoy", "Zerrouki", "Vanhoutte", "Delannoy"]],
    );
    expect(rows).toHaveLength(7);
    const empty = rows.flatMap(({ given_name, ...tabs }) =>
      Object.keys(tabs).flatMap((tab) => (Number(tabs[tab]) > 0 ? [] : [`${given_name}, ${tab}`])),
    );
    expect(empty).toEqual([]);
  });

  it("situe les adresses dans leur quartier, et en laisse une à vérifier", async () => {
    const { rows } = await test.owner.pool.query<Record<string, unknown>>(
      `select source, to_check, answer, count(*)::int as people, min(score)::float > 0.8 as sure
        from residence where organisation_id = $1 and superseded_at is null and asked_address <> ''
        group by 1, 2, 3 order by to_check`,
      [opteosId],
    );
    expect(rows).toEqual([
      { source: "address", to_check: false, answer: "priority", people: 13, sure: true },
      { source: "address", to_check: true, answer: "outside", people: 1, sure: false },
    ]);
  });

  it("joint des documents qui sont de vrais fichiers", async () => {
    const documents = await test.owner.db
      .selectFrom("document")
      .select(["storage_key", "size_bytes", "name"])
      .execute();
    expect(documents.length).toBeGreaterThan(5);
    for (const { storage_key, size_bytes, name } of documents) {
      const bytes = await storage.read(storage_key);
      expect(bytes.length).toBe(Number(size_bytes));
      expect(await examineFile(name, bytes)).toEqual({
        ok: true,
        name,
        contentType: "application/pdf",
      });
    }
  });

  it("arrête des chiffres que le financeur lit, et laisse une de ses questions sans réponse", async () => {
    const { rows } = await test.owner.pool.query<{
      day: string;
      people: number | null;
      side: string;
    }>(
      `select r.cut_off_on::text as day, (r.content #>> '{people,total,people}')::int as people,
        (select m.side from grant_message m where m.grant_id = g.id order by m.written_at desc, m.id desc limit 1) as side
      from figure_release r join funding_grant g on g.id = r.grant_id
      where g.organisation_id = $1 and g.starts_on = '2019-01-01' order by r.cut_off_on`,
      [opteosId],
    );
    expect(rows.map(({ day, side }) => [day, side])).toEqual([
      ["2019-03-31", "funder"],
      ["2019-12-31", "funder"],
    ]);
    // Enough came in between for the last release to say more than the first.
    expect(rows[1]?.people).toBeGreaterThan(rows[0]?.people ?? Number.POSITIVE_INFINITY);
  });

  it("ne marque que des comptes de démonstration", async () => {
    const real = await test.owner.db
      .selectFrom("user_account")
      .select("email")
      .where("is_demo", "=", false)
      .execute();
    expect(real).toEqual([]);
  });
});

describe("Base qui sert déjà", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.close());

  it("n’y touche pas", async () => {
    const { url, owner } = test;
    await owner.db
      .insertInto("organisation")
      .values({ name: "Une vraie coopérative", slug: "une-vraie-cooperative" })
      .execute();
    expect(await isDemoWelcome({ url, secret })).toBe(false);
    await expect(seedDemo({ url, secret, storage })).rejects.toThrow(/contient déjà/);
    const { count } = await owner.db
      .selectFrom("organisation")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow();
    expect(count).toBe(1);
  });
});

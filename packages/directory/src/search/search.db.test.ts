import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { publicActor } from "@essaim/identity/actor";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getDirectoryHome, listPublishers } from "../published-home.queries.ts";
import { searchDirectory } from "./search.queries.ts";
import { searchSchema } from "./search.schema.ts";
import { publishContent } from "./testing-content.ts";

const organisationId = "00000000-0000-7000-8000-00000000000a";
const actor = publicActor("test");
let database: TestDatabase;

type Content = Record<string, unknown>;

async function publish(kind: "activity" | "resource", records: Record<string, Content>) {
  await inOrganisation(database.owner.db, { organisationId }, async (db) => {
    for (const [slug, content] of Object.entries(records))
      await publishContent(db, organisationId, { kind, slug, content });
  });
}

const activity = (title: string, more: Content = {}): Content => ({
  title,
  summary: "Une activité.",
  sector: "other",
  ...more,
});
const at = (...communes: string[]) => ({ locations: communes.map((commune) => ({ commune })) });

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database.owner;
  await sql`insert into organisation (id, name, slug) values (${organisationId}, 'Optéos', 'opteos')`.execute(
    db,
  );
  await sql`insert into commune (code, name, department_code, lon, lat, postcodes) values
    ('59350', 'Lille', '59', 3.0635, 50.6365, '{59000,59800}'), ('59512', 'Roubaix', '59', 3.1817, 50.6897, '{59100}'),
    ('59650', 'Wattrelos', '59', 3.2145, 50.7049, '{59150}'), ('38199', 'Jardin', '38', 4.9103, 45.4956, '{38200}'),
    ('29019', 'Brest', '29', -4.4861, 48.39, '{29200}'), ('29075', 'Guipavas', '29', -4.4, 48.43, '{29490}')`.execute(
    db,
  );
  await publish("activity", {
    "livraison-a-velo": activity("Livraison à vélo", {
      summary: "Livrer repas et colis avec des vélos-cargos.",
      sector: "delivery",
      description: "Pour les **élèves** comme pour les [boulangers](https://exemple.fr).",
      startupCostMinCents: 50_000,
      startupCostMaxCents: 200_000,
      skills: ["Conduite d’un vélo-cargo", "Accueil"],
      maturity: "running",
      legalForms: ["cae"],
      ...at("59350", "59512"),
    }),
    "jardin-partage": activity("Jardin partagé", {
      sector: "garden",
      description:
        "Cultiver ensemble une friche, été comme hiver. On peut livrer ses légumes à vélo.",
      startupCostMinCents: 0,
      startupCostMaxCents: 0,
      skills: ["accueil"],
    }),
    "epicerie-participative": activity("Épicerie participative", {
      sector: "food",
      startupCostMinCents: 1_500_000,
      startupCostMaxCents: 2_000_000,
      ...at("29019"),
    }),
  });
  await publish("resource", {
    coopcycle: {
      name: "CoopCycle",
      kind: "platform",
      summary: "Logiciel de livraison à vélo\u202f: commandes.",
      licenceExpression: "LicenseRef-Coopyleft",
    },
    carnet: {
      name: "Carnet de semis",
      kind: "knowledge",
      summary: "Des dates.",
      licenceExpression: "MIT",
    },
    notes: {
      name: "Notes de lecture",
      kind: "knowledge",
      summary: "Des pages.",
      licenceExpression: "CC0-1.0",
    },
  });
});

afterAll(() => database?.close());

const search = (input: Record<string, unknown>) =>
  database.executePublic(actor, searchDirectory, searchSchema.parse(input));
const slugs = async (q: string) => (await search({ q })).results.map((result) => result.slug);

describe("words", () => {
  it("gives everything published when nothing is asked, and for stop words or punctuation alone", async () => {
    for (const nothing of ["", "le la les", "à", "???", "&|!()", "'", "  "])
      expect((await search({ q: nothing })).total).toEqual({ count: 6, is: "exact" });
    expect((await search({})).kinds).toEqual({
      activity: { count: 3, is: "exact" },
      resource: { count: 3, is: "exact" },
    });
  });

  it("finds stems, and words without their accents, in both directions", async () => {
    expect(await slugs("livraisons")).toContain("livraison-a-velo");
    for (const one of ["eleves", "ÉLÈVE"]) expect(await slugs(one)).toEqual(["livraison-a-velo"]);
    expect(await slugs("epicerie")).toEqual(["epicerie-participative"]);
    for (const one of ["velo", "vélo", "velos", "vélos"])
      expect((await slugs(one))[0]).toBe("livraison-a-velo");
  });

  it("finds a word that a thin space follows", async () => {
    expect(await slugs("coopcycle vélo")).toContain("coopcycle");
  });

  it("finds an unfinished word", async () => {
    expect(await slugs("épic")).toEqual(["epicerie-participative"]);
  });

  it("mends a word badly typed, and says so", async () => {
    const found = await search({ q: "epicrie" });
    expect(found.results.map((result) => result.slug)).toEqual(["epicerie-participative"]);
    expect(found.reading.corrections).toEqual([{ typed: "epicrie", read: "epicerie" }]);
    expect((await search({ q: "velocargo" })).reading.corrections).toEqual([
      { typed: "velocargo", read: "velo cargo" },
    ]);
  });

  it("adds what has some of the words when few have them all", async () => {
    const found = await search({ q: "jardin astronaute" });
    expect(found.reading.widened).toBe("none");
    expect(found.results.map((result) => result.slug)).toEqual(["jardin-partage"]);
  });

  it("leaves out what is not wanted, and keeps phrases together", async () => {
    expect(await slugs("vélo -jardin")).not.toContain("jardin-partage");
    expect(await slugs('"partagé jardin"')).toEqual([]);
    expect(await slugs("épicerie OU friche")).toHaveLength(2);
  });

  it("suggests what resembles a search that finds nothing", async () => {
    const found = await search({ q: '"jardin partage des astres"' });
    expect(found.results).toEqual([]);
    expect(found.suggestions[0]).toMatchObject({ slug: "jardin-partage" });
    expect((await search({ q: "zzyx" })).suggestions).toEqual([]);
  });

  it("marks what was found, as text", async () => {
    const [first] = (await search({ q: "vélo", kind: "activity" })).results;
    expect(first?.title).toEqual([
      { text: "Livraison à ", found: false },
      { text: "vélo", found: true },
    ]);
    const [buried] = (await search({ q: "friche" })).results;
    expect(buried?.excerpt?.find((part) => part.found)?.text).toBe("friche");
    const [markdown] = (await search({ q: "boulangers" })).results;
    expect(markdown?.excerpt?.map((part) => part.text).join("")).not.toMatch(/[[\]*]|https/);
  });

  it("never fails, whatever is typed", async () => {
    const hostile = [
      "\0",
      "a\0b",
      "'; drop table activity; --",
      "a".repeat(10_000),
      "à b c ".repeat(2000),
      "&|!()<->:*\\'\"",
      "vélo:*",
      "vélo & | jardin",
      "((((",
      "<->",
      "%_%",
      "\ud800",
      "\ue000vélo\ue001",
      "-vélo",
      '"vélo',
      '-"le la"',
      "OU",
      "vélo OU",
      "🚲",
      "自転車",
      "a@b.c http://x.y/z?q=1",
      "59100 59100 roubaix lille",
    ];
    for (const q of hostile)
      expect(
        (await search({ q, commune: q.slice(0, 100), skill: q.slice(0, 100) })).results,
      ).toBeInstanceOf(Array);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 60 }), async (q) => {
        await search({ q });
      }),
      { numRuns: 60 },
    );
  });
});

describe("synonyms", () => {
  it("are searched for along with what was typed, below it", async () => {
    await inOrganisation(database.owner.db, { organisationId }, (db) =>
      db
        .insertInto("search_synonym")
        .values({ organisation_id: organisationId, terms: "vélo-cargo, triporteur" })
        .execute(),
    );
    const found = await search({ q: "triporteurs" });
    expect(found.results.map((result) => result.slug)).toEqual(["livraison-a-velo"]);
    expect(found.reading.synonyms).toEqual([{ typed: "triporteurs", others: ["vélo-cargo"] }]);
  });
});

describe("places", () => {
  it("are read among the words, with what works around", async () => {
    const found = await search({ q: "livraison velo wattrelos" });
    expect(found.reading.places.map((place) => place.name)).toEqual(["Wattrelos"]);
    expect(found.results[0]).toMatchObject({ slug: "livraison-a-velo" });
    expect((await search({ q: "vélo 59100" })).reading.places.map((place) => place.name)).toEqual([
      "Roubaix",
    ]);
    expect(await slugs("Lille")).toEqual(["livraison-a-velo"]);
  });

  it("are words where records hold them and nothing works there", async () => {
    expect((await search({ q: "jardin" })).reading.places).toEqual([]);
    expect((await search({ q: "vélo à Jardin" })).reading.places).toHaveLength(1);
  });

  it("are chosen by a name, a postcode or a code, and kept to a distance", async () => {
    for (const commune of ["Roubaix", "59100", "59512", "roubaix (59)"])
      expect((await search({ commune, km: 0 })).results).toMatchObject([
        { slug: "livraison-a-velo", kilometres: 0 },
      ]);
    const near = await search({ commune: "wattrelos" });
    expect(near.results).toMatchObject([{ slug: "livraison-a-velo", kilometres: 2.9 }]);
    expect((await search({ commune: "Nullepart" })).communes).toEqual([]);
  });

  it("say where else something answers when nothing does there", async () => {
    const found = await search({ commune: "Wattrelos", km: 0, q: "livraison" });
    expect(found.results).toEqual([]);
    expect(found.nearby.map((place) => place.name)).toEqual(["Roubaix", "Lille"]);
    const between = await database.owner.pool.query(
      "select kilometres_between(50.69, 3.17, null, null) as unknown, round(kilometres_between(48.8566, 2.3522, 45.764, 4.8357)) as lyon",
    );
    expect(between.rows).toEqual([{ unknown: null, lyon: 391 }]);
  });

  it("put the nearest first", async () => {
    const found = await search({ commune: "Guipavas", km: 50, sort: "near" });
    expect(found.results).toMatchObject([{ slug: "epicerie-participative", kilometres: 7.8 }]);
  });
});

describe("filters", () => {
  const values = (facet: { values: { value: string; count: number }[] }) =>
    Object.fromEntries(facet.values.map(({ value, count }) => [value, count]));

  it("count what each would give, themselves left aside", async () => {
    const found = await search({ sector: "garden", cost: "none" });
    expect(found.results.map((result) => result.slug)).toEqual(["jardin-partage"]);
    expect(values(found.facets.sector)).toEqual({ garden: 1 });
    expect(values(found.facets.cost)).toEqual({ none: 1 });
    const [everything, garden] = [await search({}), await search({ sector: "garden" })];
    expect(values(everything.facets.sector)).toEqual({ delivery: 1, garden: 1, food: 1 });
    expect(garden.facets.sector).toEqual(everything.facets.sector);
    expect(values(everything.facets.cost)).toEqual({ none: 1, to_500: 1, over_10000: 1 });
    expect(values(everything.facets.department)).toEqual({ 59: 1, 29: 1 });
    expect(values(everything.facets.maturity)).toEqual({ running: 1 });
    expect(values((await search({ q: "vélo" })).facets.sector)).toEqual({ delivery: 1, garden: 1 });
  });

  it("know a skill whatever its capitals and accents", async () => {
    expect((await search({ skill: "ACCUEIL" })).results).toHaveLength(2);
    const { values: skills } = (await search({})).facets.skill;
    expect(skills[0]).toMatchObject({ value: "accueil", count: 2 });
    expect(skills[1]?.label).toBe("Conduite d’un vélo-cargo");
  });

  it("know what a licence allows, whatever its name", async () => {
    expect(values((await search({})).facets.licence)).toEqual({ free: 2, reserved: 1 });
    expect((await search({ licence: "free" })).results).toHaveLength(2);
    expect((await search({ licence: "reserved" })).results).toMatchObject([{ slug: "coopcycle" }]);
    expect((await search({ licence: "proprietary" })).results).toEqual([]);
  });

  it("stay among the values when they leave nothing", async () => {
    const found = await search({ q: "jardin", department: "59" });
    expect(found.total.count).toBe(0);
    expect(found.facets.department.values).toEqual([{ value: "59", label: "Nord (59)", count: 0 }]);
  });
});

describe("an order", () => {
  it("puts records that nobody has confirmed for eighteen months last", async () => {
    await publish("activity", {
      "couture-ancienne": activity("Couture", { summary: "Couture et couture." }),
      "couture-recente": activity("Couture du quartier"),
    });
    await sql`alter table published_record disable trigger derive`.execute(database.owner.db);
    await inOrganisation(database.owner.db, { organisationId }, (db) =>
      sql`update published_record set confirmed_on = '2020-01-01' where slug = 'couture-ancienne'`.execute(
        db,
      ),
    );
    await sql`alter table published_record enable trigger derive`.execute(database.owner.db);
    const found = await search({ q: "couture" });
    expect(found.results).toMatchObject([
      { slug: "couture-recente", isStale: false },
      { slug: "couture-ancienne", isStale: true, confirmedOn: "2020-01-01" },
    ]);
    expect((await search({ sort: "fresh" })).results.at(-1)?.slug).toBe("couture-ancienne");
  });

  it("is gone through page after page, and back, each record once", async () => {
    for (const asked of [
      { sort: "fresh" },
      { q: "vélo OU jardin OU couture OU notes" },
      { commune: "Lille", km: 50 },
    ]) {
      const whole = (await search({ ...asked, limit: 100 })).results.map((result) => result.slug);
      const seen: string[] = [];
      let page = await search({ ...asked, limit: 2 });
      expect(page.previous).toBeNull();
      for (;;) {
        seen.push(...page.results.map((result) => result.slug));
        if (!page.next) break;
        page = await search({ ...asked, limit: 2, cursor: page.next });
      }
      expect(seen).toEqual(whole);
      if (!page.previous) continue;
      const back = await search({ ...asked, limit: 2, cursor: page.previous });
      expect(back.results.map((result) => result.slug)).toEqual(
        whole.slice(whole.length - page.results.length - 2, whole.length - page.results.length),
      );
    }
  });

  it("takes a cursor of another search for what it is", async () => {
    const { next } = await search({ sort: "fresh", limit: 1 });
    for (const other of [{ q: "vélo" }, { commune: "Lille", km: 50 }, { sector: "food" }])
      expect((await search({ ...other, cursor: next })).results).toBeInstanceOf(Array);
  });
});

describe("what is kept of the words", () => {
  it("follows what is published, changed and withdrawn", async () => {
    const held = async (word: string) => {
      const { rows } = await sql<{
        records: number;
      }>`select records from search_word where word = ${word}`.execute(database.owner.db);
      return rows[0]?.records ?? 0;
    };
    await publish("activity", { quincaille: activity("Quincaillerie mobile") });
    expect(await held("quincaillerie")).toBe(1);
    await inOrganisation(database.owner.db, { organisationId }, (db) =>
      sql`update published_record set content = content || '{"title": "Mercerie mobile"}' where slug = 'quincaille'`.execute(
        db,
      ),
    );
    expect([await held("quincaillerie"), await held("mercerie")]).toEqual([0, 1]);
    await inOrganisation(database.owner.db, { organisationId }, (db) =>
      sql`delete from published_record where slug = 'quincaille'`.execute(db),
    );
    expect(await held("mercerie")).toBe(0);
  });

  it("is the same when it is made again", async () => {
    const all = async () => ({
      words: (await sql`select * from search_word order by word`.execute(database.owner.db)).rows,
      facets: (
        await sql`select facet, records from published_facet order by facet`.execute(
          database.owner.db,
        )
      ).rows,
    });
    const before = await all();
    await inOrganisation(database.owner.db, { organisationId }, (db) =>
      sql`call rebuild_search()`.execute(db),
    );
    expect(await all()).toEqual(before);
  });
});

describe("front page", () => {
  it("counts what is published and names who publishes", async () => {
    const home = await database.executePublic(actor, getDirectoryHome, {});
    expect(home).toMatchObject({ activityCount: 5, resourceCount: 3 });
    expect(home.latest).toHaveLength(5);
    expect(home.sectors).toContainEqual({ sector: "food", count: 1 });
    expect(await database.executePublic(actor, listPublishers, {})).toEqual([
      { name: "Optéos", websiteUrl: null },
    ]);
  });
});

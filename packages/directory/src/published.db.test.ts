import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { publicActor } from "@essaim/identity/actor";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getDirectoryHome, listPublishers } from "./published-home.queries.ts";
import { getPublishedActivity, getPublishedResource } from "./published-record.queries.ts";

const lilleCae = "00000000-0000-7000-8000-00000000000a";
const brestCae = "00000000-0000-7000-8000-00000000000b";
const actor = publicActor("test");

let database: TestDatabase;

type Activity = {
  organisation?: string;
  slug: string;
  title: string;
  summary?: string;
  sector?: string;
  description?: string;
  draft?: boolean;
};

async function addActivity(activity: Activity) {
  const { rows } = await sql<{ id: string }>`
    insert into activity (organisation_id, slug, title, summary, sector, description, advantages, limits,
      startup_cost_min_cents, startup_cost_max_cents, status, published_at)
    values (${activity.organisation ?? lilleCae}, ${activity.slug}, ${activity.title},
      ${activity.summary ?? "Une activité."}, ${activity.sector ?? "other"}, ${activity.description ?? ""},
      'Du temps choisi.', 'Des revenus modestes.', 50000, 200000,
      ${activity.draft ? "draft" : "published"}, ${activity.draft ? null : new Date()})
    returning id`.execute(database.owner.db);
  return rows[0]?.id ?? "";
}

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database.owner;
  await sql`insert into organisation (id, name, slug, website_url) values
    (${lilleCae}, 'Optéos', 'opteos', 'https://exemple.fr'), (${brestCae}, 'Chrysalide', 'chrysalide', null)`.execute(
    db,
  );
  await sql`insert into commune (code, name, department_code) values
    ('59350', 'Lille', '59'), ('59512', 'Roubaix', '59'), ('59009', 'Villeneuve-d’Ascq', '59')`.execute(
    db,
  );
  const delivery = await addActivity({
    slug: "livraison-a-velo",
    title: "Livraison à vélo",
    summary: "Livrer repas et colis avec des vélos-cargos.",
    sector: "delivery",
    description: "Pour les **élèves** comme pour les [boulangers](https://exemple.fr).",
  });
  await addActivity({
    slug: "jardin-partage",
    title: "Jardin partagé",
    sector: "garden",
    description:
      "Cultiver ensemble une friche, été comme hiver. On peut livrer ses légumes à vélo.",
  });
  await addActivity({ slug: "livraison-secrete", title: "Livraison secrète", draft: true });
  await addActivity({
    organisation: brestCae,
    slug: "epicerie-participative",
    title: "Épicerie participative",
    sector: "food",
  });
  await sql`insert into open_resource (organisation_id, id, slug, kind, name, summary, licence_expression, status, published_at) values
    (${lilleCae}, '00000000-0000-7000-8000-0000000000c1', 'coopcycle', 'software', 'CoopCycle', 'Logiciel de livraison à vélo.', 'LicenseRef-Coopyleft', 'published', now()),
    (${lilleCae}, '00000000-0000-7000-8000-0000000000c2', 'carnet', 'knowledge', 'Carnet interne', 'Notes sur la livraison.', null, 'draft', null)`.execute(
    db,
  );
  await sql`insert into activity_resource (organisation_id, activity_id, open_resource_id, usage) values
    (${lilleCae}, ${delivery}, '00000000-0000-7000-8000-0000000000c1', 'Répartir les courses.'),
    (${lilleCae}, ${delivery}, '00000000-0000-7000-8000-0000000000c2', 'Notes.')`.execute(db);
  await sql`insert into activity_location (organisation_id, activity_id, commune_code, since_year, transferred_from_commune_code) values
    (${lilleCae}, ${delivery}, '59350', 2018, null),
    (${lilleCae}, ${delivery}, '59512', 2020, '59350')`.execute(db);
  await sql`select publish_record('activity', id) from activity where status = 'published'`.execute(
    db,
  );
  await sql`select publish_record('resource', id) from open_resource where status = 'published'`.execute(
    db,
  );
});

afterAll(() => database?.close());

describe("one record", () => {
  it("gives an activity with its resources, its places and its organisation", async () => {
    const activity = await database.executePublic(actor, getPublishedActivity, {
      slug: "livraison-a-velo",
    });
    expect(activity).toMatchObject({
      organisation: { name: "Optéos" },
      // The draft that it also rests on is not told.
      resources: [{ slug: "coopcycle", usage: "Répartir les courses." }],
    });
    expect(activity.places).toContainEqual({
      commune: { code: "59512", name: "Roubaix" },
      sinceYear: 2020,
      transferredFrom: "59350",
      description: "",
    });
  });

  it("gives a resource with the activities built on it", async () => {
    const resource = await database.executePublic(actor, getPublishedResource, {
      slug: "coopcycle",
    });
    expect(resource.licence.label.fr).toBe("Réservé aux coopératives");
    expect(resource.activities).toMatchObject([{ slug: "livraison-a-velo" }]);
  });

  it("does not know a draft, nor what does not exist", async () => {
    for (const slug of ["livraison-secrete", "nulle-part", "a\0b", "'"])
      await expect(
        database.executePublic(actor, getPublishedActivity, { slug }),
      ).rejects.toMatchObject({ code: "not_found" });
    await expect(
      database.executePublic(actor, getPublishedResource, { slug: "carnet" }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("front page", () => {
  it("counts what is published and names who publishes", async () => {
    const home = await database.executePublic(actor, getDirectoryHome, {});
    expect(home).toMatchObject({ activityCount: 3, resourceCount: 1 });
    expect(home.latest).toHaveLength(3);
    const publishers = await database.executePublic(actor, listPublishers, {});
    expect(publishers.map((one) => one.name)).toEqual(["Chrysalide", "Optéos"]);
  });
});

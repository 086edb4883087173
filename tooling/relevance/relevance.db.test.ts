import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { searchDirectory } from "@essaim/directory/search/search.queries";
import { searchSchema } from "@essaim/directory/search/search.schema";
import { publishContent } from "@essaim/directory/search/testing-content";
import { publicActor } from "@essaim/identity/actor";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { activities } from "../seed/activities.ts";
import { openResources } from "../seed/open-resources.ts";
import { synonyms } from "../seed/synonyms.ts";
import { communes } from "./communes.ts";
import { distractors } from "./distractors.ts";
import { ndcgAt10 } from "./ndcg.ts";
import { judgedQueries } from "./queries.ts";

const organisationId = "00000000-0000-7000-8000-0000000000aa";
const actor = publicActor("relevance");
let database: TestDatabase;
let corpus: Set<string>;

type Published = { kind: "activity" | "resource"; slug: string; content: Record<string, unknown> };

/** The demonstration as it is published, and what was invented beside it. */
function records(): Published[] {
  const activity = (one: (typeof activities)[number]): Published => ({
    kind: "activity",
    slug: one.slug,
    content: {
      ...one,
      startupCostMinCents: one.startupCostCents?.[0] ?? null,
      startupCostMaxCents: one.startupCostCents?.[1] ?? null,
      resources: [],
      locations: one.locations.map((place) => ({ ...place, commune: place.communeCode })),
    },
  });
  return [
    ...activities.filter((one) => one.published).map(activity),
    ...openResources
      .filter((one) => one.published)
      .map((one): Published => ({ kind: "resource", slug: one.slug, content: { ...one } })),
    ...distractors.map(
      ({ kind, slug, title, sort, communes: codes = [], licence, ...texts }): Published => ({
        kind,
        slug,
        content:
          kind === "activity"
            ? { ...texts, title, sector: sort, locations: codes.map((commune) => ({ commune })) }
            : { ...texts, name: title, kind: sort, licenceExpression: licence },
      }),
    ),
  ];
}

beforeAll(async () => {
  database = await createTestDatabase();
  const { db: owner } = database.owner;
  await sql`insert into organisation (id, name, slug) values (${organisationId}, 'Ruche', 'ruche')`.execute(
    owner,
  );
  await owner
    .insertInto("commune")
    .values(
      communes.map(([code, name, department_code, lon, lat, postcodes]) => ({
        code,
        name,
        department_code,
        lon,
        lat,
        postcodes: [...postcodes],
      })),
    )
    .execute();
  await inOrganisation(owner, { organisationId }, async (db) => {
    for (const record of records()) await publishContent(db, organisationId, record);
    await db
      .insertInto("search_synonym")
      .values(synonyms.map((terms) => ({ organisation_id: organisationId, terms })))
      .execute();
  });
  corpus = new Set(records().map((one) => one.slug));
});

afterAll(() => database?.close());

test("every grade is of a record of the corpus", () => {
  expect(judgedQueries).toHaveLength(60);
  for (const { grades } of judgedQueries)
    for (const slug of Object.keys(grades)) expect(corpus, slug).toContain(slug);
});

test("sixty searches find first what serves best: nDCG@10 of 0.9 at least", async () => {
  const scores = [];
  for (const { query, grades } of judgedQueries) {
    const { results } = await database.executePublic(
      actor,
      searchDirectory,
      searchSchema.parse({ q: query }),
    );
    const found = results.map((result) => result.slug);
    scores.push({ query, score: ndcgAt10(found, grades), found: found.slice(0, 10) });
  }
  const mean = scores.reduce((sum, { score }) => sum + score, 0) / scores.length;
  const worst = scores.sort((a, b) => a.score - b.score).slice(0, 10);
  if (process.env.RELEVANCE) console.log(mean, JSON.stringify(worst, null, 1));
  expect(mean, JSON.stringify(worst, null, 1)).toBeGreaterThanOrEqual(0.9);
});

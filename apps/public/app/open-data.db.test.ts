import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, publishRows, type Rows } from "@essaim/database/testing-rows";
import {
  openActivitySchema,
  openResourceRecordSchema,
} from "@essaim/directory/open-data/record.schema";
import { parse } from "csv-parse/sync";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startDirectory } from "./testing-server.ts";

let database: TestDatabase;
let server: Awaited<ReturnType<typeof startDirectory>>;
let ours: Rows;
const activityCount = 130;

beforeAll(async () => {
  database = await createTestDatabase();
  const { pool, db } = database.owner;
  ours = await populate(db, "Ruche");
  await db.transaction().execute((tx) => publishRows(tx, ours));
  await pool.query("update commune set lat = 50.6311, lon = 3.0468 where code = '59350'");
  await pool.query(
    `insert into activity (organisation_id, slug, title, summary, sector, description, advantages, limits, status, published_at)
       select $1, 'atelier-' || n, 'Atelier ' || n, '=1+1 <b>résumé</b>', 'craft', '<script>alert(1)</script> [x](javascript:alert)',
         'Du temps.', 'Peu de place.', 'published', now()
       from generate_series(2, $2::int) n`,
    [ours.organisationId, activityCount],
  );
  await pool.query(
    "select publish_record('activity', id) from activity where slug like 'atelier-%'",
  );
  await pool.query(
    `insert into experience (organisation_id, activity_id, display_name, commune_code, worked, published_at)
       values ($1, $2, 'Malika', '59350', 'Les voisins sont venus.', now())`,
    [ours.organisationId, ours.activityId],
  );
  server = await startDirectory(database);
}, 120_000);
afterAll(async () => {
  await server.close();
  await database.close();
});

const get = async (path: string) => {
  const answer = await fetch(server.url + path);
  expect(answer.status, path).toBe(200);
  return answer;
};

it("gives every record in its files, and says when nothing has changed", async () => {
  const { licence, position, records } = await (await get("/donnees/annuaire.json")).json();
  expect(licence.spdx).toBe("CC-BY-SA-4.0");
  expect(position).toBe(Math.max(...records.map((one: { position: number }) => one.position)));
  const activities = records.flatMap((one: { kind: string }) =>
    one.kind === "activity" ? [openActivitySchema.parse(one)] : [],
  );
  expect(new Set(activities.map(({ slug }: { slug: string }) => slug)).size).toBe(activityCount);
  for (const one of records) if (one.kind === "resource") openResourceRecordSchema.parse(one);

  const lines = parse(await (await get("/donnees/activites.csv")).text(), { columns: true });
  expect(lines).toHaveLength(activityCount);
  // A spreadsheet must not take what somebody wrote for a formula.
  expect((lines as { summary: string }[]).some(({ summary }) => summary.startsWith("="))).toBe(
    false,
  );
  expect(
    parse(await (await get("/donnees/ressources.csv")).text(), { columns: true }),
  ).toHaveLength(1);

  const { features } = await (await get("/donnees/lieux.geojson")).json();
  expect(features).toMatchObject([
    {
      type: "Feature",
      geometry: { type: "Point", coordinates: [3.0468, 50.6311] },
      properties: { communeName: "Lille" },
    },
  ]);

  const etag = (await get("/donnees/annuaire.json")).headers.get("etag") ?? "";
  const ask = () =>
    fetch(`${server.url}/donnees/annuaire.json`, { headers: { "if-none-match": etag } });
  expect((await ask()).status).toBe(304);
  await database.owner.pool.query("select publish_record('activity', $1)", [ours.activityId]);
  const changed = await ask();
  expect(changed.status).toBe(200);
  await changed.body?.cancel();
});

it("gives an archive whose pages lead to each other, without a script", async () => {
  const files = unzipSync(new Uint8Array(await (await get("/donnees/annuaire.zip")).arrayBuffer()));
  const names = new Set(Object.keys(files));
  expect(names.size).toBe(activityCount + 1 + 3);
  for (const name of names) {
    if (!name.endsWith(".html")) continue;
    const html = strFromU8(files[name] ?? new Uint8Array());
    expect(html).not.toMatch(/<script|javascript:/i);
    for (const [, href = ""] of html.matchAll(/href="([^"]*)"/g)) {
      if (/^https?:/.test(href)) continue;
      const file = new URL(href, `http://x/${name}`).pathname.slice(1);
      expect(names, `${name} → ${href}`).toContain(file);
    }
  }
  const data = JSON.parse(strFromU8(files["donnees/annuaire.json"] ?? new Uint8Array()));
  expect(data.records).toHaveLength(activityCount + 1);
});

it("tells what is new in feeds: of everything, experiences included, of a sector, of a search", async () => {
  const titles = async (query: string) => {
    const answer = await get(`/donnees/flux.atom${query}`);
    expect(answer.headers.get("content-type")).toContain("application/atom+xml");
    return [
      ...(await answer.text()).matchAll(
        /<entry>\s*<title[^>]*>(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?<\/title>/g,
      ),
    ].map(([, title]) => title);
  };
  const all = await titles("");
  expect(all).toHaveLength(50);
  expect(all.join()).toMatch(/Expérience de Malika/);
  expect(await titles("?sector=garden")).toEqual([]);
  expect((await titles("?sector=other")).join()).toContain("Ruche");
  expect(await titles("?q=atelier+12")).not.toHaveLength(0);
  expect((await fetch(`${server.url}/donnees/flux.atom?sector=x`)).status).toBe(400);
});

it("is found by search engines, portals and browsers", async () => {
  const index = await (await get("/sitemap.xml")).text();
  expect([...index.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, url]) => url)).toEqual([
    "https://annuaire.example/sitemaps/1.xml",
  ]);
  const map = await (await get("/sitemaps/1.xml")).text();
  const pages = [...map.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, url]) => url ?? "");
  expect(pages.filter((url) => url.includes("/activites/"))).toHaveLength(activityCount);
  expect(pages.filter((url) => url.includes("/en/activities/"))).toHaveLength(activityCount);
  for (const url of pages.filter((one) => !/atelier-/.test(one))) await get(new URL(url).pathname);
  expect((await fetch(`${server.url}/sitemaps/2.xml`)).status).toBe(404);
  expect(await (await get("/robots.txt")).text()).toContain("https://annuaire.example/sitemap.xml");
  expect(await (await get("/opensearch.xml")).text()).toContain("{searchTerms}");
  const catalogue = await (await get("/donnees/catalogue.jsonld")).json();
  const [records, ...figures] = catalogue["dcat:dataset"];
  expect(figures).toEqual([]);
  for (const { "dcat:downloadURL": url } of records["dcat:distribution"]) {
    await (await get(new URL(url["@id"]).pathname)).body?.cancel();
  }
});

it("shows a list and a map in the frame of another site, and no other page", async () => {
  for (const path of ["/integrer/liste?secteur=other", "/integrer/carte?secteur=other"]) {
    const answer = await get(path);
    expect(answer.headers.get("content-security-policy")).toContain("frame-ancestors *");
    expect(answer.headers.get("x-frame-options")).toBeNull();
    const html = await answer.text();
    expect(html).not.toContain("<script");
    expect(html).toMatch(/Ruche/);
    expect(html).toContain("https://annuaire.example/activites");
  }
  expect(await (await get("/integrer/carte?secteur=other")).text()).toContain("<circle");
  for (const path of ["/integrer/liste?secteur=zzz", "/integrer/carte?rayon=7&q="]) {
    const refused = await fetch(server.url + path);
    expect(refused.status).toBe(400);
    expect(await refused.text()).toMatch(/ne connaît pas \((secteur|rayon)\)/);
  }
  await get("/integrer/liste?secteur=&q=zzz");
  for (const path of ["/", "/integrer", "/activites"]) {
    const answer = await get(path);
    expect(answer.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(answer.headers.get("x-frame-options")).toBe("DENY");
  }
});

import { readFileSync } from "node:fs";
import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, publishRows, type Rows } from "@essaim/database/testing-rows";
import {
  activitiesAnswer,
  activityAnswer,
  changesAnswer,
  problemSchema,
  resourceAnswer,
  resourcesAnswer,
} from "@essaim/directory/open-data/api.schema";
import { exampleActivity, exampleResource } from "@essaim/directory/open-data/examples";
import { openApiDocument } from "@essaim/directory/open-data/openapi";
import {
  openActivitySchema,
  openResourceRecordSchema,
} from "@essaim/directory/open-data/record.schema";
import { validate } from "@readme/openapi-parser";
import createClient from "openapi-fetch";
import openapiTypes, { astToString } from "openapi-typescript";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { paths } from "./testing-api.ts";
import { startDirectory } from "./testing-server.ts";

let database: TestDatabase;
let server: Awaited<ReturnType<typeof startDirectory>>;
let ours: Rows;

const activityCount = 7;
const publicUrl = "https://annuaire.example";

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  await database.owner.db.transaction().execute((db) => publishRows(db, ours));
  for (let number = 2; number <= activityCount; number += 1) await publish(number);
  server = await startDirectory(database);
}, 120_000);
afterAll(async () => {
  await server.close();
  await database.close();
});

async function publish(number: number) {
  const { pool } = database.owner;
  const { rows } = await pool.query(
    `insert into activity (organisation_id, slug, title, summary, sector, advantages, limits, status, published_at)
       values ($1, $2, $3, 'Réparer des vélos.', 'craft', 'Du temps.', 'Peu de place.', 'published', now())
       returning id`,
    [ours.organisationId, `atelier-${number}`, `Atelier ${number}`],
  );
  await pool.query("select publish_record('activity', $1)", [rows[0].id]);
}

/** A client written from the description of the API, and from nothing else. */
const client = () => createClient<paths>({ baseUrl: `${server.url}/api/v1` });

/** The parameters of the address of the page that follows. */
const following = (next: string | null) =>
  next === null ? undefined : Object.fromEntries(new URL(next).searchParams);

it("is described by a valid document, whose examples are true, and which the client is up to date with", async () => {
  const document = await (await fetch(`${server.url}/api/v1/openapi.json`)).json();
  expect(document).toEqual(openApiDocument(publicUrl));
  expect(document.openapi).toMatch(/^3\.1\./);
  expect(await validate(structuredClone(document))).toMatchObject({ valid: true, warnings: [] });
  expect(openActivitySchema.strict().parse(exampleActivity(publicUrl))).toBeTruthy();
  expect(openResourceRecordSchema.strict().parse(exampleResource(publicUrl))).toBeTruthy();
  const written = astToString(await openapiTypes(document));
  expect(readFileSync(new URL("./testing-api.ts", import.meta.url), "utf8")).toBe(written);
});

it("is read from end to end by a generated client, page after page", async () => {
  const titles: string[] = [];
  let query: Record<string, string> | undefined = { limit: "2" };
  while (query) {
    const { data, response } = await client().GET("/activities", { params: { query } });
    const page = activitiesAnswer.parse(data);
    expect([response.status, page.total.count]).toEqual([200, activityCount]);
    expect(page.data.length).toBeLessThanOrEqual(2);
    for (const record of page.data) {
      titles.push(record.title);
      const one = await client().GET("/activities/{slug}", {
        params: { path: { slug: record.slug } },
      });
      expect(activityAnswer.parse(one.data).data).toEqual(record);
    }
    query = following(page.next);
  }
  expect(titles.length).toBe(activityCount);
  expect(new Set(titles).size).toBe(activityCount);

  const { data } = await client().GET("/resources", { params: { query: {} } });
  const [resource] = resourcesAnswer.parse(data).data;
  const one = await client().GET("/resources/{slug}", {
    params: { path: { slug: resource?.slug ?? "" } },
  });
  expect(resourceAnswer.parse(one.data).data).toEqual(resource);
  expect(resource?.activities.map(({ slug }) => slug)).toEqual(["act-ruche"]);
});

it("searches as the pages do: words, filters, around a place", async () => {
  const find = async (query: object) => {
    const { data } = await client().GET("/activities", { params: { query } });
    return activitiesAnswer.parse(data).data.map(({ slug }) => slug);
  };
  expect(await find({ q: "réparer vélo", limit: 100 })).toHaveLength(activityCount - 1);
  expect(await find({ sector: "other" })).toEqual(["act-ruche"]);
  await database.owner.pool.query(
    "update commune set lat = 50.6311, lon = 3.0468 where code = '59350'",
  );
  expect(await find({ near: "59350", radius: 0 })).toEqual(["act-ruche"]);
  expect(await find({ near: "50.7,3.1", radius: 10 })).toEqual(["act-ruche"]);
});

it("tells what changed since a position or an instant, deletions included, and nothing twice", async () => {
  const changes = async (since: string) => {
    const found = [];
    let query: Record<string, string> | undefined = { since, limit: "3" };
    let position = 0;
    while (query) {
      const { data } = await client().GET("/changes", { params: { query } });
      const page = changesAnswer.parse(data);
      found.push(...page.data);
      position = page.position;
      query = following(page.next);
    }
    expect(found.map((one) => one.position)).toEqual(
      found.map((one) => one.position).sort((a, b) => a - b),
    );
    return { found, position };
  };
  const all = await changes("0");
  expect(all.found.filter(({ change }) => change === "update")).toHaveLength(activityCount + 1);
  const before = new Date(Date.now() - 3_600_000).toISOString();
  expect((await changes(before)).found).toEqual(all.found);
  expect((await changes(String(all.position))).found).toEqual([]);
  expect((await changes("2999-01-01T00:00:00Z")).found).toEqual([]);

  await database.owner.pool.query(
    "update activity set title = 'Atelier neuf' where slug = 'atelier-2'",
  );
  await database.owner.pool.query(
    "select publish_record('activity', id) from activity where slug = 'atelier-2'",
  );
  await database.owner.pool.query("delete from published_record where slug = 'atelier-3'");
  const { found, position } = await changes(String(all.position));
  expect(found).toMatchObject([
    { change: "update", record: { slug: "atelier-2", title: "Atelier neuf" } },
    { change: "deletion", kind: "activity", slug: "atelier-3" },
  ]);
  expect((await changes(String(position))).found).toEqual([]);
});

it("tells of a record again when what it names is renamed: a resource, an activity, the cooperative", async () => {
  const { pool } = database.owner;
  const last = async () => {
    const { rows } = await pool.query("select max(position) as position from published_record");
    return Number(rows[0].position);
  };
  const since = async (position: number) => {
    const query = { since: String(position), limit: 100 };
    const { data } = await client().GET("/changes", { params: { query } });
    return changesAnswer
      .parse(data)
      .data.flatMap((one) => (one.change === "update" ? [one.record.slug] : []));
  };
  const { rows } = await pool.query("select id, slug from open_resource");
  const resource = rows[0];

  let position = await last();
  await pool.query("update open_resource set name = 'Nom neuf' where id = $1", [resource.id]);
  await pool.query("select publish_record('resource', $1)", [resource.id]);
  expect((await since(position)).sort()).toEqual(["act-ruche", resource.slug].sort());

  position = await last();
  await pool.query("update activity set title = 'Ruche neuve' where id = $1", [ours.activityId]);
  await pool.query("select publish_record('activity', $1)", [ours.activityId]);
  expect((await since(position)).sort()).toEqual(["act-ruche", resource.slug].sort());

  position = await last();
  await pool.query("update published_record set confirmed_on = confirmed_on where id = $1", [
    ours.activityId,
  ]);
  expect(await since(position)).toEqual(["act-ruche"]);

  const dump = () => fetch(`${server.url}/donnees/activites.csv`, { method: "HEAD" });
  const etag = (await dump()).headers.get("etag");
  position = await last();
  await pool.query("update organisation set name = 'Essaimage' where id = $1", [
    ours.organisationId,
  ]);
  const { rows: published } = await pool.query("select slug from published_record");
  expect((await since(position)).sort()).toEqual(published.map(({ slug }) => slug).sort());
  expect((await dump()).headers.get("etag")).not.toBe(etag);
});

it("says its licence in each answer, is open to every site, and sends nothing twice", async () => {
  for (const path of ["activities", "resources", "changes", "activities/act-ruche"]) {
    const answer = await fetch(`${server.url}/api/v1/${path}`);
    expect((await answer.json()).licence.spdx).toBe("CC-BY-SA-4.0");
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(answer.headers.get("link")).toContain('rel="license"');
    const etag = answer.headers.get("etag") ?? "";
    const again = await fetch(`${server.url}/api/v1/${path}`, {
      headers: { "if-none-match": etag },
    });
    expect([again.status, await again.text()]).toEqual([304, ""]);
    const head = await fetch(`${server.url}/api/v1/${path}`, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
  }
});

it("refuses with a problem that says why", async () => {
  const ask = async (path: string, init?: RequestInit) => {
    const answer = await fetch(`${server.url}/api/${path}`, init);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    const told = problemSchema.parse(await answer.json());
    expect(told.status).toBe(answer.status);
    return { status: answer.status, parameters: told.errors?.map(({ parameter }) => parameter) };
  };
  expect(await ask("v1/activities?limit=101&sector=x&cursor=!")).toEqual({
    status: 400,
    parameters: ["limit", "cursor", "sector"],
  });
  expect(await ask("v1/activities?near=01999")).toEqual({ status: 400, parameters: ["near"] });
  expect(await ask("v1/activities?near=0,0")).toEqual({ status: 400, parameters: ["near"] });
  expect(await ask("v1/changes?since=hier")).toEqual({ status: 400, parameters: ["since"] });
  for (const path of ["v1/activities/inconnue", "v1/rien", "v2/activities"]) {
    expect((await ask(path)).status).toBe(404);
  }
  for (const method of ["POST", "PUT", "DELETE"]) {
    expect((await ask("v1/activities", { method, body: "a=1" })).status).toBe(405);
  }
  const asked = await fetch(`${server.url}/api/v1/changes`, { method: "OPTIONS" });
  expect([asked.status, asked.headers.get("access-control-allow-methods")]).toEqual([
    204,
    "GET, HEAD, OPTIONS",
  ]);
});

import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, publishRows, type Rows } from "@essaim/database/testing-rows";
import { readVisits } from "@essaim/directory/open-data/visit.queries";
import { memberActor } from "@essaim/identity/actor";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createVisits, type Visits } from "./visits.ts";

let database: TestDatabase;
let ours: Rows;
let processes: Visits[];

const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

beforeEach(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  await database.owner.db.transaction().execute((tx) => publishRows(tx, ours));
  processes = [start(), start()];
  await Promise.all(processes.map((one) => one.flush()));
});
afterEach(async () => {
  await Promise.all(processes.map((one) => one.close()));
  await database.close();
});

const start = () =>
  createVisits(database.executePublic, (error) => {
    throw error;
  });

/** Somebody reads a page of one of the two processes. */
function read(
  path: string,
  {
    at = 0,
    address = "192.0.2.1",
    status = 200,
    method = "GET",
    headers = {},
  }: {
    at?: number;
    address?: string;
    status?: number;
    method?: string;
    headers?: IncomingHttpHeaders;
  } = {},
) {
  processes[at]?.see({
    request: {
      method,
      url: path,
      headers: { "user-agent": firefox, ...headers },
    } as IncomingMessage,
    status,
    address: () => address,
  });
}

async function counted() {
  await Promise.all(processes.map((one) => one.flush()));
  const { rows } = await database.owner.pool.query(
    "select page, slug, visits from visit_count order by page, slug",
  );
  return rows.map(({ page, slug, visits }) => [page, slug, visits]);
}

it("counts a visitor once a day for each page, whatever the language, the process and the query", async () => {
  read("/");
  read("/en");
  read("/", { at: 1 });
  read("/", { address: "192.0.2.2" });
  read("/activites/act-ruche?x=1");
  read("/en/activities/act-ruche", { at: 1, status: 304 });
  read("/recherche?q=v%C3%A9lo");
  read("/mediatheque/freins?lecture=peertube&t=83");
  read("/en/media-library/freins", { at: 1 });
  read("/mediatheque");
  read("/donnees");
  expect(await counted()).toEqual([
    ["activity", "act-ruche", 1],
    ["home", "", 2],
    ["other", "", 1],
    ["piece", "freins", 1],
    ["pieces", "", 1],
    ["search", "", 1],
  ]);
});

it("counts neither robots, nor those who ask not to be followed, nor what was not read", async () => {
  for (const headers of [
    { "user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)" },
    { "user-agent": "curl/8.5.0" },
    { "user-agent": undefined },
    { dnt: "1" },
    { "sec-gpc": "1" },
    { "sec-purpose": "prefetch;prerender" },
    { purpose: "prefetch" },
  ]) {
    read("/", { headers });
  }
  read("/", { status: 404 });
  read("/", { method: "HEAD" });
  for (const path of [
    "/api/v1/changes",
    "/donnees/annuaire.json",
    "/robots.txt",
    "/integrer/liste",
    "/mediatheque/flux.atom",
    "/mediatheque/freins/transcription.txt",
    "/mediatheque/freins/sous-titres/fr.vtt",
    "/series/cambouis/podcast.rss",
  ]) {
    read(path);
  }
  expect(await counted()).toEqual([]);
});

it("forgets with the day what tells two visitors apart, and keeps nothing of them", async () => {
  read("/");
  await counted();
  const { pool } = database.owner;
  const kept = await pool.query("select * from visit_seen, visit_salt");
  expect(kept.rows).toHaveLength(1);
  expect(JSON.stringify(kept.rows)).not.toMatch(/192\.0\.2|Firefox/);
  await pool.query("update visit_seen set day = day - 1");
  await pool.query("update visit_salt set day = day - 1");
  const { rows: before } = await pool.query("select salt from visit_salt");
  const later = start();
  await later.flush();
  const { rows: after } = await pool.query("select salt from visit_salt");
  expect(after).toHaveLength(1);
  expect(after[0].salt.equals(before[0].salt)).toBe(false);
  expect((await pool.query("select from visit_seen")).rowCount).toBe(0);
  await later.close();
});

it("is read by editors, month by month", async () => {
  read("/activites/act-ruche");
  read("/");
  await counted();
  const actor = memberActor({
    organisationId: ours.organisationId,
    membershipId: ours.membershipId,
    userId: ours.membershipId,
    role: "editor",
    funderId: null,
    requestId: "test",
  });
  const { months, pages, records } = await database.execute(actor, readVisits, {});
  expect(months.map(({ visits }) => visits)).toEqual([2]);
  expect(pages).toHaveLength(2);
  expect(records).toMatchObject([
    { page: "activity", slug: "act-ruche", title: "Ruche", visits: 1 },
  ]);
});

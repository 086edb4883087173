import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { listen } from "@essaim/database/listen";
import { createTestDatabase, type TestDatabase, testSecret } from "@essaim/database/testing";
import { populate, publishRows, type Rows } from "@essaim/database/testing-rows";
import { getOpenRecord } from "@essaim/directory/open-data/open-records.queries";
import { publicActor } from "@essaim/identity/actor";
import { createPageCache } from "@essaim/web/page-cache";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { keptAt } from "./page-addresses.ts";

let database: TestDatabase;
let ours: Rows;
let processes: Awaited<ReturnType<typeof startProcess>>[];

beforeEach(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  await database.owner.db.transaction().execute((tx) => publishRows(tx, ours));
  processes = [await startProcess(), await startProcess()];
});
afterEach(async () => {
  await Promise.all(processes.map((one) => one.close()));
  await database.close();
});

/** What a process of the directory is made of: a memory, a line to PostgreSQL, and pages. */
async function startProcess() {
  const pages = createPageCache({ keptAt, limit: 1_000_000 });
  let ups = 0;
  const line = listen({
    url: database.url,
    role: "essaim_public",
    secret: testSecret,
    channel: "published",
    onNotice: pages.clear,
    onUp: () => {
      ups += 1;
      pages.resume();
    },
    onDown: pages.suspend,
  });
  let made = 0;
  const page = pages.listener(
    async (_request, response) => {
      made += 1;
      const record = await database.executePublic(publicActor("test"), getOpenRecord, {
        kind: "activity",
        slug: "act-ruche",
        publicUrl: "https://annuaire.example",
      });
      response.writeHead(200, { "cache-control": "public", "content-type": "text/plain" });
      response.end(record.kind === "activity" ? record.title : "");
    },
    { closing: () => false, onSent: () => {} },
  );
  const server = createServer(page);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  await vi.waitFor(() => expect(ups).toBe(1), 5_000);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/activites/act-ruche`;
  return {
    read: async () => (await fetch(url)).text(),
    made: () => made,
    ups: () => ups,
    close: async () => {
      server.close();
      await line.close();
    },
  };
}

const read = () => Promise.all(processes.map((one) => one.read()));

async function publish(title: string) {
  const { pool } = database.owner;
  await pool.query("update activity set title = $1 where id = $2", [title, ours.activityId]);
  await pool.query("select publish_record('activity', $1)", [ours.activityId]);
}

it("makes a change public in every process within two seconds, and keeps the page until then", async () => {
  for (let turn = 0; turn < 5; turn += 1) expect(await read()).toEqual(["Ruche", "Ruche"]);
  expect(processes.map((one) => one.made())).toEqual([1, 1]);
  await publish("Ruche neuve");
  await vi.waitFor(async () => expect(await read()).toEqual(["Ruche neuve", "Ruche neuve"]), 2_000);
});

it("shows what was published while the lines to PostgreSQL were cut", async () => {
  await read();
  const { pool } = database.owner;
  await pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'essaim listening' and datname = current_database()",
  );
  await publish("Ruche neuve");
  await vi.waitFor(async () => expect(await read()).toEqual(["Ruche neuve", "Ruche neuve"]), 2_000);
  await vi.waitFor(() => expect(processes.map((one) => one.ups())).toEqual([2, 2]), 5_000);
  expect(await read()).toEqual(["Ruche neuve", "Ruche neuve"]);
});

it("tells of figures that are released, made public and withdrawn", async () => {
  const { pool } = database.owner;
  await read();
  const heard = (made: number) =>
    vi.waitFor(async () => {
      await read();
      expect(processes.map((one) => one.made())).toEqual([made, made]);
    }, 2_000);
  await pool.query(
    "insert into figure_release (organisation_id, grant_id, cut_off_on, content, details, is_public) values ($1, $2, '2026-09-30', '{}', '{}', true)",
    [ours.organisationId, ours.grantId],
  );
  await heard(2);
  await pool.query("update figure_release set is_public = false");
  await heard(3);
});

it("tells of an experience as of a change of its activity", async () => {
  await read();
  const before = await database.owner.pool.query(
    "select position, confirmed_on from published_record where id = $1",
    [ours.activityId],
  );
  await database.owner.pool.query(
    "insert into experience (organisation_id, activity_id, display_name, worked, published_at) values ($1, $2, 'Malika', 'Oui.', now())",
    [ours.organisationId, ours.activityId],
  );
  const after = await database.owner.pool.query(
    "select position, confirmed_on from published_record where id = $1",
    [ours.activityId],
  );
  expect(after.rows[0].position).toBeGreaterThan(before.rows[0].position);
  expect(after.rows[0].confirmed_on).toEqual(before.rows[0].confirmed_on);
  await vi.waitFor(async () => {
    await read();
    expect(processes.map((one) => one.made())).toEqual([2, 2]);
  }, 2_000);
});

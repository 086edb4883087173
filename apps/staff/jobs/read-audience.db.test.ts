import { randomUUID } from "node:crypto";
import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { houseActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { getAudience } from "@essaim/media/audience/audience.queries";
import type { PeertubeReader } from "@essaim/media/audience/read-peertube";
import { addPiece } from "@essaim/media/audience/testing-audience";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readAudience } from "./read-audience.ts";
import { JobRefusal, type JobWork } from "./work.ts";

let database: TestDatabase;
let rows: Rows;

beforeAll(async () => {
  database = await createTestDatabase();
  rows = await populate(database.owner.db, "Ruche");
  for (const slug of ["freins", "cargo"]) {
    await addPiece(database, rows, {
      ...{ title: slug, slug },
      places: [{ platform: "peertube", url: `https://tube.coop/w/${slug}` }],
    });
  }
});
afterAll(() => database.close());

/** A job that a manager asked for, with a PeerTube that answers this. */
function workOf(peertube: Pick<PeertubeReader, "read"> | undefined): JobWork {
  const jobId = randomUUID();
  return {
    ...{ jobId, organisationId: rows.organisationId, input: {}, actor: actorOf(rows, "manager") },
    house: houseActor(rows.organisationId, jobId),
    execute: database.executeJobs,
    progress: async () => {},
    peertube,
    logger: { info: () => {} },
  } as unknown as JobWork;
}

test("each video is asked once, and one that does not answer keeps the others from nothing", async () => {
  const asked: string[] = [];
  const done = await readAudience(
    workOf({
      async read(url) {
        asked.push(url);
        return url.endsWith("freins")
          ? { ok: true, total: 12, video: "freins" }
          : { ok: false, problem: "unreachable" };
      },
    }),
  );
  expect(done).toEqual({ read: 1, unread: 1 });
  expect(asked).toEqual(["https://tube.coop/w/cargo", "https://tube.coop/w/freins"]);
  const { unread, lastReadAt } = await database.execute(actorOf(rows, "editor"), getAudience, {
    month: "2026-01-01",
  });
  expect(unread).toMatchObject([{ title: "cargo", problem: "unreachable" }]);
  expect(lastReadAt).not.toBeNull();
});

test("a house that asks nothing of other sites says so to whoever asked", async () => {
  await expect(readAudience(workOf(undefined))).rejects.toThrow(JobRefusal);
});

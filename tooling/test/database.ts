import { join } from "node:path";
import { startEmbedded } from "@essaim/database/embedded";
import { createTemplate } from "@essaim/database/testing";
import { rootDir } from "@essaim/web/environment";

/** Where the server that tests use keeps its data; never the one of `npm start`. */
export const testDataDir = join(rootDir, ".data", "test");

/** Vitest's global setup of the database tests: one server, one migrated template that each test clones. */
export default async function setup(): Promise<() => Promise<void>> {
  // A DATABASE_URL meant for `npm start` must never receive a test's rows.
  delete process.env.DATABASE_URL;
  const server = await startEmbedded({ dataDir: testDataDir, durable: false });
  await createTemplate(server.url);
  process.env.TEST_DATABASE_URL = server.url;
  return () => server.stop();
}

import { createHmac } from "node:crypto";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { connect } from "@essaim/database/connection";
import { createExecute } from "@essaim/database/execute";
import { listen } from "@essaim/database/listen";
import { networkOf } from "@essaim/identity/sign-in-limit";
import { remixApp } from "@essaim/web/build";
import { requireEnvironment } from "@essaim/web/environment";
import { createLogger } from "@essaim/web/logger";
import { createPageCache } from "@essaim/web/page-cache";
import { databaseReadiness, refuseWrongLogin } from "@essaim/web/readiness";
import { serve } from "@essaim/web/server";
import { openImages } from "@essaim/web/storage";
import { publicContext } from "./context.ts";
import { directoryFiles } from "./files.ts";
import { keptAt, openPaths, searches, uploads, writtenFromElsewhere } from "./page-addresses.ts";
import { createVisits } from "./visits.ts";

// No secret here: this process knows its own role's password, and nobody else's.
const environment = requireEnvironment("databaseUrl");
const logger = createLogger("public", environment.logLevel);
// The key is what this process and its like alone know: the password of their role.
const keyedHash = (text: string) =>
  createHmac("sha256", new URL(environment.databaseUrl).password).update(text).digest("hex");
const connection = connect({ url: environment.databaseUrl, role: "essaim_public" });
await refuseWrongLogin(connection);
const house = {
  execute: createExecute(connection.db),
  // As in the back office, whose demo accounts it announces.
  isDemo: environment.isDemo,
  publicUrl: environment.publicUrl,
  storage: openImages(environment.images),
  hashAddress: (address: string) => keyedHash(`registration:${networkOf(address)}`),
  hashMail: (address: string) => keyedHash(`mail:${address}`),
};
const development = process.argv.includes("--dev");
const pages =
  development || environment.pageCacheBytes === 0
    ? undefined
    : createPageCache({ keptAt, limit: environment.pageCacheBytes });
// Whatever is published in any process is told here.
const publications =
  pages &&
  listen({
    url: environment.databaseUrl,
    role: "essaim_public",
    channel: "published",
    onNotice: pages.clear,
    onUp: pages.resume,
    onDown: pages.suspend,
  });

const visits = createVisits(house.execute, (error) =>
  logger.warn({ err: error }, "visits not counted"),
);

await serve({
  name: "public",
  host: environment.host,
  port: environment.publicPort,
  publicUrl: environment.publicUrl,
  trustProxy: environment.trustProxy,
  privatePages: false,
  brake: { rate: environment.searchRate, searches },
  pages,
  open: openPaths,
  uploads,
  writtenFromElsewhere,
  withoutScripts: true,
  streams: directoryFiles(house),
  logger,
  ...remixApp(dirname(fileURLToPath(import.meta.url)), development),
  // Everything that must exist once per process is made here and handed to the routes: the build that
  // Remix makes holds its own copy of our packages.
  createContext: (facts) => publicContext(house, facts),
  ready: () => databaseReadiness(connection.db),
  onAnswer: visits.see,
  onClose: async () => {
    await visits.close();
    await publications?.close();
    await connection.close();
  },
});

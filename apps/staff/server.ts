import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { connect } from "@essaim/database/connection";
import { remixApp } from "@essaim/web/build";
import { readAppEnvironment } from "@essaim/web/environment";
import { createLogger } from "@essaim/web/logger";
import { databaseReadiness } from "@essaim/web/readiness";
import { serve } from "@essaim/web/server";

const environment = readAppEnvironment();
const logger = createLogger("staff", environment.logLevel);
const { db, close } = connect({
  url: environment.databaseUrl,
  role: "essaim_staff",
  secret: environment.secret,
});
const development = process.argv.includes("--dev");

await serve({
  name: "staff",
  host: environment.host,
  port: environment.staffPort,
  publicUrl: environment.staffUrl,
  trustProxy: environment.trustProxy,
  privatePages: true,
  logger,
  ...remixApp(dirname(fileURLToPath(import.meta.url)), development),
  // Everything that must exist once per process is made here and handed to the routes: the build that
  // Remix makes holds its own copy of our packages.
  createContext: () => ({}),
  ready: () => databaseReadiness(db),
  onClose: close,
});

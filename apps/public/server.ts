import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { connect } from "@essaim/database/connection";
import { createExecute } from "@essaim/database/execute";
import { remixApp } from "@essaim/web/build";
import { readAppEnvironment } from "@essaim/web/environment";
import { createLogger } from "@essaim/web/logger";
import { databaseReadiness } from "@essaim/web/readiness";
import { serve } from "@essaim/web/server";
import { publicContext } from "./context.ts";

const environment = readAppEnvironment();
const logger = createLogger("public", environment.logLevel);
const { db, close } = connect({
  url: environment.databaseUrl,
  role: "essaim_public",
  secret: environment.secret,
});
const house = {
  execute: createExecute(db),
  // Same rule as in the back office, whose demo accounts it announces.
  isDemo: environment.demo || !environment.isProduction,
  publicUrl: environment.publicUrl,
};
const development = process.argv.includes("--dev");

await serve({
  name: "public",
  host: environment.host,
  port: environment.publicPort,
  publicUrl: environment.publicUrl,
  trustProxy: environment.trustProxy,
  privatePages: false,
  logger,
  ...remixApp(dirname(fileURLToPath(import.meta.url)), development),
  // Everything that must exist once per process is made here and handed to the routes: the build that
  // Remix makes holds its own copy of our packages.
  createContext: (facts) => publicContext(house, facts),
  ready: () => databaseReadiness(db),
  onClose: close,
});

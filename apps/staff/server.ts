import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { connect } from "@essaim/database/connection";
import { createExecute } from "@essaim/database/execute";
import { drawReport } from "@essaim/funding/report/report-file";
import { createIdentity } from "@essaim/identity/identity";
import { createMailer } from "@essaim/identity/mail";
import { sealerOf } from "@essaim/impact/report/seal";
import { passwordSealOf } from "@essaim/media/wiki/password.seal";
import { readTheirText } from "@essaim/media/wiki/their-text";
import { addressKeyOf } from "@essaim/outreach/contact/address-key";
import { printer } from "@essaim/paper/printer";
import { createMemoryCache } from "@essaim/territory/geocoding/cache";
import { createGeocoder } from "@essaim/territory/geocoding/geocoder";
import { remixApp } from "@essaim/web/build";
import { requireEnvironment } from "@essaim/web/environment";
import { prepareImage } from "@essaim/web/image";
import { createLogger } from "@essaim/web/logger";
import { databaseReadiness, refuseWrongLogin } from "@essaim/web/readiness";
import { serve } from "@essaim/web/server";
import { openStorage } from "@essaim/web/storage";
import { staffContext } from "./context.ts";
import { uploadAddresses } from "./upload-addresses.ts";

const environment = requireEnvironment("databaseUrl", "secret");
const logger = createLogger("staff", environment.logLevel);
const staff = connect({
  url: environment.databaseUrl,
  role: "essaim_staff",
  secret: environment.secret,
});
const auth = connect({
  url: environment.databaseUrl,
  role: "essaim_auth",
  secret: environment.secret,
  max: 5,
});
await refuseWrongLogin(staff, auth);
const identity = createIdentity({
  auth,
  secret: environment.secret,
  staffUrl: environment.staffUrl,
  allowDemo: environment.isDemo,
  mailer: createMailer({
    smtpUrl: environment.smtpUrl,
    from: environment.mailFrom,
    outbox: join(environment.dataDir, "outbox"),
    log: (message, details) => logger.info(details, message),
  }),
  // The transport's error may quote the address it was given: only its code is kept.
  onMailError: (error) =>
    logger.error(
      { code: error instanceof Error && "code" in error ? error.code : undefined },
      "a mail could not be sent",
    ),
});
const house = {
  execute: createExecute(staff.db),
  identity,
  storage: openStorage(environment.storage),
  prepareImage,
  drawReport,
  printer,
  seal: sealerOf(environment.secret),
  sealPassword: passwordSealOf(environment.secret).seal,
  hashAddress: addressKeyOf(environment.secret),
  readTheirText,
  uploadLimit: environment.uploadLimit,
  isDemo: environment.isDemo,
  publicUrl: environment.publicUrl,
  // Somebody waits: what does not answer at once is asked again by a job.
  geocoder: createGeocoder({
    baseUrl: environment.geocoderUrl,
    timeoutMs: 2_500,
    retries: 0,
    cache: { store: createMemoryCache(), secret: environment.secret },
  }),
};
const development = process.argv.includes("--dev");

await serve({
  name: "staff",
  host: environment.host,
  port: environment.staffPort,
  publicUrl: environment.staffUrl,
  trustProxy: environment.trustProxy,
  privatePages: true,
  uploads: { addresses: uploadAddresses, limit: environment.uploadLimit },
  logger,
  ...remixApp(dirname(fileURLToPath(import.meta.url)), development),
  // Everything that must exist once per process is made here and handed to the routes: the build that
  // Remix makes holds its own copy of our packages.
  createContext: (facts) => staffContext(house, facts),
  ready: () => databaseReadiness(staff.db),
  onClose: async () => {
    await Promise.all([staff.close(), auth.close()]);
  },
});

import { join } from "node:path";
import { connect } from "@essaim/database/connection";
import { sweepFiles } from "@essaim/database/file";
import { askHouseJobs } from "@essaim/database/job-queue";
import { createLinkChecker } from "@essaim/directory/links/check-link";
import { askDuePublications } from "@essaim/directory/publication/schedule.queries";
import { startJobs } from "@essaim/identity/job-runner";
import { createMailer } from "@essaim/identity/mail";
import { createPeertubeReader } from "@essaim/media/audience/read-peertube";
import { createForumReader } from "@essaim/media/forum/read-discourse";
import { createWikiClient } from "@essaim/media/wiki/mediawiki.client";
import { passwordSealOf } from "@essaim/media/wiki/password.seal";
import { createMemoryCache } from "@essaim/territory/geocoding/cache";
import { createGeocoder } from "@essaim/territory/geocoding/geocoder";
import { lastContourChange } from "@essaim/territory/register/last-import";
import { requireEnvironment } from "@essaim/web/environment";
import { createLogger } from "@essaim/web/logger";
import { refuseWrongLogin } from "@essaim/web/readiness";
import { openStorage } from "@essaim/web/storage";
import { handlers } from "./jobs/handlers.ts";

// The process that does the jobs: long work that a page asked for, and the house's own at night.

const environment = requireEnvironment("databaseUrl", "secret");
const logger = createLogger("jobs", environment.logLevel);
const connection = connect({
  url: environment.databaseUrl,
  role: "essaim_jobs",
  secret: environment.secret,
});
await refuseWrongLogin(connection);
const storage = openStorage(environment.storage);
const jobs = startJobs({
  connection,
  kinds: handlers,
  services: {
    storage,
    geocoder: createGeocoder({
      baseUrl: environment.geocoderUrl,
      cache: { store: createMemoryCache(), secret: environment.secret },
    }),
    mailer: createMailer({
      smtpUrl: environment.smtpUrl,
      from: environment.mailFrom,
      outbox: join(environment.dataDir, "outbox"),
      log: (message, details) => logger.info(details, message),
    }),
    links: environment.checksLinks
      ? createLinkChecker({ userAgent: `EssaimLinks/1.0 (+${environment.publicUrl})` })
      : undefined,
    peertube: environment.checksLinks
      ? createPeertubeReader({ userAgent: `EssaimAudience/1.0 (+${environment.publicUrl})` })
      : undefined,
    forum: environment.checksLinks
      ? createForumReader({ userAgent: `EssaimForum/1.0 (+${environment.publicUrl})` })
      : undefined,
    wikis: {
      openPassword: passwordSealOf(environment.secret).open,
      connect: (apiUrl) =>
        createWikiClient({
          apiUrl,
          userAgent: `Essaim/1.0 (+${environment.publicUrl})`,
          trustedHosts: environment.wikiHosts,
        }),
    },
    staffUrl: environment.staffUrl,
    publicUrl: environment.publicUrl,
    logger,
  },
  log: (level, message, details) => logger[level](details, message),
  everyMinute: async () => {
    const { removed, failed } = await sweepFiles(connection.db, storage.remove);
    if (removed) logger.info({ removed }, "files removed");
    if (failed) logger.warn({ failed }, "files could not be removed");
    await askDuePublications(connection.db);
    const changedAt = await lastContourChange(connection.db);
    if (changedAt) await askHouseJobs(connection.db, ["locate_homes"], changedAt);
  },
});
logger.info("looking for jobs");
process.send?.({ ready: true });

let stopping = false;
const stop = async (why: string) => {
  if (stopping) return;
  stopping = true;
  logger.info({ why }, "stopping");
  await jobs.stop();
  // Not waited for: a job that would not stop holds its connection, and its transaction ends with it.
  process.exit(0);
};
process.on("SIGTERM", () => void stop("SIGTERM"));
process.on("SIGINT", () => void stop("SIGINT"));
if (process.send) process.on("disconnect", () => void stop("supervisor gone"));

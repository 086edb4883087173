import type { LinkChecker } from "@essaim/directory/links/check-link";
import { type JobFacts, type JobKinds, JobRefusal, type RunJob } from "@essaim/identity/job-runner";
import type { Mailer } from "@essaim/identity/mail";
import type { PeertubeReader } from "@essaim/media/audience/read-peertube";
import type { ForumReader } from "@essaim/media/forum/read-discourse";
import type { WikiClient } from "@essaim/media/wiki/mediawiki.client";
import type { PasswordSeal } from "@essaim/media/wiki/password.seal";
import type { Geocoder } from "@essaim/territory/geocoding/geocoder";
import type { Logger } from "@essaim/web/logger";
import type { FileStorage } from "@essaim/web/storage";

export { JobRefusal };

/** What this app gives its jobs besides the person and the door. */
export type JobServices = {
  /** The files; throws errors whose code is `not_found` or `unavailable`. */
  storage: FileStorage;
  mailer: Mailer;
  /** Where addresses are, as the State says; never throws. */
  geocoder: Geocoder;
  /** Asks for the links of public pages; absent where the house asks for none. */
  links?: LinkChecker;
  /** Reads how often videos were viewed; absent where the house asks nothing of other sites. */
  peertube?: PeertubeReader;
  /** Reads what was answered to open questions; absent where the house asks nothing of other sites. */
  forum?: ForumReader;
  wikis: {
    /** Opens the passwords of their bots. */
    openPassword: PasswordSeal["open"];
    /** Talks to the one whose API is at this address; to be closed. */
    connect: (apiUrl: string) => WikiClient;
  };
  /** The back office's address, for links in mails. */
  staffUrl: string;
  /** The directory's. */
  publicUrl: string;
  /** Told ids and counts, never names. */
  logger: Logger;
};

export type JobWork = JobFacts & JobServices;
export type JobHandler = RunJob<JobServices>;
export type JobHandlers = JobKinds<JobServices>;

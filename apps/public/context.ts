import type { Execute } from "@essaim/database/execute";
import { type PublicActor, publicActor } from "@essaim/identity/actor";
import { executeWithResponses, withResponses } from "@essaim/web/responses";
import type { RequestFacts } from "@essaim/web/server";
import type { FileStorage } from "@essaim/web/storage";

/** What every loader of the directory finds in its context. */
export type PublicContext = {
  /** The door to the data; throws a 404 or 503 response where the house refuses. */
  execute: Execute;
  actor: PublicActor;
  isDemo: boolean;
  /** A keyed hash of the visitor's network address, to count registrations: never the address itself. */
  visitor: string;
  /** A keyed hash of a mail address, to count what is sent to it. */
  hashMail: (address: string) => string;
  /** Where people read the directory, without a final slash: canonical addresses start with it. */
  publicUrl: string;
  /** Reads a file of the storage, a piece at a time; throws a 404 or 503 response. */
  streamFile: FileStorage["stream"];
};

/** Makes the part of the load context that belongs to this app, for one request. */
export function publicContext(
  house: {
    execute: Execute;
    isDemo: boolean;
    publicUrl: string;
    hashAddress: (address: string) => string;
    hashMail: (address: string) => string;
    storage: Pick<FileStorage, "stream">;
  },
  facts: RequestFacts,
): PublicContext {
  return {
    execute: executeWithResponses(house.execute),
    actor: publicActor(facts.requestId),
    isDemo: house.isDemo,
    visitor: house.hashAddress(facts.address),
    hashMail: house.hashMail,
    publicUrl: house.publicUrl,
    streamFile: (key) => withResponses(() => house.storage.stream(key)),
  };
}

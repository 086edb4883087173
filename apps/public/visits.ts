import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Execute } from "@essaim/database/execute";
import { today } from "@essaim/database/today";
import { countVisits, mostVisits, openVisitDay } from "@essaim/directory/open-data/visit.commands";
import { type VisitPlace, visitPlaceOf } from "@essaim/directory/open-data/visit.rules";
import { publicActor } from "@essaim/identity/actor";
import type { Answered } from "@essaim/web/server";
import { isbot } from "isbot";

/** Milliseconds between two writings of what was seen. */
const pace = 5_000;
/** Visits that wait for a database that is away, and hashes of today that are not sent again. */
const most = 50_000;

export type Visits = {
  see(answer: Answered): void;
  /** Writes what was seen since the last time. */
  flush(): Promise<void>;
  close(): Promise<void>;
};

/**
 * Counts one visit for each visitor, page and day. Of a visitor it keeps a hash of their address and browser, made with
 * a salt that is forgotten with the day; neither the address nor the browser is written anywhere.
 */
export function createVisits(
  execute: Execute,
  onFailure: (error: unknown) => void,
  day: () => string = today,
): Visits {
  const actor = publicActor("visits");
  let salt: { day: string; value: Buffer } | undefined;
  const known = new Set<string>();
  const waiting = new Map<string, VisitPlace>();
  let opening: Promise<void> | undefined;
  let writing = Promise.resolve();
  let isTurning = false;

  const open = () => {
    opening ??= execute(actor, openVisitDay, {})
      .then((opened) => {
        if (!("salt" in opened) || opened.day === salt?.day) return;
        salt = { day: opened.day, value: opened.salt };
        known.clear();
      })
      .finally(() => {
        opening = undefined;
      });
    return opening;
  };

  const write = async () => {
    // Also what makes the night forget: whoever comes first after midnight.
    if (salt?.day !== day()) {
      if (salt) await send(salt.day);
      await open();
    }
    if (salt) await send(salt.day);
  };
  const send = async (of: string) => {
    while (waiting.size > 0) {
      const batch = [...waiting].slice(0, mostVisits);
      const seen = batch.map(([hash, place]) => ({ hash, ...place }));
      await execute(actor, countVisits, { day: of, seen });
      for (const [hash] of batch) waiting.delete(hash);
    }
  };
  const flush = () => {
    writing = writing.then(write).catch(onFailure);
    return writing;
  };
  const timer = setInterval(flush, pace);
  timer.unref();
  void flush();

  return {
    see({ request, status, address }) {
      if (request.method !== "GET" || (status !== 200 && status !== 304)) return;
      const place = visitPlaceOf((request.url ?? "/").split("?", 1)[0] ?? "/");
      // To know a program by its name is the dearest: what is no page is left out before.
      if (!place || !isCounted(request.headers)) return;
      if (!salt || salt.day !== day()) {
        // The few visits of the moment when a day begins are left out, rather than kept with an address.
        if (!isTurning) {
          isTurning = true;
          void flush().finally(() => {
            isTurning = false;
          });
        }
        return;
      }
      const hash = createHash("sha256")
        .update(salt.value)
        .update(`${address()}\n${request.headers["user-agent"]}\n${place.page}\n${place.slug}`)
        .digest()
        .subarray(0, 16)
        .toString("base64");
      if (known.has(hash) || waiting.size >= most) return;
      if (known.size >= most) known.clear();
      known.add(hash);
      waiting.set(hash, place);
    },
    flush,
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}

/** Is it a person, who does not ask to be left alone, and who asked for the page rather than their browser in advance? */
function isCounted(headers: IncomingHttpHeaders): boolean {
  const agent = headers["user-agent"];
  if (!agent || isbot(agent)) return false;
  if (headers.dnt === "1" || headers["sec-gpc"] === "1") return false;
  const purpose = [headers["sec-purpose"], headers.purpose, headers["x-purpose"], headers["x-moz"]];
  return !purpose.some((said) => /prefetch|prerender|preview/i.test(String(said ?? "")));
}

import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { RequestHandler } from "express";
import { isUnchanged } from "./etag.ts";
import { sendPage } from "./guards.ts";
import type { Logger } from "./logger.ts";

/** A file written as it is read: it never stands whole in memory, however slowly it is taken. */
export type Streamed = {
  type: string;
  /** Names what the file says, so that who has it takes nothing again. */
  etag: string;
  /** Under which it is saved; none: it is shown. */
  filename?: string;
  write: () => AsyncIterable<string | Uint8Array> | Readable;
};

/** The file of an address; undefined where there is none. */
export type Streams = (
  pathname: string,
  requestId: string,
) => Promise<Streamed | undefined> | undefined;

/** What Node says when the reader hangs up. */
const left = "ERR_STREAM_PREMATURE_CLOSE";

/** Sends the files that are written as they are read. Remix would hold in memory what a slow reader has not taken. */
export function sendStreams(streams: Streams, logger: Logger): RequestHandler {
  return async (request, response, next) => {
    if (request.method !== "GET" && request.method !== "HEAD") {
      next();
      return;
    }
    try {
      const file = await streams(request.path, response.locals.requestId);
      if (!file) {
        next();
        return;
      }
      response.set({
        "content-type": file.type,
        etag: file.etag,
        "cache-control": "public, max-age=0, must-revalidate",
        ...(file.filename
          ? { "content-disposition": `attachment; filename="${file.filename}"` }
          : {}),
      });
      if (isUnchanged(request.get("if-none-match"), file.etag)) {
        response.status(304).end();
        return;
      }
      if (request.method === "HEAD") {
        response.end();
        return;
      }
      const written = file.write();
      await pipeline(written instanceof Readable ? written : Readable.from(written), response);
    } catch (error) {
      // Whoever leaves before the end is no error; whoever gets half of a file must see that it is half.
      if (error instanceof Error && "code" in error && error.code === left) return;
      if (response.headersSent || response.destroyed) {
        logger.error({ err: error }, "file cut short");
        response.destroy();
        return;
      }
      const isAway = error instanceof Error && "code" in error && error.code === "unavailable";
      if (!isAway) {
        next(error);
        return;
      }
      response.removeHeader("etag");
      response.removeHeader("content-disposition");
      response.set("retry-after", "5");
      sendPage(
        response,
        503,
        "L’annuaire ne répond pas",
        "Réessayez dans un instant\u202f: rien n’est perdu.",
      );
    }
  };
}

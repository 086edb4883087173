import { Writable } from "node:stream";
import type { ReactElement } from "react";
import { renderToPipeableStream } from "react-dom/server";
import { writtenBytes } from "./html-bytes.ts";
import type { Logger } from "./logger.ts";

/** Milliseconds after which data still awaited by a page is given up. */
export const renderTimeout = 5000;

/**
 * A page whole, in one piece: no page here waits for data once it is begun, and the pieces of 2 KB that React would
 * send one after the other cost more than the page.
 * @returns its UTF-8 bytes; `isWhole` is false when a part of it failed, which is logged
 * @throws what broke before anything could be shown, for the crash page, which logs it
 */
export function renderPage(
  page: ReactElement,
  { nonce, logger }: { nonce?: string; logger: Logger },
): Promise<{ html: Buffer; isWhole: boolean }> {
  return new Promise((resolve, reject) => {
    const pieces: Uint8Array[] = [];
    const errors: unknown[] = [];
    const sink = new Writable({
      write(piece: Uint8Array, _encoding, done) {
        pieces.push(writtenBytes(piece));
        done();
      },
      final(done) {
        for (const error of errors) logger.error({ err: error }, "rendering failed");
        resolve({ html: Buffer.concat(pieces), isWhole: errors.length === 0 });
        done();
      },
    });
    const { pipe, abort } = renderToPipeableStream(page, {
      nonce,
      onAllReady: () => pipe(sink),
      onShellError: reject,
      onError(error) {
        errors.push(error);
      },
    });
    setTimeout(abort, renderTimeout + 1000).unref();
  });
}

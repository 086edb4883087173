import { Readable } from "node:stream";
import type { Execute } from "@essaim/database/execute";
import type { PublicActor } from "@essaim/identity/actor";
import { getMethod } from "@essaim/media/sheet/method.queries";
import { archiveName, archiveOf } from "@essaim/media/sheet/method-archive";
import { openPublishedSheetFile } from "@essaim/media/sheet/sheet-file.queries";
import { fingerprint } from "@essaim/web/etag";
import type { FileStorage } from "@essaim/web/storage";
import type { Streamed } from "@essaim/web/streams";
import yazl from "yazl";
import { pathsIn } from "./app/paths.ts";

type House = { execute: Execute; publicUrl: string; storage: Pick<FileStorage, "stream"> };

/**
 * A method in one archive, its files read from the storage as they are sent, whoever takes it and however slowly. The same
 * content makes the same entries, of the day when it was last published.
 * @returns undefined where there is no such method
 */
export async function methodZip(
  { execute, publicUrl, storage }: House,
  actor: PublicActor,
  organisation: string,
  path: string,
): Promise<Streamed | undefined> {
  const method = await execute(actor, getMethod, { organisation, path }).catch(unlessMissing);
  if (!method) return undefined;
  const { sheet } = pathsIn("fr");
  const entries = archiveOf(method, (to) => publicUrl + sheet(organisation, to));
  const bytesOf = async (id: string) => {
    const { storageKey } = await execute(actor, openPublishedSheetFile, { id });
    return storage.stream(storageKey);
  };
  return {
    type: "application/zip",
    filename: archiveName(method),
    etag: fingerprint(JSON.stringify([entries, method.changedAt])),
    write: () => {
      const zip = new yazl.ZipFile();
      const output = zip.outputStream as Readable;
      const options = { mtime: method.changedAt };
      for (const entry of entries) {
        if ("text" in entry) zip.addBuffer(Buffer.from(entry.text), entry.name, options);
        else
          zip.addReadStreamLazy(entry.name, options, (give) => {
            bytesOf(entry.fileId).then(
              (bytes) => give(null, bytes),
              (error: unknown) => give(error, Readable.from([])),
            );
          });
      }
      zip.on("error", (error) => output.destroy(error as Error));
      zip.end();
      return output;
    },
  };
}

function unlessMissing(error: unknown): undefined {
  if (error instanceof Error && "code" in error && error.code === "not_found") return undefined;
  throw error;
}

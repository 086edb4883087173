import { Readable } from "node:stream";
import { today } from "@essaim/database/today";
import { jsonOf } from "@essaim/directory/open-data/json-dump";
import type { licenceOfData } from "@essaim/directory/open-data/licence.schema";
import type { OpenRecord } from "@essaim/directory/open-data/record.schema";
import yazl from "yazl";
import { type Entry, entryOf, fileOf, indexPage, recordPage, style } from "./page.tsx";

type Head = { licence: ReturnType<typeof licenceOfData>; position: number };

/**
 * The whole directory in one archive to be read from a USB key: pages with links between them, and the same in data.
 * A page is written when its turn comes to be sent, whoever takes it and however slowly.
 * @param read reads all the records; twice, for the pages and for the data
 */
export function offlineZip(read: () => AsyncIterable<OpenRecord[]>, head: Head): Readable {
  const zip = new yazl.ZipFile();
  const output = zip.outputStream as Readable;
  const on = today();
  /** Adds a file, and resolves once its turn has come. */
  const add = (name: string, write: () => string | AsyncIterable<string>) =>
    new Promise<void>((resolve) => {
      zip.addReadStreamLazy(name, (give) => {
        try {
          const written = write();
          give(null, Readable.from(typeof written === "string" ? [written] : written));
        } catch (error) {
          give(error, Readable.from([]));
        }
        resolve();
      });
    });
  const fill = async () => {
    const entries: Entry[] = [];
    for await (const records of read()) {
      const turns = records.map((record) => {
        entries.push(entryOf(record));
        return add(fileOf(record.kind, record.slug), () => recordPage(record, head.licence));
      });
      await turns.at(-1);
    }
    zip.addBuffer(Buffer.from(style), "style.css");
    void add("donnees/annuaire.json", () => jsonOf(head, read()));
    void add("index.html", () => indexPage(entries, on, head.licence));
    zip.end();
  };
  zip.on("error", (error) => output.destroy(error as Error));
  fill().catch((error) => output.destroy(error));
  return output;
}

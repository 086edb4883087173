import { type Entry, fromBuffer, type ZipFile } from "yauzl";
import { MOST_ENTRIES, MOST_RATIO, MOST_UNZIPPED, RATIO_FROM } from "./limits.ts";
import { Unreadable, unreadable } from "./unreadable.ts";

/** The parts of a ZIP file, read one at a time and never all at once. */
export type Zip = {
  has(name: string): boolean;
  /** A part, a piece at a time; nothing when there is no such part. */
  read(name: string): AsyncIterable<Uint8Array>;
};

/**
 * Opens a ZIP file that somebody sent. What it announces is weighed before anything is decompressed, and no part may
 * be longer than it announced: those that lie, that overlap or that hold other archives cost no more than the
 * limits. An archive within it is never opened.
 * @throws Unreadable
 */
export async function openZip(bytes: Uint8Array): Promise<Zip> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const file = await new Promise<ZipFile>((resolve, reject) => {
    fromBuffer(buffer, { lazyEntries: true, validateEntrySizes: true }, (error, opened) =>
      opened ? resolve(opened) : reject(broken(error)),
    );
  });
  if (file.entryCount > MOST_ENTRIES) throw new Unreadable(unreadable.bomb);
  const entries = await allEntries(file);
  let announced = 0;
  for (const entry of entries.values()) announced += weigh(entry);
  if (announced > MOST_UNZIPPED) throw new Unreadable(unreadable.bomb);
  return {
    has: (name) => entries.has(name),
    async *read(name) {
      const entry = entries.get(name);
      if (entry) yield* pieces(file, entry);
    },
  };
}

function allEntries(file: ZipFile): Promise<Map<string, Entry>> {
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>();
    file.on("entry", (entry) => {
      entries.set(entry.fileName, entry);
      file.readEntry();
    });
    file.on("end", () => resolve(entries));
    file.on("error", (error) => reject(broken(error)));
    file.readEntry();
  });
}

/** The size that a part announces, once it is found bearable. */
function weigh(entry: Entry): number {
  if (entry.isEncrypted()) throw new Unreadable(unreadable.locked);
  const { uncompressedSize, compressedSize } = entry;
  if (uncompressedSize > RATIO_FROM && uncompressedSize > compressedSize * MOST_RATIO) {
    throw new Unreadable(unreadable.bomb);
  }
  return uncompressedSize;
}

/** What a part holds: yauzl stops it as soon as it is longer than it announced. */
async function* pieces(file: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    file.openReadStream(entry, (error, opened) =>
      opened ? resolve(opened) : reject(broken(error)),
    );
  });
  try {
    yield* stream as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw error instanceof Unreadable ? error : broken(error);
  }
}

function broken(cause: unknown): Unreadable {
  const isLiar = cause instanceof Error && cause.message.startsWith("too many bytes");
  return new Unreadable(isLiar ? unreadable.bomb : unreadable.broken, { cause });
}

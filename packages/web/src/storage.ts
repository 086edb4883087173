import { createHash } from "node:crypto";
import { mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { fileKeyPattern, imagesPrefix } from "@essaim/database/file";
import { Disk } from "flydrive";
import { FSDriver } from "flydrive/drivers/fs";

/**
 * Where the files are: what people attach, and what is made for them. A key comes from `announceFile`
 * (@essaim/database/file), and any other is refused. Every method may throw an error whose code is
 * `unavailable`: the storage is away.
 */
export type FileStorage = {
  /** Writes a file, whole or not at all. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** @throws an error whose code is `not_found` when there is no such file */
  read(key: string): Promise<Uint8Array>;
  /** Same, a piece at a time. */
  stream(key: string): Promise<Readable>;
  /** Removes a file; one that is not there counts as removed. */
  remove(key: string): Promise<void>;
};

/** Where to put them: a folder of this machine, or a bucket of any service that speaks S3. */
export type StorageSettings =
  | { kind: "folder"; folder: string }
  | {
      kind: "s3";
      bucket: string;
      region: string;
      keyId: string;
      secret: string;
      /** Absent: Amazon's own. */
      endpoint?: string;
    };

class NoSuchFile extends Error {
  readonly code = "not_found";
}

class StorageAway extends Error {
  readonly code = "unavailable";
}

/**
 * Opens the images of the public pages to read them, and nothing else of the storage.
 * @param settings a bucket, whose key may be limited to the images' prefix; or the folder of the images
 */
export function openImages(settings: StorageSettings): Pick<FileStorage, "stream"> {
  const storage = settings.kind === "folder" ? folderStorage(settings.folder) : s3Storage(settings);
  const inFolder = (key: string) =>
    settings.kind === "folder" ? key.slice(imagesPrefix.length) : key;
  return {
    stream: (key) =>
      guarded(key, () => {
        if (!key.startsWith(imagesPrefix)) throw new NoSuchFile("Not an image");
        return storage.stream(inFolder(key));
      }),
  };
}

/** Opens the storage. Nothing is written, nor asked of the network, before it is used. */
export function openStorage(settings: StorageSettings): FileStorage {
  const storage = settings.kind === "folder" ? folderStorage(settings.folder) : s3Storage(settings);
  return {
    put: (key, bytes) => guarded(key, () => storage.put(key, bytes)),
    read: (key) => guarded(key, async () => buffer(await storage.stream(key))),
    stream: (key) => guarded(key, () => storage.stream(key)),
    remove: (key) => guarded(key, () => storage.remove(key)),
  };
}

type Store = Omit<FileStorage, "read">;

function folderStorage(folder: string): Store {
  const disk = new Disk(new FSDriver({ location: folder, visibility: "private" }));
  return {
    async put(key, bytes) {
      // Files about people: nobody else of the machine reads them.
      await mkdir(folder, { recursive: true, mode: 0o700 });
      // Renamed when complete: a reader never meets half a file.
      const part = `${key}.part`;
      await disk.put(part, bytes);
      await rename(join(folder, part), join(folder, key));
    },
    async stream(key) {
      if (!(await disk.exists(key))) throw new NoSuchFile("No such file");
      return disk.getStream(key);
    },
    remove: (key) => disk.delete(key),
  };
}

function s3Storage(settings: StorageSettings & { kind: "s3" }): Store {
  let opened: Promise<Disk> | undefined;
  // The client of S3 is large: a process that needs none does not load it.
  const disk = () => {
    opened ??= import("flydrive/drivers/s3").then(
      ({ S3Driver }) =>
        new Disk(
          new S3Driver({
            bucket: settings.bucket,
            region: settings.region,
            credentials: { accessKeyId: settings.keyId, secretAccessKey: settings.secret },
            ...(settings.endpoint ? { endpoint: settings.endpoint, forcePathStyle: true } : {}),
            // Services that are not Amazon's refuse the checksums that its client adds by itself.
            requestChecksumCalculation: "WHEN_REQUIRED",
            responseChecksumValidation: "WHEN_REQUIRED",
            visibility: "private",
            supportsACL: false,
          }),
        ),
    );
    return opened;
  };
  return {
    async put(key, bytes) {
      // S3 verifies the file against its MD5 and keeps nothing of one that is cut short.
      const sum = createHash("md5").update(bytes).digest("base64");
      await (await disk()).put(key, bytes, { ContentMD5: sum } as Record<string, unknown>);
    },
    async stream(key) {
      return (await disk()).getStream(key);
    },
    async remove(key) {
      await (await disk()).delete(key);
    },
  };
}

/** Runs what is asked of the storage on a key that can only be one of ours, and tells its errors as ours. */
async function guarded<T>(key: string, work: () => Promise<T>): Promise<T> {
  if (!fileKeyPattern.test(key)) throw new TypeError("Not the key of a file");
  try {
    return await work();
  } catch (error) {
    if (error instanceof NoSuchFile || isMissing(error)) throw new NoSuchFile("No such file");
    throw new StorageAway("The storage cannot answer for now", { cause: error });
  }
}

/** flydrive wraps what the disk or the service said. */
function isMissing(error: unknown): boolean {
  for (let one = error; one instanceof Error; one = one.cause) {
    const code = "code" in one ? one.code : undefined;
    if (code === "ENOENT" || one.name === "NoSuchKey" || one.name === "NotFound") return true;
  }
  return false;
}

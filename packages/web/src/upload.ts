import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { Busboy } from "@fastify/busboy";
import { mostFields } from "./form.ts";
import { BODY_LIMIT } from "./guards.ts";

export type SentFile = { name: string; bytes: Uint8Array };

export type Upload = {
  /** The fields, for `parseForm`; the file is not among them. */
  form: FormData;
  /** The file sent, under the name it had on the sender's machine; null when none was chosen, or it is too large. */
  file: SentFile | null;
  /** By the name of its field, each file, where the form has several. */
  files: Record<string, SentFile>;
  /** Every file, in the order sent: a field may carry many. */
  all: SentFile[];
  /** More than `maxBytes`: nothing of it is kept. */
  tooLarge: boolean;
};

/** Longest name of a field of ours, with room to spare. */
const longestName = 200;

/**
 * The form that a request carries with one file or a few, in memory: for addresses that the app lists
 * (`ServeOptions.uploads`) and forms whose `enctype` is `multipart/form-data`. Bytes are counted as they come,
 * whatever the sender announces. Check the person before: `await context.requireActor(request)`.
 * @param options.maxBytes the largest file kept
 * @param options.mostFiles one unless said
 * @throws a 413 response past these files, 800 fields or 1 MB of text; 400 when the form is cut short or malformed;
 * 415 when it is of another kind
 */
export async function readUpload(
  request: Request,
  { maxBytes, mostFiles = 1 }: { maxBytes: number; mostFiles?: number },
): Promise<Upload> {
  const parser = openParser(request.headers.get("content-type") ?? "", { maxBytes, mostFiles });
  const form = new FormData();
  const files = new Map<string, SentFile>();
  const all: SentFile[] = [];
  let tooLarge = false;
  let tooMuch = false;
  let textLeft = BODY_LIMIT;
  parser.on("field", (name, value, nameTruncated, valueTruncated) => {
    textLeft -= name.length + value.length;
    tooMuch ||= nameTruncated || valueTruncated || name.length > longestName || textLeft < 0;
    if (!tooMuch) form.append(name, value);
  });
  parser.on("file", (field, stream, name) => {
    const pieces: Buffer[] = [];
    stream.on("data", (piece: Buffer) => pieces.push(piece));
    // What went wrong is told by the parser itself.
    stream.on("error", () => {});
    stream.on("end", () => {
      if (stream.truncated) tooLarge = true;
      // A browser sends an empty file without a name when none was chosen.
      else if (name || pieces.length) {
        const file = { name: name ?? "", bytes: Buffer.concat(pieces) };
        files.set(field, file);
        all.push(file);
      }
    });
    stream.on("limit", () => {
      pieces.length = 0;
    });
  });
  for (const limit of ["fieldsLimit", "filesLimit", "partsLimit"]) {
    parser.on(limit, () => {
      tooMuch = true;
    });
  }
  try {
    // Read to the end whatever it holds: the server refused what is far too large already (guards.ts).
    const body = (request.body ?? new Blob([]).stream()) as ReadableStream<Uint8Array>;
    await pipeline(Readable.fromWeb(body), parser);
  } catch {
    throw new Response(null, { status: 400 });
  }
  if (tooMuch) throw new Response(null, { status: 413 });
  const [file = null] = files.values();
  return { form, file, files: Object.fromEntries(files), all, tooLarge };
}

function openParser(
  contentType: string,
  { maxBytes, mostFiles }: { maxBytes: number; mostFiles: number },
) {
  if (!contentType.startsWith("multipart/form-data")) throw new Response(null, { status: 415 });
  try {
    return new Busboy({
      headers: { "content-type": contentType },
      limits: {
        fileSize: maxBytes,
        files: mostFiles,
        fields: mostFields,
        fieldSize: BODY_LIMIT,
        fieldNameSize: longestName,
        headerPairs: 20,
        headerSize: 16 * 1024,
      },
    });
  } catch {
    // No boundary: nothing to cut the form by.
    throw new Response(null, { status: 400 });
  }
}

import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { Busboy } from "@fastify/busboy";
import { mostFields } from "./form.ts";
import { BODY_LIMIT } from "./guards.ts";

export type Upload = {
  /** The fields, for `parseForm`; the file is not among them. */
  form: FormData;
  /** The file sent, under the name it had on the sender's machine; null when none was chosen, or it is too large. */
  file: { name: string; bytes: Uint8Array } | null;
  /** More than `maxBytes`: nothing of it is kept. */
  tooLarge: boolean;
};

/** Longest name of a field of ours, with room to spare. */
const longestName = 200;

/**
 * The form that a request carries with one file, in memory: for addresses that the app lists
 * (`ServeOptions.uploads`) and forms whose `enctype` is `multipart/form-data`. Bytes are counted as they come,
 * whatever the sender announces. Check the person before: `await context.requireActor(request)`.
 * @param options.maxBytes the largest file kept
 * @throws a 413 response past one file, 500 fields or 1 MB of text; 400 when the form is cut short or malformed;
 * 415 when it is of another kind
 */
export async function readUpload(
  request: Request,
  { maxBytes }: { maxBytes: number },
): Promise<Upload> {
  const parser = openParser(request.headers.get("content-type") ?? "", maxBytes);
  const form = new FormData();
  let file: Upload["file"] = null;
  let tooLarge = false;
  let tooMuch = false;
  let textLeft = BODY_LIMIT;
  parser.on("field", (name, value, nameTruncated, valueTruncated) => {
    textLeft -= name.length + value.length;
    tooMuch ||= nameTruncated || valueTruncated || name.length > longestName || textLeft < 0;
    if (!tooMuch) form.append(name, value);
  });
  parser.on("file", (_field, stream, name) => {
    const pieces: Buffer[] = [];
    stream.on("data", (piece: Buffer) => pieces.push(piece));
    // What went wrong is told by the parser itself.
    stream.on("error", () => {});
    stream.on("end", () => {
      if (stream.truncated) tooLarge = true;
      // A browser sends an empty file without a name when none was chosen.
      else if (name || pieces.length) file = { name: name ?? "", bytes: Buffer.concat(pieces) };
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
  return { form, file, tooLarge };
}

function openParser(contentType: string, maxBytes: number) {
  if (!contentType.startsWith("multipart/form-data")) throw new Response(null, { status: 415 });
  try {
    return new Busboy({
      headers: { "content-type": contentType },
      limits: {
        fileSize: maxBytes,
        files: 1,
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

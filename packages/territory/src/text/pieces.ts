import { decode } from "iconv-lite";
import { decodeText, type Encoding } from "./encoding.ts";

/** Bytes decoded at a time, so that a text of any length takes no more memory than its bytes. */
const SLICE = 256 * 1024;
/** Bytes that are not ASCII, with what is around them, by which an encoding of one byte by letter is known. */
const SAMPLE = 64 * 1024;
const AROUND = 32;

const names = {
  "ISO-8859-15": "iso885915",
  "Windows-1252": "windows1252",
  Mac: "macroman",
  DOS: "cp850",
} as const;

export type PieceEncoding = Encoding | "ISO-8859-15";

/**
 * The text of a file whose encoding nothing says, a piece at a time. As `decodeText`, and tells ISO 8859-15, in which
 * the tax administration wants accounts, from Windows-1252: neither holds letters where the other holds € and œ.
 * @returns pieces that may be asked for again; a letter is never cut between two of them
 */
export function textPieces(bytes: Uint8Array): {
  encoding: PieceEncoding;
  pieces(): Generator<string>;
} {
  const wide = bytes.subarray(0, 4096);
  const encoding = isUtf8(bytes) && !wide.includes(0) ? "UTF-8" : encodingOf(bytes);
  return { encoding, pieces: () => decoded(bytes, encoding) };
}

function encodingOf(bytes: Uint8Array): PieceEncoding {
  const { encoding } = decodeText(sampleOf(bytes));
  if (encoding !== "Windows-1252") return encoding;
  // Controls of ISO 8859-15, letters and marks of Windows-1252.
  if (bytes.some((byte) => byte >= 0x80 && byte <= 0x9f)) return encoding;
  // €, Œ and œ, where Windows-1252 has ¤, ¼ and ½, that no accounts hold.
  return bytes.some((byte) => byte === 0xa4 || byte === 0xbc || byte === 0xbd)
    ? "ISO-8859-15"
    : encoding;
}

/** The beginning of a file, and what is around its first bytes beyond ASCII. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= SAMPLE) return bytes;
  const kept: Uint8Array[] = [bytes.subarray(0, 4096)];
  let total = 4096;
  for (let at = total; at < bytes.length && total < SAMPLE; at += 1) {
    if ((bytes[at] ?? 0) < 0x80) continue;
    const around = bytes.subarray(Math.max(4096, at - AROUND), at + AROUND);
    kept.push(around);
    total += around.length;
    at += AROUND - 1;
  }
  return Buffer.concat(kept);
}

function isUtf8(bytes: Uint8Array): boolean {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for (let from = 0; from < bytes.length; from += SLICE) {
      decoder.decode(bytes.subarray(from, from + SLICE), { stream: true });
    }
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

function* decoded(bytes: Uint8Array, encoding: PieceEncoding): Generator<string> {
  if (encoding === "UTF-8" || encoding === "UTF-16") {
    const isBigEndian = bytes[0] === 0xfe || (bytes[0] === 0 && bytes[1] !== 0);
    const wide = isBigEndian ? "utf-16be" : "utf-16le";
    const decoder = new TextDecoder(encoding === "UTF-8" ? "utf-8" : wide);
    for (let from = 0; from < bytes.length; from += SLICE) {
      yield decoder.decode(bytes.subarray(from, from + SLICE), { stream: true });
    }
    yield decoder.decode();
    return;
  }
  for (let from = 0; from < bytes.length; from += SLICE) {
    yield decode(bytes.subarray(from, from + SLICE), names[encoding]);
  }
}

/** The lines of a text, however they end; the last one may be empty. */
export function* linesOf(pieces: Iterable<string>): Generator<string> {
  let rest = "";
  for (const piece of pieces) {
    // A carriage return at the end may be the first half of an end of line.
    const text = rest + piece;
    const whole = text.endsWith("\r") ? text.length - 1 : text.length;
    const lines = text.slice(0, whole).split(/\r\n|\n|\r/);
    rest = (lines.pop() ?? "") + text.slice(whole);
    yield* lines;
  }
  yield rest.replace(/\r$/, "");
}

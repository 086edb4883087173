import { decode } from "iconv-lite";

/** How a text was written. */
export type Encoding = "UTF-8" | "UTF-16" | "Windows-1252" | "Mac" | "DOS";

/** What French, Spanish and Portuguese write that ASCII does not. */
const lower = "éèêëàâäîïôöùûüçœæñáíóúãõ’«»°€\u00a0";
const upper = "ÉÈÊËÀÂÄÎÏÔÖÙÛÜÇŒÆÑÁÍÓÚÃÕ";
/** A capital in the middle of a word is a sign that the encoding is another. */
const expected = new RegExp(`[${lower}]|(?<!\\p{Ll})[${upper}]`, "gu");
const beyondAscii = /[^\0-\x7f]/g;

/** What stands for a character that could not be read. */
const UNKNOWN_CHARACTER = "\ufffd";

/**
 * Encodings of one byte by letter, the likeliest first. Windows-1252 holds Latin-1. Node's own decoder reads it as
 * Latin-1, which loses ’ and œ, and knows nothing of DOS.
 */
const singleBytes: readonly [Encoding, string][] = [
  ["Windows-1252", "windows1252"],
  ["Mac", "macroman"],
  ["DOS", "cp850"],
];

/**
 * The text of a file whose encoding nothing says. UTF-8 and UTF-16 know themselves; otherwise it is the encoding of
 * Windows, of the former Macintosh or of DOS, whichever makes the most sense in French. What cannot be read becomes
 * U+FFFD, so that whoever reads the cells can say where it is.
 */
export function decodeText(bytes: Uint8Array): { text: string; encoding: Encoding } {
  const utf16 = utf16Of(bytes);
  if (utf16) return { text: new TextDecoder(utf16).decode(bytes), encoding: "UTF-16" };
  const utf8 = new TextDecoder("utf-8").decode(bytes);
  const unread = occurrences(utf8, /\ufffd/g);
  // Some bytes are wrong among many right ones: damaged, but no other encoding would do better.
  if (unread === 0 || occurrences(utf8, beyondAscii) > 2 * unread) {
    return { text: utf8, encoding: "UTF-8" };
  }
  let best = { text: utf8, encoding: "UTF-8" as Encoding, likely: -1 };
  for (const [encoding, name] of singleBytes) {
    const text = decode(bytes, name);
    const likely = occurrences(text, expected);
    if (likely > best.likely) best = { text, encoding, likely };
  }
  const { text, encoding, likely } = best;
  const isDoubtful = likely * 2 < occurrences(text, beyondAscii);
  return { text: isDoubtful ? marked(text) : text, encoding };
}

/** The same text, where what makes no sense is marked as unknown. */
function marked(text: string): string {
  const known = new Set([...text.matchAll(expected)].map((match) => match.index));
  return text.replace(beyondAscii, (letter, at: number) =>
    known.has(at) ? letter : UNKNOWN_CHARACTER,
  );
}

/** UTF-16 announces itself, or shows a zero in every other byte. */
function utf16Of(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const sample = bytes.subarray(0, 4096);
  if (sample.length < 4) return null;
  let even = 0;
  let odd = 0;
  for (const [index, byte] of sample.entries()) {
    if (byte !== 0) continue;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  }
  const most = sample.length * 0.3;
  if (odd > most && even < most / 4) return "utf-16le";
  return even > most && odd < most / 4 ? "utf-16be" : null;
}

function occurrences(text: string, pattern: RegExp): number {
  let count = 0;
  for (const _ of text.matchAll(pattern)) count += 1;
  return count;
}

/** What UTF-8 read as Windows-1252 leaves behind: « Ã© » for « é », « â€™ » for « ’ », « Â° » for « ° ». */
const mojibake = /Ã[\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|Â[\u0080-\u00bf]|â€|Å[“’]|ï¿½|\ufffd/;

/** Was this text written in one encoding and read in another? */
export function isGarbled(text: string): boolean {
  return mojibake.test(text);
}

/** How a text was written, as a French user of a spreadsheet would call it. */
export type Encoding = "UTF-8" | "UTF-16" | "Windows-1252" | "Mac";

/** What French, Spanish and Portuguese write that ASCII does not. */
const expected = /[éèêëàâäîïôöùûüçœæñáíóúãõÉÈÊËÀÂÄÎÏÔÖÙÛÜÇŒÆÑÁÍÓÚÃÕ’«»°€\u00a0]/g;
const beyondAscii = /[^\0-\x7f]/g;

/** What stands for a character that could not be read. */
export const UNKNOWN_CHARACTER = "\ufffd";

/**
 * The text of a file whose encoding nothing says. What cannot be read becomes U+FFFD, so that whoever reads the
 * cells can say where it is. UTF-8 and UTF-16 know themselves; otherwise it is Windows-1252 (which holds Latin-1) or
 * the former Macintosh's, whichever makes more sense in French.
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
  const [windows, mac] = (["windows-1252", "macintosh"] as const).map((label) => {
    const text = new TextDecoder(label).decode(bytes);
    return { text, likely: occurrences(text, expected) };
  });
  const isMac = mac && windows && mac.likely > windows.likely;
  const best = isMac ? mac : windows;
  const text = best?.text ?? utf8;
  const isDoubtful = (best?.likely ?? 0) * 2 < occurrences(text, beyondAscii);
  return {
    text: isDoubtful
      ? text.replace(beyondAscii, (one) => (one.match(expected) ? one : UNKNOWN_CHARACTER))
      : text,
    encoding: isMac ? "Mac" : "Windows-1252",
  };
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

import { encode } from "iconv-lite";
import { describe, expect, test } from "vitest";
import { linesOf, textPieces } from "./pieces.ts";

const text = "Écriture d’un œuf\u00a0: 12,50 €, à Besançon\r\n";

/** Long enough for letters to be cut between two slices. */
const long = (line: string) => line.repeat(Math.ceil((700 * 1024) / line.length) + 1);

function read(bytes: Uint8Array) {
  const { encoding, pieces } = textPieces(bytes);
  return { encoding, text: [...pieces()].join("") };
}

describe("a text a piece at a time", () => {
  test("UTF-8, with letters cut between two slices, and its mark left out", () => {
    expect(read(Buffer.from(`\ufeff${long(text)}`))).toEqual({
      encoding: "UTF-8",
      text: long(text),
    });
  });

  test("Windows-1252", () => {
    expect(read(encode(long(text), "windows1252"))).toEqual({
      encoding: "Windows-1252",
      text: long(text),
    });
  });

  test("ISO 8859-15, which has no typographic apostrophe", () => {
    const plain = long(text.replace("’", "'"));
    expect(read(encode(plain, "iso885915"))).toEqual({ encoding: "ISO-8859-15", text: plain });
  });

  test("UTF-16", () => {
    expect(read(encode(long(text), "utf-16le", { addBOM: true }))).toEqual({
      encoding: "UTF-16",
      text: long(text),
    });
  });

  test("its first letters beyond ASCII may come late", () => {
    const late = `${"a".repeat(300_000)}\ndépense d’été\n`;
    expect(read(encode(late, "windows1252")).text).toBe(late);
  });
});

test("lines end as they like, even between two pieces", () => {
  expect([...linesOf(["a\r", "\nb\rc", "\n", "\nd"])]).toEqual(["a", "b", "c", "", "d"]);
  expect([...linesOf(["a\r\n"])]).toEqual(["a", ""]);
});

import * as fc from "fast-check";
import { decode, encode } from "iconv-lite";
import { describe, expect, test } from "vitest";
import { decodeText, isGarbled } from "./encoding.ts";

const french = "Nom;Ville\r\nL'Écusson;Alès\r\nChloé Çelik;Onet-le-Château — 12 °C\r\n";
const bytesOf = (text: string, encoding: string) => new Uint8Array(encode(text, encoding));

describe("French is read in", () => {
  test.each([
    ["utf8", "UTF-8"],
    ["utf16le", "UTF-16"],
    ["utf16be", "UTF-16"],
    ["latin1", "Windows-1252"],
    ["windows1252", "Windows-1252"],
    ["macroman", "Mac"],
    ["cp850", "DOS"],
  ])("%s", (name, encoding) => {
    const text = french.replace("—", "-");
    expect(decodeText(bytesOf(text, name))).toEqual({ text, encoding });
  });

  test("UTF-8 that announces itself, and UTF-16 that does", () => {
    for (const [name, encoding] of [
      ["utf8", "UTF-8"],
      ["utf16le", "UTF-16"],
      ["utf16be", "UTF-16"],
    ] as const) {
      const bytes = new Uint8Array(encode(french, name, { addBOM: true }));
      expect(decodeText(bytes), name).toEqual({ text: french, encoding });
    }
  });

  test("Windows-1252 where Latin-1 knows nothing", () => {
    expect(decodeText(bytesOf("L’Œuvre, 12 €", "windows1252")).text).toBe("L’Œuvre, 12 €");
  });
});

test("what cannot be read is marked, never guessed: another alphabet", () => {
  expect(decodeText(bytesOf("Имя;Город\nПетров;Лилль", "koi8-r")).text).toContain("\ufffd");
});

test("any text of UTF-8 comes back", () => {
  const text = fc.string({ unit: "grapheme" }).filter((one) => !/\0|^\ufeff|\ufffd/.test(one));
  fc.assert(
    fc.property(text, (one) => {
      expect(decodeText(new TextEncoder().encode(one)).text).toBe(one);
    }),
  );
});

test("a text read in the wrong encoding is known", () => {
  expect(isGarbled(decode(Buffer.from("Alès"), "windows1252"))).toBe(true);
  expect(isGarbled("Alès, L’Écusson, São Tomé")).toBe(false);
});

/**
 * The code points that the typeface of what is printed can draw, in hexadecimal. Written here so that a page can be
 * checked before anything is printed, where the typeface itself is not at hand.
 */
const drawn =
  "20-7e a0-ac ae-b4 b6-107 10a-113 116-11b 11e-123 126-127 12a-12b 12e-133 136-137 139-13e 141-148 150-155 158-15b 15e-165 16a-16b 16e-17e 192 218-21b 237 2c6-2c7 2c9 2d8-2dd 300-304 306-308 30a-30c 312 326-328 394 3a9 3bc 3c0 1e80-1e85 1e9e 1ef2-1ef3 2009 2013-2014 2018-201a 201c-201e 2020-2022 2026 2030 2039-203a 2044 20ac 20b9 2113 2122 212e 2202 220f 2211-2212 2215 2219-221a 221e 222b 2248 2260 2264-2265 25ca 266a"
    .split(" ")
    .map((range) => {
      const [from = 0, to = from] = range.split("-").map((code) => Number.parseInt(code, 16));
      return { from, to };
    });

export const isDrawn = (codePoint: number): boolean =>
  codePoint < 32 || drawn.some(({ from, to }) => from <= codePoint && codePoint <= to);

const hasGlyph = (character: string): boolean => isDrawn(character.codePointAt(0) ?? 0);

/** A text as the typeface can write it. */
export function readable(text: string): string {
  return [...text.replaceAll("\u202f", "\u00a0").replaceAll("\t", " ")]
    .map((character) => {
      if (hasGlyph(character)) return character;
      // Without its marks, a letter is still read.
      const [base = ""] = character.normalize("NFD");
      return hasGlyph(base) ? base : "?";
    })
    .join("");
}

const segments = new Intl.Segmenter("fr", { granularity: "grapheme" });

/** The signs of a text that would be printed as « ? », each once. */
export function unreadableIn(text: string): string[] {
  // Each segment holds a copy of the text that it was cut from: a long one is never cut whole.
  const signs = (text.match(/[ -~]?[^ -~]+/g) ?? []).flatMap((part) =>
    [...segments.segment(part)].map(({ segment }) => segment),
  );
  return [...new Set(signs.filter((sign) => !sign.includes("?") && readable(sign).includes("?")))];
}

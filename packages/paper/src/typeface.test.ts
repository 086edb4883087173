import PDFDocument from "pdfkit";
import { expect, test } from "vitest";
import { fonts } from "./fonts.ts";
import { isDrawn, unreadableIn } from "./typeface.ts";

test.each(Object.entries(fonts))("the typeface %s draws what it is said to draw", (_, font) => {
  const { _font } = new PDFDocument({ font }) as unknown as {
    _font: { font: { hasGlyphForCodePoint(codePoint: number): boolean } };
  };
  for (let codePoint = 32; codePoint < 0xffff; codePoint++) {
    expect(isDrawn(codePoint), codePoint.toString(16)).toBe(
      _font.font.hasGlyphForCodePoint(codePoint),
    );
  }
});

test("the signs that cannot be printed are named once, whole", () => {
  expect(unreadableIn("Łódź\u202f: été → H₂O ✓ 👩‍🌾 → ?")).toEqual(["→", "₂", "✓", "👩‍🌾"]);
  expect(unreadableIn("Nguyễn, l’œuvre «\u202fà 12\u00a0€\u202f» − ½ ?")).toEqual([]);
});

import { countFromText, MAX_COUNT } from "@essaim/territory/text/written-count.schema";
import { parseMonth } from "@essaim/territory/text/written-month.schema";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { declaredFigureSchema } from "../declared-figure.schema.ts";
import { findIndicator, indicatorKeys, indicators } from "./indicator.schema.ts";

describe("the registry", () => {
  it.each(indicatorKeys)("%s can be kept in the database and read by a person", (key) => {
    expect(key).toMatch(/^[a-z_]+$/);
    const { name, definition } = indicators[key];
    for (const text of [name.fr, name.en]) expect(text.length).toBeGreaterThan(3);
    for (const text of [definition.fr, definition.en]) expect(text).toMatch(/^\p{Lu}.*[.…]$/u);
  });

  it("knows nothing of names that objects are born with", () => {
    expect(findIndicator("constructor")).toBeUndefined();
  });
});

describe("counts as they are typed", () => {
  it("reads any whole number, whatever the spaces", () => {
    const space = fc.constantFrom("", " ", "\u00a0", "\u202f");
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX_COUNT }), space, (count, gap) => {
        const text = String(count).replace(/\B(?=(\d{3})+$)/g, gap);
        expect(countFromText.parse(text)).toBe(count);
      }),
    );
  });

  it.each(["-1", "1,5", "NaN", "1e3", "", "12345678901234567", "1000000001"])(
    "refuses « %s »",
    (text) => {
      expect(countFromText.safeParse(text).success).toBe(false);
    },
  );
});

describe("months", () => {
  it.each([
    ["2026-03", "2026-03-01"],
    ["03/2026", "2026-03-01"],
    ["3-2026", "2026-03-01"],
    ["Mars 2026", "2026-03-01"],
    ["février 2026", "2026-02-01"],
    ["2026-13", null],
    ["0026-01", null],
    ["mars", null],
  ])("reads « %s »", (text, month) => {
    expect(parseMonth(text)).toBe(month);
  });

  it("refuses one that has not begun", () => {
    const typed = { indicatorKey: "video_views", source: "x", value: "1", evidence: "x" };
    const parsed = declaredFigureSchema.safeParse({ ...typed, month: "2099-01" });
    expect(parsed.error?.issues[0]?.message).toMatch(/pas commencé/);
  });
});

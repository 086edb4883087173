import fc from "fast-check";
import { expect, test } from "vitest";
import { pageTitleOf } from "./page-title.rules.ts";

const none = new Set<string>();

test("a page is called as its place in the tree, under what begins them all", () => {
  expect(pageTitleOf("Essaim/", ["Vélo", "Régler ses freins"], none)).toBe(
    "Essaim/Vélo/Régler ses freins",
  );
  expect(pageTitleOf("", ["vélo"], none)).toBe("Vélo");
  expect(pageTitleOf("Essaim/", ["Vélo"], new Set(["Essaim/Vélo"]))).toBe("Essaim/Vélo (2)");
  expect(pageTitleOf("", ["C# [libre] {x} a/b"], none)).toBe("C (libre) (x) a-b");
});

test("whatever the titles, it is one that MediaWiki takes", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: "binary", maxLength: 200 }), { minLength: 1, maxLength: 5 }),
      (trail) => {
        const title = pageTitleOf("Essaim/", trail, none);
        expect(title).not.toMatch(/[#<>[\]|{}_\p{Cc}]|~~~|^[ :/]|\s$/u);
        expect(Buffer.byteLength(title)).toBeLessThanOrEqual(255);
        expect(title).not.toBe("");
      },
    ),
  );
});

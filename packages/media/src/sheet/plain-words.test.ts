import { expect, test } from "vitest";
import { plainWords } from "./plain-words.ts";

test("a summary runs no title into a sentence, and says the titles when there is nothing else", () => {
  const text = "On y répare **ensemble**.\n\n## Le jour même\n\nUn [accueil](/a) note la panne.";
  expect(plainWords(text, 200)).toBe("On y répare ensemble. Un accueil note la panne.");
  expect(plainWords(text, 20)).toBe("On y répare…");
  expect(plainWords("# Seul", 200)).toBe("Seul");
  expect(plainWords("", 200)).toBe("");
});

import { expect, test } from "vitest";
import { likenessPieces } from "./worker-search.rules.ts";

test.each([
  ["Kowálsky", [" ko", "kow", "owa", "wal", "als", "lsk", "sky"]],
  ["D’Haene", [" d", " ha", "hae", "aen", "ene"]],
  ["100%_\\", [" 10", "100"]],
  ["…", []],
])("pieces of %s", (word, pieces) => {
  expect(likenessPieces(word)).toEqual(pieces);
});

import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { csvLines } from "./french-csv.ts";

test("lines are read back as they were, and hold no formula", () => {
  const lines = csvLines([
    ["Nom", 'Dit « Léo ; "le grand" »', "deux\r\nlignes", ""],
    ["=1+1", "+33612345678", "-2+3", "@SUM(A1)"],
    ["\t=1", "\r=1", "\n=1", "＝1"],
  ]);
  expect(lines).toMatch(/^Nom;.*\r\n$/s);
  expect(parse(lines, { delimiter: ";" })).toEqual([
    ["Nom", 'Dit « Léo ; "le grand" »', "deux\r\nlignes", ""],
    ["'=1+1", "'+33612345678", "'-2+3", "'@SUM(A1)"],
    ["'\t=1", "'\r=1", "'\n=1", "'＝1"],
  ]);
});

test("a negative number is read back as a number", () => {
  expect(parse(csvLines([["-1234,50", "-2", "-1,2,3"]]), { delimiter: ";" })).toEqual([
    ["-1234,50", "-2", "'-1,2,3"],
  ]);
});

import { expect, test } from "vitest";
import { findEndlessLine, separatorOf } from "./separator.ts";

test.each([
  [";", "code;libellé;taux\nQP1;Centre, ville;40,2\nQP2;Est, Ouest;41,3"],
  [",", 'code,libellé\nQP1,"Centre ; ville"\nQP2,Est'],
  ["\t", "code\tlibellé\nQP1\tCentre, ville"],
  ["|", "sep=|\r\ncode;x|libellé"],
  [",", 'code,taux\nQP1,40\nQP2,"41'],
  [";", "\ufeffcode;taux\nQP1;40,2\nQP2;41,3"],
])("« %s » separates the columns", (separator, text) => {
  expect(separatorOf(text).separator).toBe(separator);
});

test("neither the mark of UTF-8 nor the line that names the separator is read", () => {
  expect(separatorOf("\ufeffsep=,\na,b").text).toBe("a,b");
});

test("a line without end is found before it is held", () => {
  expect(findEndlessLine("a;b\nc;d;e;f\n", ";", 3)).toBe(2);
  expect(findEndlessLine("a;b\nc;d;e;f\n", ";", 4)).toBeNull();
});

import { expect, test } from "vitest";
import { searchesOf } from "./query.rules.ts";

const asked = (line: string | null, postcode: string | null, communeCode: string | null) =>
  searchesOf({ line, postcode, communeCode }).map((search) => {
    const { index, autocomplete, limit, ...rest } = Object.fromEntries(search);
    expect({ index, autocomplete, limit }).toEqual({
      index: "address",
      autocomplete: "0",
      limit: "2",
    });
    return rest;
  });

test("an address is looked for in its commune, then in its postcode", () => {
  expect(asked(" 12,  rue des Ruches\n", "59000", "59350")).toEqual([
    { q: "12, rue des Ruches 59000", citycode: "59350" },
    { q: "12, rue des Ruches 59000", postcode: "59000" },
  ]);
  expect(asked("4 rue X", null, "2A004")).toEqual([{ q: "4 rue X", citycode: "2A004" }]);
  expect(asked("4 rue X", "97400", null)).toEqual([{ q: "4 rue X 97400", postcode: "97400" }]);
  expect(asked("4 rue X", null, null)).toEqual([{ q: "4 rue X" }]);
});

test("what the service would refuse is not sent", () => {
  for (const line of [null, "", "  ", "12", "-- ?", "日本"]) {
    expect(asked(line, "59000", "59350"), String(line)).toEqual([]);
  }
  expect(asked("« (4) rue X", "5900", "Lille")).toEqual([{ q: "4) rue X" }]);
  const long = `12 ${"a".repeat(300)}`;
  expect(asked(long, "59000", "59350")[0]?.q).toHaveLength(200);
});

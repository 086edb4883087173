import { expect, test } from "vitest";
import { addressKey, createMemoryCache } from "./cache.ts";

const key = (line: string, change: { secret?: string; service?: string; commune?: string } = {}) =>
  addressKey(change.secret ?? "secret", change.service ?? "https://one.test", {
    line,
    postcode: "59000",
    communeCode: change.commune ?? "59350",
  });

test("the key of an address is a hash, the same however it is written", () => {
  expect(key("12, rue des Œillets")).toMatch(/^[0-9a-f]{64}$/);
  expect(key("12 RUE  DES OEILLETS ")).toBe(key("12, rue des Œillets"));
  expect(key("12 rue de l'Été")).toBe(key("12, rue de l’Ete"));
});

test("it is another one for another number, commune, service or secret", () => {
  const one = key("1-3 rue X");
  expect(key("13 rue X")).not.toBe(one);
  expect(key("1-3 rue X", { commune: "59512" })).not.toBe(one);
  expect(key("1-3 rue X", { service: "http://127.0.0.1:1" })).not.toBe(one);
  expect(key("1-3 rue X", { secret: "other" })).not.toBe(one);
  expect(key("улица Мира 5")).not.toBe(key("улица Ленина 5"));
});

test("the memory's cache forgets the oldest", () => {
  const cache = createMemoryCache({ max: 2 });
  const nowhere = { ok: false, reason: "not_found" } as const;
  for (const name of ["a", "b", "c"]) cache.set(name, nowhere);
  expect([cache.get("a"), cache.get("c")]).toEqual([undefined, nowhere]);
});

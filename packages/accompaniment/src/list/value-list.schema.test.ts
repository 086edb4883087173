import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { movedBy } from "./value-list.rules.ts";
import { addListValueSchema, entryListKeys, listKeys, listOf } from "./value-list.schema.ts";

const migrations = ["009-value-lists", "043-turnover-band"].map((name) =>
  readFileSync(join(import.meta.dirname, `../../../database/migrations/${name}.sql`), "utf8"),
);
const migration = migrations.join("\n");

describe("the lists that the house knows", () => {
  const inDatabase = [
    ...migration.matchAll(/^ {2}\('([a-z_]+)', (true|false), (true|false)\)[,;]$/gm),
  ].map(([, key, isMultiple, isSensitive]) => ({
    key,
    isMultiple: isMultiple === "true",
    isSensitive: isSensitive === "true",
  }));

  test("are those of the database, as it keeps them", () => {
    expect(inDatabase).toHaveLength(19);
    const ours = listKeys.map((key) => ({
      key,
      isMultiple: listOf(key).isMultiple,
      isSensitive: listOf(key).isSensitive,
    }));
    const byKey = (a: { key?: string }, b: { key?: string }) =>
      (a.key ?? "").localeCompare(b.key ?? "");
    expect(ours.sort(byKey)).toEqual(inDatabase.sort(byKey));
    const moments =
      /moment = 'now' or list_key in \(([^)]+)\)/.exec(migrations.at(-1) ?? "")?.[1] ?? "";
    expect(moments.match(/[a-z_]+/g)?.sort()).toEqual([...entryListKeys].sort());
  });

  test("know by their code the answers that go alone", () => {
    for (const key of listKeys) {
      for (const code of listOf(key).exclusive) {
        expect(migration).toContain(`('${key}', '${code}', `);
      }
    }
  });
});

test("an answer is tidied, and refused when it says nothing or too much", () => {
  const parse = (label: unknown) => addListValueSchema.safeParse({ key: "need", label });
  expect(parse("  Garde   d’enfants ").data?.label).toBe("Garde d’enfants");
  expect(parse(" ").error?.issues[0]?.message).toMatch(/Écrivez la réponse/);
  expect(parse(undefined).error?.issues[0]?.message).toMatch(/Écrivez la réponse/);
  expect(parse("x".repeat(121)).error?.issues[0]?.message).toMatch(/au plus 120/);
});

test("a move exchanges two neighbours and loses nobody", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1 }),
      fc.nat(),
      fc.constantFrom("up", "down"),
      (ids, at, direction) => {
        const id = ids[at % ids.length] ?? "";
        const moved = movedBy(ids, id, direction);
        if (!moved) return ids.indexOf(id) === (direction === "up" ? 0 : ids.length - 1);
        expect([...moved].sort()).toEqual([...ids].sort());
        expect(moved.indexOf(id) - ids.indexOf(id)).toBe(direction === "up" ? -1 : 1);
        expect(movedBy(moved, id, direction === "up" ? "down" : "up")).toEqual(ids);
        return true;
      },
    ),
  );
});

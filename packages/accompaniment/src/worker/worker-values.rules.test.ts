import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listOf, workerListKeys } from "../list/value-list.schema.ts";
import { changesBetween } from "./worker-change.rules.ts";
import { decideEntry, decideValues, isSensitiveOpenTo } from "./worker-values.rules.ts";

const value = (id: string, code: string | null = null, isRetired = false) => ({
  id,
  code,
  label: id,
  isRetired,
});
const benefits = [
  value("RSA", "rsa"),
  value("ARE", "are"),
  value("Aide locale"),
  value("Ancienne", null, true),
  value("Aucune allocation", "none"),
];

describe("answers to a list", () => {
  test.each([
    [[], []],
    [["RSA"], []],
    [["RSA", "Aide locale"], []],
    [["Aucune allocation"], []],
    [["Ancienne", "RSA"], ["Ancienne"]],
  ])("%j may be said", (asked, said) => {
    expect(decideValues("income_support", benefits, said, asked)).toEqual({ ok: true, ids: asked });
  });

  test.each([
    ["income_support", ["RSA", "Aucune allocation"], /ne va pas avec une autre réponse/],
    ["income_support", ["Ancienne"], /n’est plus proposé/],
    ["income_support", ["Ailleurs"], /dans la liste/],
    ["unemployment", ["RSA", "ARE"], /une seule réponse/],
  ] as const)("%s: %j is refused in French", (key, asked, message) => {
    const decision = decideValues(key, benefits, [], asked);
    expect(decision.ok ? "" : decision.message).toMatch(message);
  });

  const codes = fc.constantFrom("none", "refused", "rsa", "yes", "licence", null);
  const choices = fc.uniqueArray(fc.tuple(fc.uuid(), codes, fc.boolean()), {
    minLength: 1,
    maxLength: 8,
    selector: ([id]) => id,
  });

  test("what is accepted holds the rules of its list, whatever is asked", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...workerListKeys),
        choices,
        fc.infiniteStream(fc.nat()),
        (key, raw, picks) => {
          const list = raw.map(([id, code, isRetired]) => value(id, code, isRetired));
          const pick = () => list[(picks.next().value ?? 0) % list.length]?.id ?? "";
          const asked = [pick(), pick(), pick()].slice(0, (picks.next().value ?? 0) % 4);
          const said = [pick()];
          const decision = decideValues(key, list, said, asked);
          if (!decision.ok) return decision.message.length > 0;
          const { isMultiple, exclusive } = listOf(key);
          const chosen = list.filter((one) => decision.ids.includes(one.id));
          expect(new Set(decision.ids)).toEqual(new Set(asked));
          expect(new Set(decision.ids).size).toBe(decision.ids.length);
          if (!isMultiple) expect(decision.ids.length).toBeLessThanOrEqual(1);
          if (chosen.some((one) => one.code && exclusive.includes(one.code))) {
            expect(chosen).toHaveLength(1);
          }
          expect(chosen.every((one) => !one.isRetired || said.includes(one.id))).toBe(true);
          return true;
        },
      ),
    );
  });

  test("a decision taken again changes nothing", () => {
    fc.assert(
      fc.property(fc.constantFrom(...workerListKeys), choices, (key, raw) => {
        const list = raw.map(([id, code, isRetired]) => value(id, code, isRetired));
        const first = decideValues(
          key,
          list,
          [],
          list.slice(0, 2).map((one) => one.id),
        );
        if (!first.ok) return true;
        expect(decideValues(key, list, first.ids, first.ids)).toEqual(first);
        // Nobody loses an answer because it is retired afterwards.
        const retired = list.map((one) => ({ ...one, isRetired: true }));
        expect(decideValues(key, retired, first.ids, first.ids)).toEqual(first);
        return true;
      }),
    );
  });
});

describe("the situation at the arrival", () => {
  const none = { entry: [], now: [] };
  test("is that of today the first time, unless the form says another", () => {
    expect(decideEntry(none, { entry: [], now: ["a"] })).toEqual(["a"]);
    expect(decideEntry(none, { entry: ["b"], now: ["a"] })).toEqual(["b"]);
  });

  test("then stays what the form says, even nothing", () => {
    expect(decideEntry({ entry: ["a"], now: ["a"] }, { entry: ["a"], now: ["c"] })).toEqual(["a"]);
    expect(decideEntry({ entry: ["a"], now: ["a"] }, { entry: [], now: ["c"] })).toEqual([]);
    expect(decideEntry({ entry: [], now: ["a"] }, { entry: [], now: ["c"] })).toEqual([]);
  });
});

test("the sensitive part is for the person's coach and for managers; for every coach while nobody is in charge", () => {
  const coach = { role: "coach", membershipId: "me" };
  expect(isSensitiveOpenTo(coach, "me")).toBe(true);
  expect(isSensitiveOpenTo(coach, null)).toBe(true);
  expect(isSensitiveOpenTo(coach, "other")).toBe(false);
  expect(isSensitiveOpenTo({ role: "manager", membershipId: "boss" }, "other")).toBe(true);
  expect(isSensitiveOpenTo({ role: "admin", membershipId: "boss" }, null)).toBe(false);
});

test("the trail names each field that changed, once, and nothing else", () => {
  const words = fc
    .dictionary(fc.constantFrom("Nom", "Genre", "Langues", "Foyer"), fc.constantFrom("", "a", "b"))
    .map((fields) => Object.entries(fields));
  fc.assert(
    fc.property(words, words, (before, after) => {
      const changes = changesBetween(before, after);
      const replayed = new Map<string, string>(before);
      for (const { field, before: was, after: is } of changes) {
        expect(replayed.get(field) ?? "").toBe(was);
        expect(was).not.toBe(is);
        replayed.set(field, is);
      }
      for (const [field, text] of after) expect(replayed.get(field) ?? "").toBe(text);
      expect(changesBetween(after, after)).toEqual([]);
    }),
  );
});

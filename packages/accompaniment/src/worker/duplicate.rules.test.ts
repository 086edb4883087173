import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isStriking, likenessOf, type Person, piecesOf } from "./duplicate.rules.ts";

const person = (change: Partial<Person> = {}): Person => ({
  givenName: "Magdalena",
  familyName: "Kowalczyk",
  phone: null,
  email: null,
  birthOn: null,
  birthYear: null,
  ...change,
});
const named = (givenName: string, familyName: string) => person({ givenName, familyName });

test.each([
  [named("Éloïse", "D’Haene"), named("eloise", "DHAENE"), "same_name"],
  [named("Jean-Pierre", "Le Goff"), named("Jean Pierre", "Legoff"), "same_name"],
  [named("Kowalczyk", "Magdalena"), person(), "swapped_names"],
  [named("Magdalena", "Kowalczik"), person(), "close_name"],
  [named("Magda", "Kowalczyk"), person(), "close_name"],
  [named("Kowalczik", "Magdalena"), person(), "close_name"],
  [named("Jean", "Martin"), named("Jean-Pierre", "Martin"), "close_name"],
  [named("Aïcha", "Martin"), named("Aïcha", "Martin-Dupont"), "close_name"],
  [named("Benoît", "Lefèvre"), named("Benoit", "Lefebvre"), "close_name"],
  [
    person({ phone: "0612345678" }),
    { ...named("Ali", "Diallo"), phone: "0612345678" },
    "same_phone",
  ],
  [
    person({ email: "Lea@exemple.fr" }),
    { ...named("", ""), email: "lea@exemple.fr" },
    "same_email",
  ],
])("%o and %o are likely the same: %s", (a, b, reason) => {
  expect(likenessOf(a, b)?.reasons).toContain(reason);
});

test.each([
  [named("Ali", "Diallo"), named("Ada", "Diallo")],
  [named("Léa", "Martin"), named("Lou", "Martin")],
  [named("Jean", "Martin"), named("Jean", "Marchand")],
  [named("Li", "Na"), named("Lu", "Na")],
  [named("", ""), named("", "")],
  [named("Magdalena", ""), person()],
])("%o and %o are not", (a, b) => {
  expect(likenessOf(a, b)).toBeNull();
});

test("a birth tells apart names that are only spelt alike, and brings together the rest", () => {
  const a = person({ birthYear: 1980 });
  expect(likenessOf(a, { ...named("Magdalena", "Kowalczik"), birthYear: 1991 })).toBeNull();
  const homonym = likenessOf(a, person({ birthYear: 1991 }));
  const same = likenessOf(
    person({ birthOn: "1980-01-02", birthYear: 1980 }),
    person({ birthOn: "1980-01-02", birthYear: 1980 }),
  );
  expect(homonym?.reasons).toEqual(["same_name"]);
  expect(same?.reasons).toEqual(["same_name", "same_birth"]);
  expect(same?.score).toBeGreaterThan(homonym?.score ?? 0);
});

test("a name spelt almost so is shown, and does not stop anybody", () => {
  const close = likenessOf(named("Magdalena", "Kowalczik"), person());
  expect(close && isStriking(close)).toBe(false);
  const swapped = likenessOf(named("Kowalczyk", "Magdalena"), person());
  expect(swapped && isStriking(swapped)).toBe(true);
});

const anyName = fc.constantFrom(
  "Léa",
  "lea",
  "Jean-Pierre",
  "Jean",
  "Martin",
  "Martin-Roux",
  "N’Diaye",
  "",
  "Li",
);
const anyPerson = fc.record({
  givenName: anyName,
  familyName: anyName,
  phone: fc.constantFrom(null, "0612345678", "0711223344"),
  email: fc.constantFrom(null, "lea@exemple.fr", "LEA@exemple.fr"),
  birthOn: fc.constant(null),
  birthYear: fc.constantFrom(null, 1980, 1990),
});

test("it does not matter which of the two one begins with", () => {
  fc.assert(
    fc.property(anyPerson, anyPerson, (a, b) => {
      const [one, other] = [likenessOf(a, b), likenessOf(b, a)];
      expect(one?.score).toBe(other?.score);
      expect(new Set(one?.reasons)).toEqual(new Set(other?.reasons));
    }),
  );
});

test("whoever has a name is likely themselves, however it is written", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 20 }), (text) => {
      const name = `a${text}`;
      const written = named(name.toUpperCase(), name);
      expect(likenessOf(named(name, name), written)?.reasons[0]).toBe("same_name");
    }),
  );
});

// Few letters and small changes, so that many are alike.
const letters = fc.string({ unit: fc.constantFrom(..."abn"), minLength: 1, maxLength: 10 });
const changed = fc
  .tuple(
    letters,
    fc.array(fc.tuple(fc.nat(10), fc.constantFrom("", "a", "e", "an")), { maxLength: 3 }),
  )
  .map(([name, changes]) => ({
    name,
    other: changes.reduce((text, [at, put]) => text.slice(0, at) + put + text.slice(at + 1), name),
  }));

test("a name that is alike holds a piece of each of the two names", () => {
  fc.assert(
    fc.property(changed, changed, fc.boolean(), (given, family, isSwapped) => {
      const a = named(given.name, family.name);
      const b = isSwapped ? named(family.other, given.other) : named(given.other, family.other);
      if (!likenessOf(a, b)) return;
      const text = `${b.givenName} ${b.familyName}`;
      for (const name of [a.givenName, a.familyName]) {
        expect(piecesOf(name).filter((piece) => text.includes(piece))).not.toEqual([]);
      }
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ["Kowalczyk", "kowalczik"],
  ["Magdalena", "magda"],
  ["Magda", "magdalena"],
  ["Jean-Pierre", "jean"],
  ["Martin-Dupont", "roux-dupont"],
  ["Dhaene", "d'haene"],
  ["Van den Berg", "vandenberg"],
  ["Le Goff", "legoff"],
  ["Legoff", "le goff"],
  ["Li", "li"],
])("%s has a piece in %s", (name, text) => {
  expect(piecesOf(name).some((piece) => text.includes(piece))).toBe(true);
});

test("a name without a letter has no piece", () => {
  expect(piecesOf("- %_’")).toEqual([]);
});

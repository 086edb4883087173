import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  countTracesInJson,
  findTraces,
  type Identity,
  type Neighbours,
  noNeighbours,
  squeezed,
  traceSearch,
  withoutTraces,
  withoutTracesInJson,
} from "./trace.rules.ts";

const nobody: Identity = {
  givenNames: [],
  familyNames: [],
  emails: [],
  phones: [],
  addresses: [],
};

function erase(text: string, identity: Partial<Identity>, neighbours: Partial<Neighbours> = {}) {
  const search = traceSearch({ ...nobody, ...identity }, { ...noNeighbours, ...neighbours });
  return withoutTraces(text, [search], "[x]");
}

const lea = { givenNames: ["Léa"], familyNames: ["Martin"] };
/** Somebody else bears the family name: alone, it designates nobody. */
const martins = { people: [{ givenName: "Karim", familyName: "Martin" }] };

describe("names", () => {
  test.each([
    ["Vu Léa Martin hier.", "Vu [x] hier."],
    ["vu lea martin puis lea-martin et LÉA MARTIN", "vu [x] puis [x] et [x]"],
    ["MARTIN Léa (absente)", "[x] (absente)"],
    ["Martin, Léa", "[x]"],
    ["Le\u0301a\u00a0Martin", "[x]"],
    ["Léa\nMartin", "[x]"],
    ["L\u00ADéa Mar\u00ADtin", "[x]"],
    ["leamartin75.pdf, cv_lea_martin.pdf", "[x]75.pdf, cv_[x].pdf"],
    ["Léa Sophie Martin", "[x]"],
    ["L. Martin et Martin L.", "[x] et [x]."],
    ["Léa M. rappellera", "[x]. rappellera"],
    ["d’Léa Martin’s", "d’[x]’s"],
    ["Les martinets de la léa", "Les martinets de la léa"],
    ["Karim Martin", "Karim Martin"],
    ["Léa, voisine de Karim Martin", "Léa, voisine de Karim Martin"],
    ["Emilea Martinet", "Emilea Martinet"],
  ])("%j", (text, expected) => {
    expect(erase(text, lea, martins)).toBe(expected);
  });

  test.each([
    ["Mme Martin est venue, un martin-pêcheur aussi", "Mme [x] est venue, un martin-pêcheur aussi"],
    ["MARTIN", "[x]"],
    ["Dupont-Martin", "Dupont-[x]"],
    ["Saint-Martin-des-Champs", "Saint-Martin-des-Champs"],
  ])("alone, when nobody else bears it: %j", (text, expected) => {
    expect(erase(text, lea)).toBe(expected);
  });

  test.each<[string, Partial<Neighbours>]>([
    ["a given name", { people: [{ givenName: "Martin", familyName: "Diallo" }] }],
    ["a member's", { members: ["Paul Martin"] }],
    ["a partner's", { names: ["Boulangerie Martin"] }],
  ])("alone, not when it is also %s", (_, neighbours) => {
    expect(erase("Mme Martin", lea, neighbours)).toBe("Mme Martin");
    expect(erase("Léa Martin", lea, neighbours)).toBe("[x]");
  });

  test("a member of the team of the same name keeps theirs", () => {
    expect(erase("Léa Martin anime", lea, { members: ["Léa Martin"] })).toBe("Léa Martin anime");
  });

  test("initials that could be somebody else's stay", () => {
    const louis = { people: [{ givenName: "Louis", familyName: "Martin" }] };
    expect(erase("L. Martin", lea, louis)).toBe("L. Martin");
    const other = { people: [...martins.people, { givenName: "Léa", familyName: "Morel" }] };
    expect(erase("Léa M.", lea, other)).toBe("Léa M.");
  });

  test.each([
    [
      { givenNames: ["Aïssatou"], familyNames: ["N’Diaye"] },
      "AISSATOU NDIAYE puis Ndiaye Aïssatou",
    ],
    [
      { givenNames: ["Aïssatou"], familyNames: ["Ndiaye"] },
      "Aissatou N'Diaye puis N’DIAYE Aïssatou",
    ],
    [
      { givenNames: ["Jean-Pierre"], familyNames: ["Le Goff"] },
      "Jean Pierre LeGoff puis J.-P. Le Goff",
    ],
    [
      { givenNames: ["Marie Anne"], familyNames: ["Lefèvre-Dupont"] },
      "Marie Lefevre puis Marie Anne Dupont",
    ],
    [
      { givenNames: ["Cœur"], familyNames: ["Łukaszewiczß"] },
      "coeur lukaszewiczss puis CŒUR ŁUKASZEWICZß",
    ],
    [{ givenNames: ["محمد"], familyNames: ["الأمين"] }, "محمد الأمين puis الأمين محمد"],
    [{ givenNames: ["Bo"], familyNames: ["Li"] }, "Bo Li puis LI Bo"],
    [{ givenNames: ["Sara"], familyNames: ["Bon", "Benali"] }, "Sara Benali puis Sara Bon"],
  ])("%j in %j", (identity, text) => {
    expect(erase(text, identity)).toBe("[x] puis [x]");
  });

  test("short names glued together are another word", () => {
    expect(erase("anais", { givenNames: ["Ana"], familyNames: ["Is"] })).toBe("anais");
  });

  test("whatever the case, the accents, the separator and the order, and only there", () => {
    const separator = fc.constantFrom(
      " ",
      "-",
      "\u00a0",
      "\u202f",
      ", ",
      "_",
      ".",
      "\t",
      " \n",
      "’",
    );
    const written = fc.constantFrom<(name: string) => string>(
      (name) => name,
      (name) => name.toUpperCase(),
      (name) => name.toLowerCase(),
      (name) => name.normalize("NFD"),
      (name) => name.normalize("NFD").replace(/\p{M}/gu, ""),
    );
    const names = fc.constantFrom("Élodie", "Gaëlle", "Françoise", "Noël", "Zoé", "Maïté", "Ñuño");
    fc.assert(
      fc.property(
        names,
        names,
        separator,
        written,
        fc.boolean(),
        (given, family, gap, write, turn) => {
          fc.pre(given !== family);
          const name = write(turn ? family + gap + given : given + gap + family);
          const identity = { givenNames: [given], familyNames: [family] };
          expect(erase(`Avant ${name} après`, identity)).toBe("Avant [x] après");
        },
      ),
    );
  });

  test("what is found contains a hint, so that the database may look for hints first", () => {
    const text = fc.string({ unit: "binary", maxLength: 30 });
    const search = traceSearch({ ...nobody, ...lea, phones: ["0612345678"] });
    fc.assert(
      fc.property(
        text,
        fc.constantFrom("Léa Martin", "martin léa", "06 12 34 56 78", ""),
        text,
        (a, b, c) => {
          const whole = `${a} ${b} ${c}`;
          if (findTraces(whole, [search]).length === 0) return;
          expect(search.hints.some((hint) => squeezed(whole).includes(hint))).toBe(true);
        },
      ),
    );
  });

  test("erasing twice changes nothing more", () => {
    const text = fc.array(fc.constantFrom("Léa", "Martin", "L.", "M.", "et", "-", " ", "Sophie"));
    const search = [traceSearch({ ...nobody, ...lea })];
    fc.assert(
      fc.property(text, (words) => {
        const once = withoutTraces(words.join(" "), search);
        expect(withoutTraces(once, search)).toBe(once);
      }),
    );
  });
});

describe("addresses", () => {
  test.each([
    "0612345678",
    "06 12 34 56 78",
    "06.12.34.56.78",
    "+33 6 12 34 56 78",
    "+33(0)6-12-34-56-78",
    "0033612345678",
    "33612345678",
    "06\u00a012\u202f34 56 78",
    "612345678",
  ])("telephone written %j", (written) => {
    for (const known of ["0612345678", "+33612345678"]) {
      expect(erase(`Tél. ${written}.`, { phones: [known] })).toMatch(/^Tél\. \[x\]\.$/);
    }
  });

  test("another number stays", () => {
    expect(erase("106123456789", { phones: ["0612345678"] })).toBe("106123456789");
  });

  test("mail, whatever its case, and nothing longer", () => {
    const identity = { emails: ["lea.martin@exemple.fr"] };
    expect(erase("<Lea.Martin@Exemple.fr>", identity)).toBe("<[x]>");
    expect(erase("jlea.martin@exemple.fr", identity)).toBe("jlea.martin@exemple.fr");
  });

  test.each(["anne-lise@la-poste.fr", "a/b+c_d~e@x.fr", "{a|b}$^*?!#%&'=`@x-y.fr"])(
    "mail with signs: %s",
    (email) => {
      expect(erase(`Écrire à ${email}.`, { emails: [email] })).toBe("Écrire à [x].");
    },
  );

  test("postal address, with or without its comma", () => {
    const identity = { addresses: ["12 rue de l’Épeule"] };
    expect(erase("au 12, rue de l'Epeule à Roubaix", identity)).toBe("au [x] à Roubaix");
    expect(erase("au 112 rue de l'Epeule", identity)).toBe("au 112 rue de l'Epeule");
  });

  test("what another file bears too is theirs", () => {
    const identity = {
      phones: ["0612345678"],
      emails: ["foyer@exemple.fr"],
      addresses: ["1 place Rihour"],
    };
    const text = "06 12 34 56 78, foyer@exemple.fr, 1 place Rihour";
    expect(
      erase(text, identity, { shared: ["0612345678", "foyer@exemple.fr", "1 place Rihour"] }),
    ).toBe(text);
  });
});

test("JSON: keys, strings and numbers", () => {
  const search = [traceSearch({ ...nobody, ...lea, phones: ["0612345678"] })];
  const value = { "Léa Martin": [612345678, 7, null, { note: "vu Martin" }], ok: true };
  expect(countTracesInJson(value, search)).toBe(3);
  const erased = withoutTracesInJson(value, search, "[x]");
  expect(erased).toEqual({ "[x]": ["[x]", 7, null, { note: "vu [x]" }], ok: true });
  expect(countTracesInJson(erased, search)).toBe(0);
});

test("JSON: a form that says the two names in two fields", () => {
  const search = [traceSearch({ ...nobody, ...lea }, { ...noNeighbours, ...martins })];
  const form = { givenName: "LÉA", familyName: "Martin", place: "Léa" };
  expect(countTracesInJson(form, search)).toBe(3);
  expect(withoutTracesInJson(form, search, "[x]")).toEqual({
    givenName: "[x]",
    familyName: "[x]",
    place: "[x]",
  });
  const other = { givenName: "Léa", familyName: "Morel" };
  expect(withoutTracesInJson(other, search)).toEqual(other);
});

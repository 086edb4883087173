import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCursor, writeCursor } from "./cursor.ts";
import {
  allOf,
  communeKey,
  isPlain,
  type KnownWord,
  mend,
  readTerms,
  slotsOfTerms,
  slotsOfWords,
  someOf,
  withWeight,
} from "./query.rules.ts";

const known = (words: Record<string, Partial<KnownWord>>) =>
  new Map(
    Object.entries(words).map(([word, facts]) => [
      word,
      { isStop: false, records: 1, begun: [], ...facts },
    ]),
  );
const queryOf = (typed: string) => allOf(slotsOfTerms(readTerms(typed)));

describe("readTerms", () => {
  it("knows quotes, exclusion and alternatives", () => {
    expect(queryOf('"jardin partagé" -pelle')).toBe("((jardin <-> partagé)) & !((pelle))");
    expect(queryOf("« achat groupé »")).toBe("((achat <-> groupé))");
    expect(queryOf("pain OU bière -12")).toBe("(((pain) | (bière))) & !((12))");
    expect(isPlain(readTerms("pain bière"))).toBe(true);
    expect(isPlain(readTerms("pain -bière"))).toBe(false);
  });

  it("keeps the name of a site whole, splits compound words, asks for both numbers", () => {
    expect(queryOf("tilios.fr")).toBe("(('tilios.fr'))");
    expect(queryOf("vélo-cargo")).toBe("(((vélo | vélos) & (cargo | cargos)))");
    expect(queryOf("vélos")).toBe("(((vélos | vélo)))");
  });

  it("is empty when there is nothing to look for", () => {
    for (const nothing of ["", "   ", "&|!()", "' OR", '""', "-", "'; --", "\0"])
      expect(queryOf(nothing)).toBe("");
  });

  it("only ever holds words and operators, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (typed) => {
        const slots = slotsOfTerms(readTerms(typed));
        for (const query of [allOf(slots), someOf(slots), withWeight(someOf(slots), "A")])
          expect(query).toMatch(/^(?:[\p{L}\p{N}]+(:A)?|'[\p{L}\p{N}.@]+'(:A)?|[&|!()<> -])*$/u);
      }),
    );
  });
});

describe("slotsOfWords", () => {
  it("wants every word that says something", () => {
    const { slots } = slotsOfWords(
      ["pain", "pour", "bio"],
      known({ pain: {}, pour: { isStop: true }, bio: {} }),
      [],
    );
    expect(slots.map((slot) => slot.main)).toEqual(["pain", "(bio | bios)"]);
  });

  it("searches along with synonyms, of several words too, each told once", () => {
    const { slots, used } = slotsOfWords(
      ["livrer", "vélo", "cargo"],
      known({ livrer: {}, vélo: {}, cargo: {} }),
      [{ words: "vélo cargo", terms: "vélos-cargos, triporteur, cargo bike" }],
    );
    expect(used).toEqual([{ typed: "vélo cargo", others: ["triporteur", "cargo bike"] }]);
    expect(slots[1]).toMatchObject({
      others: ["triporteur", "(cargo | cargos) <-> bike"],
      parts: ["(vélo | vélos)", "(cargo | cargos)"],
    });
    expect(slots[1]?.main).toContain("<->");
  });

  it("reads two words as one where the records write it so", () => {
    const words = known({ fab: { records: 0 }, lab: { records: 0 }, fablab: { records: 4 } });
    const [slot] = slotsOfWords(["fab", "lab"], words, []).slots;
    expect(slot).toMatchObject({ main: "fablab | (fab & lab)", records: 4 });
  });

  it("goes on with a word that was not finished", () => {
    const words = known({ épic: { records: 0, begun: ["epicerie", "epices"] } });
    expect(allOf(slotsOfWords(["épic"], words, []).slots)).toBe("(((épic | epicerie | epices)))");
  });
});

describe("withWeight", () => {
  it("asks each word for its weight, and leaves distances alone", () => {
    expect(withWeight("(a <2> b) | 'x.fr'", "B")).toBe("(a:B <2> b:B) | 'x.fr':B");
  });
});

describe("mend", () => {
  const held = (...words: string[]) => words.map((word) => ({ word, records: 1 }));

  it("finds the word that was meant: a letter too many, missing, wrong, or swapped", () => {
    expect(mend("livraision", held("livraison", "liaison"))).toBe("livraison");
    expect(mend("epicrie", held("epicerie", "epices"))).toBe("epicerie");
    expect(mend("fabalb", held("fablab"))).toBe("fablab");
    expect(mend("xardin", held("jardin"))).toBe("jardin");
  });

  it("prefers the nearest, then the same first letter, then the one of more records", () => {
    expect(mend("pain", [...held("main", "bain"), { word: "pair", records: 1 }])).toBe("pair");
    expect(
      mend("carte", [
        { word: "carie", records: 1 },
        { word: "carpe", records: 9 },
      ]),
    ).toBe("carpe");
  });

  it("leaves alone what resembles nothing", () => {
    expect(mend("velo", held("vin"))).toBeNull();
    expect(mend("astronaute", held("agronome"))).toBeNull();
  });
});

it("writes the name of a commune as the index holds it", () => {
  expect(communeKey("Villeneuve-d’Ascq")).toBe("villeneuve d ascq");
});

describe("a cursor", () => {
  const cursor = {
    isBackwards: true,
    measure: 0.123456,
    day: "2026-03-01",
    id: "01900000-0000-7000-8000-000000000001",
  };

  it("comes back as it was written", () => {
    expect(readCursor(writeCursor(cursor))).toEqual(cursor);
  });

  it("is nothing when it was not written by us", () => {
    const written = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    for (const wrong of [
      "",
      "é",
      "AAAA",
      written(1),
      written([2, 1, cursor.day, cursor.id]),
      written([0, 1e300, cursor.day, cursor.id]),
      written([0, 1, "2026-02-30", cursor.id]),
      written([0, 1, cursor.day, "x"]),
    ])
      expect(readCursor(wrong)).toBeNull();
    fc.assert(fc.property(fc.string({ maxLength: 80 }), (text) => void readCursor(text)));
  });
});

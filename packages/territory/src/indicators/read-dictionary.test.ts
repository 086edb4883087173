import { existsSync, readFileSync } from "node:fs";
import { encode } from "iconv-lite";
import { describe, expect, test } from "vitest";
import { IndicatorsRefused } from "./indicator.schema.ts";
import { readDictionary } from "./read-dictionary.ts";

const said = { source: "Insee", year: 2021 };
const read = (text: string, options: { source?: string; year?: number } = said) =>
  readDictionary(new TextEncoder().encode(text), options);
const refusal = (text: string, options?: { source?: string; year?: number }) =>
  read(text, options).then(
    () => "read",
    (error: unknown) => {
      expect(error).toBeInstanceOf(IndicatorsRefused);
      return (error as Error).message;
    },
  );

test("code, label, unit, source and year", async () => {
  const text = `code;libellé;unité;source;année;note
TP60;Taux de pauvreté;%;Insee, Filosofi;2021;x
med;"Médiane du revenu ; disponible";euros;Insee, Filosofi;2021;x
pop;Population;habitants;Insee, RP;2018;x
ind;Indice de jeunesse : 0 à 19 ans;indice;Insee, RP;2018;x
nom;Nom du quartier;;;;x`;
  expect(await read(text, {})).toEqual({
    indicators: [
      {
        code: "TP60",
        label: "Taux de pauvreté",
        unit: "%",
        source: "Insee, Filosofi",
        year: 2021,
        kind: "rate",
      },
      {
        code: "med",
        label: "Médiane du revenu\u202f; disponible",
        unit: "€",
        source: "Insee, Filosofi",
        year: 2021,
        kind: "euros",
      },
      {
        code: "pop",
        label: "Population",
        unit: "habitants",
        source: "Insee, RP",
        year: 2018,
        kind: "count",
      },
      {
        code: "ind",
        label: "Indice de jeunesse\u202f: 0 à 19 ans",
        unit: "indice",
        source: "Insee, RP",
        year: 2018,
        kind: "count",
      },
    ],
    texts: [{ code: "nom", label: "Nom du quartier" }],
    unknownColumns: ["note"],
  });
});

test("what the dictionary does not say is given, or told by the label; its own word comes first", async () => {
  const { indicators } = await read(
    "code,label,source,year\na,Taux d'emploi en 2018,,\nb,Taux d'emploi,Dares,2020\nc,Part des femmes,,",
  );
  expect(indicators.map(({ source, year }) => [source, year])).toEqual([
    ["Insee", 2018],
    ["Dares", 2020],
    ["Insee", 2021],
  ]);
});

describe("refused, with the line", () => {
  test.each([
    ["", /^Le fichier est vide/],
    ["a,b\n1,2", /«\u202fcode\u202f».*«\u202flibellé\u202f».*«\u202fa\u202f», «\u202fb\u202f»/],
    [
      "code,label\na,Taux\nA,Part",
      /^Dictionnaire, ligne 3\u202f: «\u202fA\u202f» est déjà à la ligne 2/,
    ],
    ["code,label\n\na,", /^Dictionnaire, ligne 3\u202f: le libellé de «\u202fa\u202f» manque/],
    ["code,label\n,Taux", /ligne 2\u202f: le code manque/],
    ["code,label\na b,Taux", /ligne 2.*code d’indicateur/],
    ["code,label\na,Valeur", /ligne 2\u202f: rien ne dit l’unité de «\u202fValeur\u202f»/],
    ["code,label,year\na,Taux,18", /ligne 2\u202f: «\u202f18\u202f» n’est pas une année/],
    ["code,label\na,Taux de pauvretÃ©", /ligne 2\u202f.*encodage/],
    ["code,label\na", /ligne 2\u202f.*1 colonnes au lieu de 2.*coupé/i],
    ["code,label\nnom,Nom", /ne décrit aucun indicateur/],
    ["<html>", /CSV/],
  ])("%s", async (text, sentence) => {
    expect(await refusal(text, said)).toMatch(sentence);
  });

  test("without a source or a year", async () => {
    expect(await refusal("code,label\na,Taux", { year: 2021 })).toMatch(
      /ligne 2\u202f: rien ne dit la source/,
    );
    expect(await refusal("code,label\na,Taux", { source: "Insee" })).toMatch(/quelle année/);
  });
});

const real = new URL(
  "../../../../../shared/data/qpv/qpv-2015-occitanie-insee-dictionary.csv",
  import.meta.url,
);

describe.skipIf(!existsSync(real))("the dictionary of Occitanie", () => {
  test("tells every column of the file", async () => {
    const { indicators, texts, unknownColumns } = await readDictionary(readFileSync(real), said);
    expect(unknownColumns).toEqual([]);
    expect(texts.map((one) => one.code)).toEqual(["code_qp", "nom_qp", "nom_commune"]);
    expect(indicators).toHaveLength(41);
    const of = (kind: string) =>
      indicators.filter((one) => one.kind === kind).map((one) => one.code);
    expect(of("rate")).toEqual(
      "tx_tot_et tx_f tx_f_et pmimp part_chomprinc tp60 brev tx_tot_empl tx_f_empl tx_et_empl tx_tot_eprec tx_f_eprec tx_et_eprec".split(
        " ",
      ),
    );
    expect(of("euros")).toEqual("decuc_q2 decuc_d1 decuc_d9 disp_q2 disp_d1 disp_d9".split(" "));
    expect(indicators.find((one) => one.code === "ind_jeune")?.unit).toBe("indice");
    expect(indicators.find((one) => one.code === "part_chomprinc")?.label).toContain("l’origine");
  });

  test("is read the same in the other encodings", async () => {
    const text = readFileSync(real, "utf8");
    const expected = await readDictionary(readFileSync(real), said);
    for (const encoding of ["latin1", "windows1252", "utf16le", "macroman"]) {
      const bytes = encode(text.slice(1), encoding, { addBOM: true });
      expect(await readDictionary(bytes, said), encoding).toEqual(expected);
    }
  });
});

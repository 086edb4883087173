import { createReadStream, existsSync, readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import { encode } from "iconv-lite";
import { describe, expect, test } from "vitest";
import { type Dictionary, IndicatorsRefused } from "./indicator.schema.ts";
import { readDictionary } from "./read-dictionary.ts";
import { readIndicators } from "./read-indicators.ts";
import { MOST_BYTES, type TableSource } from "./table.ts";

const said = { source: "Insee", year: 2021 };
const dictionary: Dictionary = {
  indicators: [
    { code: "tp60", label: "Taux de pauvreté", unit: "%", kind: "rate", ...said },
    { code: "pop", label: "Population", unit: "habitants", kind: "count", ...said },
  ],
  texts: [{ code: "nom_qp", label: "Libellé du QP" }],
};
const known = new Set(["QP059001", "QN05902M", "59350", "01053"]);
const isKnown = (place: string) => known.has(place);

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (source: TableSource | string, isPartial = false) =>
  readIndicators(typeof source === "string" ? bytes(source) : source, {
    dictionary,
    isKnown,
    isPartial,
  });
const refusal = (source: TableSource | string, isPartial?: boolean) =>
  read(source, isPartial).then(
    () => "read",
    (error: unknown) => {
      expect(error).toBeInstanceOf(IndicatorsRefused);
      return (error as Error).message;
    },
  );

test("neighbourhoods and communes, secrets and what is missing", async () => {
  const text = `CODGEO;Nom_QP;TP60;pop;autre
qp059001;L'Écusson;40,2;1 177;x
QN05902M;Est;s;nd;x

59350;Lille;25,2 %;233 098;x
1053;Bourg;-;;x`;
  expect(await read(text)).toEqual({
    figures: [
      { place: "QP059001", values: { tp60: { value: 40.2 }, pop: { value: 1177 } } },
      { place: "QN05902M", values: { tp60: { secret: true }, pop: null } },
      { place: "59350", values: { tp60: { value: 25.2 }, pop: { value: 233_098 } } },
      { place: "01053", values: { tp60: null, pop: null } },
    ],
    indicators: dictionary.indicators,
    unknownPlaces: [],
    unknownColumns: ["autre"],
  });
});

test("a register of a region leaves the other places aside, and says which", async () => {
  const text = "code_qp,pop\nQP059001,1\nQP013001,2\nFrance,3";
  expect(await read(text, true)).toMatchObject({
    figures: [{ place: "QP059001" }],
    unknownPlaces: [
      { line: 3, place: "QP013001" },
      { line: 4, place: "FRANCE" },
    ],
  });
  expect(await refusal(text)).toBe(
    "Le registre ne connaît pas ces quartiers ou communes\u202f: ligne 3, QP013001\u202f; ligne 4, FRANCE.",
  );
});

describe("refused, with the place of the fault", () => {
  test.each([
    ["", /vide/],
    ["<!doctype html>", /CSV/],
    ["PK\u0003\u0004", /CSV/],
    ["a,tp60\nQP059001,1", /Aucune colonne ne donne le code du quartier/],
    ["code_qp,x\nQP059001,1", /n’est pas le dictionnaire de ce fichier/],
    ["code_qp,tp60\nQP013001,1", /QP013001/],
    ["code_qp,tp60", /ne contient aucun quartier/],
    ["code_qp,tp60\nQP059001,1\nQP059001,1", /^Ligne 3\u202f: QP059001 est déjà à la ligne 2\.$/],
    ["code_qp,tp60\n,1", /^Ligne 2\u202f: le code du quartier/],
    [
      "code_qp,TP60\n\nQP059001,abc",
      /^Ligne 3, colonne «\u202fTP60\u202f»\u202f: on attend un nombre, et «\u202fabc\u202f» a été lu\.$/,
    ],
    [
      "code_qp,pop\nQP059001,12.345",
      /^Ligne 2, colonne «\u202fpop\u202f»\u202f: «\u202f12\.345\u202f» peut être lu/,
    ],
    ["code_qp,tp60,TP60\nQP059001,1,2", /Les colonnes 2 et 3 ont le même titre/],
    ["code_qp,nom_qp,tp60\nQP059001,Est", /^Ligne 2\u202f: 2 colonnes au lieu de 3.*coupé/],
    ["code_qp,tp60,pop\nQP059001,40,2,7", /^Ligne 2\u202f: 4 colonnes au lieu de 3.*séparateur/],
    ['code_qp,tp60,pop\nQP059001,40,2\nQN05902M,"40,2', /^Ligne 3\u202f: un guillemet/],
  ])("%s", async (text, sentence) => {
    expect(await refusal(text)).toMatch(sentence);
  });

  test("a whole register of unknown places in one sentence", async () => {
    const lines = Array.from({ length: 1500 }, (_, at) => `QP01${String(at).padStart(4, "0")},1`);
    expect(await refusal(`code_qp,pop\nQP059001,1\n${lines.join("\n")}`)).toMatch(
      /; et 1497 autres\.$/u,
    );
  });

  test("a file too large, before it is all read", async () => {
    let sent = 0;
    async function* endless() {
      for (;;) {
        sent += 1;
        yield new Uint8Array(1024 * 1024);
      }
    }
    expect(await refusal(endless())).toMatch(/16 Mo/);
    expect(sent).toBe(17);
    expect(await refusal(new Uint8Array(MOST_BYTES + 1))).toMatch(/16 Mo/);
  });

  test("a line without end", async () => {
    expect(await refusal(`code_qp,pop\n${",".repeat(5000)}`)).toMatch(/^Ligne 2/);
  });
});

test("whatever the file holds, figures or a sentence", async () => {
  const cell = fc.oneof(
    fc.string(),
    fc.constantFrom("QP059001", "QN05902M", "1,2", "s", '"', "code_qp", "pop"),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 5 }), async (rows) => {
      const text = `code_qp;pop\n${rows.map((row) => row.join(";")).join("\n")}`;
      expect(typeof (await refusal(text, true))).toBe("string");
    }),
  );
});

const at = (name: string) => new URL(`../../../../../shared/data/qpv/${name}`, import.meta.url);
const real = at("qpv-2015-occitanie-insee.csv");

describe.skipIf(!existsSync(real))("the file of Occitanie", () => {
  const text = existsSync(real) ? readFileSync(real, "utf8").slice(1) : "";
  const rows: string[][] = parse(text);
  const options = async () => ({
    dictionary: await readDictionary(
      readFileSync(at("qpv-2015-occitanie-insee-dictionary.csv")),
      said,
    ),
    isKnown: (place: string) => place.startsWith("QP"),
  });

  test("gives every figure of its 105 neighbourhoods", async () => {
    const { figures, indicators, unknownColumns } = await readIndicators(
      createReadStream(real),
      await options(),
    );
    expect(unknownColumns).toEqual([]);
    expect(figures).toHaveLength(105);
    expect(indicators).toHaveLength(41);
    const [titles = [], ...lines] = rows;
    for (const [index, line] of lines.entries()) {
      const found = figures[index];
      expect(found?.place).toBe(line[0]);
      for (const [column, written] of line.entries()) {
        if (column < 3) continue;
        const figure = found?.values[titles[column] ?? ""];
        expect(figure).toEqual(written === "" ? null : { value: Number(written) });
      }
    }
  });

  test("is read the same with semicolons, decimal commas, tabs, secrets and in Latin-1", async () => {
    const expected = await readIndicators(createReadStream(real), await options());
    const comma = (value: string) => value.replace(/^(-?\d+)\.(\d+)$/, "$1,$2");
    for (const [separator, encoding] of [
      [";", "latin1"],
      [";", "windows1252"],
      ["\t", "utf16le"],
      [";", "utf8"],
    ] as const) {
      const quoted = (value: string) => (value.includes(separator) ? `"${value}"` : value);
      const copy = rows
        .map((row) => row.map((value) => quoted(comma(value))).join(separator))
        .join("\r\n");
      const source = encode(copy, encoding, { addBOM: true });
      expect(await readIndicators(source, await options()), encoding).toEqual(expected);
    }
    const secrets = await readIndicators(bytes(text.replaceAll(",,", ",s,")), await options());
    expect(secrets.figures.find((one) => one.place === "QP009001")?.values.part_chomprinc).toEqual({
      secret: true,
    });
  });

  test("cut in its last line, it is refused", async () => {
    const until = text.trimEnd().lastIndexOf(",");
    for (const length of [until, until - 30, until - 90]) {
      const cut = readIndicators(bytes(text.slice(0, length)), await options());
      await expect(cut, String(length)).rejects.toThrow(/^Ligne 106.*coupé/);
    }
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readLines } from "./audience-lines.rules.ts";
import { readAudienceTable } from "./audience-table.ts";
import { guessColumns } from "./guess-columns.rules.ts";

const pieces = [
  {
    id: "1",
    title: "Régler ses freins",
    slug: "regler-ses-freins",
    urls: ["https://www.youtube.com/watch?v=aaaaaaaaaaA", "https://blog.coop/freins/"],
  },
  { id: "2", title: "Épisode", slug: "episode", urls: [] },
  { id: "3", title: "épisode", slug: "episode-2", urls: [] },
];

async function read(text: string | Uint8Array, month: string | null = null) {
  const table = await readAudienceTable(
    typeof text === "string" ? new TextEncoder().encode(text) : text,
  );
  const columns = guessColumns(table);
  return readLines({ table, columns, month, platform: "youtube", pieces, today: "2026-11-30" });
}

describe("the lines of a file", () => {
  test("are those of YouTube Studio, its total left out", async () => {
    const french =
      "Contenu,Titre de la vidéo,Heure de publication de la vidéo,Vues,Durée de visionnage (heures)\nTotal,,,512,10.5\naaaaaaaaaaA,Les freins,5 janv. 2026,512,10.5\n";
    expect(await read(french, "2026-03-01")).toEqual({
      figures: [{ pieceId: "1", month: "2026-03-01", value: 512, lines: [3] }],
      faults: [],
      totalLines: [2],
    });
  });

  test("days are added up to their month", async () => {
    const { figures } = await read(
      "Date,Content,Views\n2026-03-01,aaaaaaaaaaA,5\n2026-03-02,aaaaaaaaaaA,7\n2026-04-01,aaaaaaaaaaA,1\n",
    );
    expect(figures.map(({ month, value, lines }) => [month, value, lines])).toEqual([
      ["2026-03-01", 12, [2, 3]],
      ["2026-04-01", 1, [4]],
    ]);
  });

  test("are read in Windows's encoding, with semicolons and spaced numbers", async () => {
    const bytes = Buffer.from(
      "Page;Mois;Vues\nR\xe9gler ses freins;mars 2026;1\xa0250\nhttps://www.blog.coop/freins?utm_source=x;avril 2026;3\n",
      "latin1",
    );
    const { figures, faults } = await read(bytes);
    expect(faults).toEqual([]);
    expect(figures.map(({ month, value }) => [month, value])).toEqual([
      ["2026-03-01", 1250],
      ["2026-04-01", 3],
    ]);
  });

  test.each([
    ["inconnue,2026-03,5", /Aucun contenu n’est connu pour «\u202finconnue\u202f»/],
    [",2026-03,5", /n’est pas nommée/],
    ["episode-3,2026-03,5", /Aucun contenu/],
    ["Épisode,2026-03,5", /Plusieurs contenus/],
    ["aaaaaaaaaaA,2026-03,-5", /négatif/],
    ["aaaaaaaaaaA,2026-03,beaucoup", /n’est pas un nombre entier/],
    ["aaaaaaaaaaA,2026-03,12.5", /n’est pas un nombre entier/],
    ["aaaaaaaaaaA,2026-03,", /manque/],
    ["aaaaaaaaaaA,,5", /Le mois manque/],
    ["aaaaaaaaaaA,bientôt,5", /ni un mois ni un jour/],
    ["aaaaaaaaaaA,2026-12,5", /n’a pas commencé/],
  ])("« %s » is refused", async (line, message) => {
    const { figures, faults } = await read(`Content,Month,Views\n${line}\n`);
    expect(figures).toEqual([]);
    expect(faults).toEqual([{ line: 2, message: expect.stringMatching(message) }]);
  });

  test("the same month twice is refused the second time", async () => {
    const { figures, faults } = await read(
      "Content,Month,Views\naaaaaaaaaaA,2026-03,5\naaaaaaaaaaA,mars 2026,6\n",
    );
    expect(figures).toMatchObject([{ value: 5 }]);
    expect(faults).toEqual([
      { line: 3, message: "Le même contenu et le même mois sont déjà à la ligne 2." },
    ]);
  });

  test("no text makes it throw, and nothing refused is counted", () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom("aaaaaaaaaaA", "Total", "2026-03", "7"),
    );
    const rows = fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 12 });
    fc.assert(
      fc.property(rows, (all) => {
        const table = {
          header: ["Content", "Month", "Views"],
          rows: all.map((cells, at) => ({ line: at + 2, cells })),
        };
        const { figures, faults, totalLines } = readLines({
          ...{ table, columns: { piece: 0, month: 1, views: 2 }, month: null },
          ...{ platform: "youtube", pieces, today: "2026-11-30" },
        });
        const told = [
          ...figures.flatMap(({ lines }) => lines),
          ...faults.map(({ line }) => line),
          ...totalLines,
        ];
        expect(told.sort((a, b) => a - b)).toEqual(all.map((_, at) => at + 2));
      }),
    );
  });
});

test.each([
  ["Vues\n5\n", /n’a pas de tableau/],
  ["Content,Views\n", /que les titres/],
  ["", /vide/],
])("a file without a table is told: %j", async (text, message) => {
  await expect(readAudienceTable(new TextEncoder().encode(text))).rejects.toThrow(message);
});

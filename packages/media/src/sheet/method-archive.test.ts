import { expect, test } from "vitest";
import type { Method, MethodSheet } from "./method.queries.ts";
import { archiveName, archiveOf, attributionOf } from "./method-archive.ts";

const addressOf = (path: string) => `https://essaim.exemple.fr/fiches/ruche/${path}`;
const sheet = (path: string, body: string, more: Partial<MethodSheet> = {}): MethodSheet => ({
  ...{ sheetId: path, path, body, title: `Titre de ${path.split("/").at(-1)}`, number: 3 },
  ...{ parentPath: null, depth: path.split("/").length - 1, language: "fr", isMethod: false },
  ...{ licenceExpression: "CC-BY-SA-4.0", changedAt: null, source: null, files: [], ...more },
});
const method: Method = {
  organisation: { slug: "ruche", name: "Ruche" },
  changedAt: new Date("2026-05-01T22:30:00Z"),
  sheets: [
    sheet(
      "velo/atelier",
      "Voir [outils](/fiches/ruche/velo/atelier/outils) et [vélo](/fiches/ruche/velo).",
    ),
    sheet(
      "velo/atelier/outils",
      "Revenir à [l’atelier](/fiches/ruche/velo/atelier). [Non](javascript:alert(1))",
      {
        licenceExpression: "CC-BY-SA-3.0",
        source: { authors: "Zoé, Ali", pageUrl: "https://wiki.exemple.fr/Outils" },
        files: [
          {
            ...{ id: "f1", sheetId: "velo/atelier/outils", name: "Fiche de prêt.odt" },
            ...{ contentType: "application/vnd.oasis.opendocument.text", sizeBytes: 10 },
            ...{ licenceExpression: "CC0-1.0", attribution: "Le fablab de Lille" },
          },
        ],
      },
    ),
  ],
};
const entries = archiveOf(method, addressOf);
const textOf = (name: string) => {
  const found = entries.find((one) => one.name === name);
  return found && "text" in found ? found.text : "";
};

test("the archive has its names from the method down, whatever is above it", () => {
  expect(archiveName(method)).toBe("methode-atelier.zip");
  expect(entries.map(({ name }) => name)).toEqual([
    "LISEZMOI.md",
    "LICENSE.txt",
    "atelier.md",
    "atelier.html",
    "atelier/outils.md",
    "atelier/outils.html",
    "fichiers/atelier/outils/Fiche de prêt.odt",
  ]);
  expect(archiveOf(method, addressOf)).toEqual(entries);
});

test("links between its sheets lead to the files, others to the site, and none runs anything", () => {
  expect(textOf("atelier.md")).toContain(
    "Voir [outils](atelier/outils.md) et [vélo](https://essaim.exemple.fr/fiches/ruche/velo).",
  );
  expect(textOf("atelier.html")).toContain('<a href="atelier/outils.html">outils</a>');
  expect(textOf("atelier/outils.md")).toContain("[l’atelier](../atelier.md)");
  expect(textOf("atelier/outils.html")).toContain('<a href="../atelier.html">');
  expect(textOf("atelier/outils.html")).not.toContain("javascript:");
});

test("it says where it comes from, of which day, who is owed a mention, and each licence with what it covers", () => {
  const told = textOf("LISEZMOI.md");
  expect(told).toContain(attributionOf(method, addressOf));
  expect(told).toContain("Version 3, dernier changement publié le 2026-05-02");
  expect(told).toContain("écrite par Zoé, Ali, https://wiki.exemple.fr/Outils");
  expect(told).toContain("Fiche de prêt.odt\u202f: Le fablab de Lille");
  const licences = textOf("LICENSE.txt");
  for (const url of ["by-sa/4.0/", "by-sa/3.0/", "publicdomain/zero/1.0/"]) {
    expect(licences).toContain(url);
  }
});

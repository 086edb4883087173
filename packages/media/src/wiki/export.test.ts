import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import type { PublicSheetText } from "../sheet/published-sheet.queries.ts";
import { exportSheets } from "./export.ts";

const origin = {
  organisation: "Ruche",
  addressOf: (path: string) => `https://essaim.exemple.fr/fiches/ruche/${path}`,
};
const sheet = (path: string, body: string): PublicSheetText => ({
  sheetId: null,
  path,
  parentPath: path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : null,
  title: "Régler <ses> freins",
  depth: path.split("/").length - 1,
  language: "fr",
  licenceExpression: "CC-BY-SA-4.0",
  number: 1,
  changedAt: null,
  isMethod: false,
  body,
});

test("one sheet is one file, which says where it comes from", () => {
  const file = exportSheets(
    [sheet("velo", "Voir [la suite](/fiches/ruche/a).")],
    "markdown",
    origin,
  );
  expect(file.name).toBe("velo.md");
  expect(strFromU8(file.body)).toBe(
    "# Régler <ses> freins\n\nVoir [la suite](https://essaim.exemple.fr/fiches/ruche/a).\n\n---\n\nRégler <ses> freins, Ruche, https://essaim.exemple.fr/fiches/ruche/velo, licence CC-BY-SA-4.0\n",
  );
});

test("a page holds no HTML but ours, and its tables", () => {
  const body = "<script>alert(1)</script>\n\n| a |\n|---|\n| b |";
  const html = strFromU8(exportSheets([sheet("velo", body)], "html", origin).body);
  expect(html).toContain("<title>Régler &lt;ses&gt; freins</title>");
  expect(html).toContain("<td>b</td>");
  expect(html).not.toContain("<script");
});

test("an address that would run something leaves its words alone, and notes keep their links", () => {
  const body =
    "[un](javascript:alert(1)) [deux](data:text/html,x) ![trois](data:image/png;base64,AA) [quatre](https://exemple.fr)[^n]\n\n[^n]: Note.";
  const html = strFromU8(exportSheets([sheet("velo", body)], "html", origin).body);
  expect(html).not.toMatch(/javascript:|data:/);
  expect(html).toContain("<a>un</a>");
  expect(html).toContain('<a href="https://exemple.fr">quatre</a>');
  const [, target] = /href="#([^"]+)"/.exec(html) ?? [];
  expect(html).toContain(`id="${target}"`);
});

test("a branch is an archive in the folders of the tree", () => {
  const file = exportSheets([sheet("velo", "a"), sheet("velo/freins", "- b")], "wikitext", origin);
  expect(file.name).toBe("velo-wiki.zip");
  const files = unzipSync(file.body);
  expect(Object.keys(files)).toEqual(["velo.wiki", "velo/freins.wiki"]);
  expect(strFromU8(files["velo/freins.wiki"] ?? new Uint8Array())).toMatch(/^\* b\n\n----\n/);
});

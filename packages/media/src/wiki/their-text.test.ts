import { expect, test } from "vitest";
import type { PublicSheetText } from "../sheet/published-sheet.queries.ts";
import { pageText } from "./page-text.ts";
import { readTheirText } from "./their-text.ts";

const addressOf = (path: string) => `https://essaim.exemple.fr/fiches/ruche/${path}`;
const sheet = (path: string, body: string): PublicSheetText => ({
  ...{ sheetId: path, path, body, title: path, number: 1, changedAt: null, isMethod: false },
  ...{ parentPath: path.includes("/") ? "velo" : null, depth: 0, language: "fr" },
  licenceExpression: "CC-BY-SA-4.0",
});
const sheets = [sheet("velo", ""), sheet("velo/freins", "")];
const pageOf = (url: string) =>
  sheets.some(({ path }) => addressOf(path) === url) ? url.replace(/^.*ruche\//, "Essaim/") : null;
const pushed = (body: string) => pageText(sheet("velo", body), sheets, { pageOf, addressOf });
const back = (theirText: string) =>
  readTheirText({
    ...{ theirText, pageTitle: "Essaim/velo", apiUrl: "https://wiki.exemple.fr/api.php" },
  }).body;

test("a text comes back without what we wrote under it, with its own closing list of links", () => {
  const body =
    "Un texte.\n\n- [Freins](https://essaim.exemple.fr/fiches/ruche/velo/freins)\n- [Autre](https://essaim.exemple.fr/fiches/ruche/velo)";
  const told = back(pushed(body));
  expect(told).toMatch(/^Un texte\./);
  expect(told.match(/^- \[/gm)).toHaveLength(2);
  expect(told).not.toMatch(/tenue/);
  expect(back(pushed("Court."))).toBe("Court.");
  // Somebody added a section after our list, which stays.
  const withMore = pushed("Court.").replace("\n\n----", "\n== Suite ==\nDe Zoé.\n\n----");
  expect(back(withMore)).toBe("Court.\n\n## Suite\n\nDe Zoé.");
});

test("addresses of the site leave whole", () => {
  expect(
    pushed("Voir [la ressource](/ressources/coopcycle) et [nom].\n\n[nom]: /activites/velo"),
  ).toMatch(
    /\[https:\/\/essaim\.exemple\.fr\/ressources\/coopcycle la ressource\] et \[https:\/\/essaim\.exemple\.fr\/activites\/velo nom\]/,
  );
});

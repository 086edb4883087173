import type { NeighbourhoodOnMap } from "@essaim/territory/map/neighbourhood-map.queries";
import { expect, it } from "vitest";
import { mapInWords } from "./report.words.ts";
import { mapOf } from "./report-map.rules.ts";
import { readSealed } from "./sealed-report.ts";

/** A square of some hundred metres, in a row of them. */
function contour(code: string, at: number, size = 0.01): NeighbourhoodOnMap {
  const [west, south] = [3 + at * 0.03, 50.6 + (at % 2) * 0.02];
  const [east, north] = [west + size, south + size];
  return {
    ...{ code, name: `Secret ${code}`, generation: 2024, validFrom: "2024-01-01" },
    ...{ validUntil: null, isApproximate: false, source: null, importedOn: "2026-03-03" },
    communes: [{ code: "59350", name: "Lille", epciCode: null, lon: 3.05, lat: 50.615 }],
    geometry: {
      type: "MultiPolygon",
      coordinates: [
        [
          [
            [west, south],
            [east, south],
            [east, north],
            [west, north],
            [west, south],
          ],
        ],
      ],
    },
  };
}
const contours = ["A", "B", "C", "D"].map((code, at) => contour(code, at, at === 3 ? 1e-5 : 0.01));
const shown = { people: { A: 12, B: 7 }, names: { A: "Sud", B: "Nord" }, asOf: "2026-06-30" };
const draw = (...[of, around]: [typeof shown, NeighbourhoodOnMap[]]) => mapOf("Carte", of, around);

it("shades what is shown, and tells of the others what the table tells: nothing", () => {
  const [map] = draw(shown, contours);
  if (!map) throw new Error("There is a map");
  expect(map.shapes.map(({ path: _, ...told }) => told)).toEqual([
    { name: "Sud", value: 12, tone: 4 },
    { name: "Nord", value: 7, tone: 2 },
    { name: null, value: null, tone: null },
    { name: null, value: null, tone: null },
  ]);
  expect(JSON.stringify(map)).not.toContain("Secret");
  expect(map.keys.map(({ words }) => words)).toEqual([
    "12 personnes",
    "7 personnes",
    "vide ou masqué",
  ]);
  expect(map.labels.filter(({ isValue }) => isValue).map(({ text }) => text)).toEqual(["12", "7"]);
  expect(map.labels.map(({ text }) => text)).toContain("Lille");
  for (const { path } of map.shapes) expect(path).toMatch(/^(M[\d.,L]+Z)+$/);
  expect(mapInWords(map)).toBe(
    "Carte. Sud\u202f: 12 personnes\u202f; Nord\u202f: 7 personnes. Le nombre est montré dans 2 des 4 quartiers dessinés\u202f: les autres, hachurés, sont vides ou masqués.",
  );
  expect(map.note).toBe("Contours importés le 3\u00a0mars\u00a02026.");
});

it("is not drawn when no contour of what is shown is known", () => {
  expect(draw(shown, [])).toEqual([]);
  expect(draw(shown, contours.slice(2))).toEqual([]);
  expect(draw({ ...shown, people: {} as never }, contours)).toEqual([]);
});

it("says that its table shows more than it draws, and which contours are invented", () => {
  const [invented, real] = contours;
  if (!invented || !real) throw new Error("There are four");
  const around = [{ ...invented, isApproximate: true }];
  const note = (one: NeighbourhoodOnMap[]) => draw(shown, one)[0]?.note;
  expect(note(around)).toBe(
    "Contours approximatifs, inventés pour la démonstration. Le tableau montre aussi des quartiers sans contour.",
  );
  expect(note([...around, real])).toBe(
    "Contours importés le 3\u00a0mars\u00a02026. Certains sont approximatifs, inventés pour la démonstration.",
  );
});

it("is read back from a sealed report as it was drawn, and a report sealed without one still is", () => {
  const parts = draw(shown, contours);
  const header = {
    ...{ organisationName: "Ruche", grantTitle: "Communs", grantReference: "", funderName: "F" },
    ...{ programmeName: "P", startsOn: "2026-01-01", endsOn: "2026-12-31" },
  };
  const sealedWith = (chapters: unknown) => ({
    ...{ edition: 1, code: "ruche-2026-001", approvedOn: "2026-07-02", title: "Rapport", header },
    ...{ cutOffOn: "2026-06-30", figures: [], chapters },
  });
  const bars = { kind: "bars", title: "x", unit: "number", isAgainstTargets: false, points: [] };
  for (const chapters of [[{ title: "Quartiers", parts }], [{ title: "x", parts: [bars] }]]) {
    const sealed = sealedWith(chapters);
    expect(readSealed(JSON.stringify(sealed))).toEqual(sealed);
  }
});

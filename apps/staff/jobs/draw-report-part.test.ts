import type { MapPart } from "@essaim/impact/report/sealed-report";
import { expect, test } from "vitest";
import { drawReportPart } from "./draw-report-part.tsx";

const square = (x: number, y: number, side: number) =>
  `M${x},${y}L${x + side},${y}L${x + side},${y + side}L${x},${y + side}Z`;
const withheld = { name: null, value: null, tone: null };
const map: MapPart = {
  ...{ kind: "map", title: "Carte des quartiers", note: "Contours importés le 3 mars 2026." },
  ...{ width: 320, height: 200 },
  shapes: [
    { path: square(20, 20, 60), name: "Secteur Sud", value: 12, tone: 5 },
    { path: square(100, 30, 40), name: "Nord & Est", value: 7, tone: 1 },
    // A hole in it is not hatched.
    { path: square(200, 40, 60) + square(215, 55, 30), ...withheld },
    { path: square(160, 120, 5), ...withheld },
  ],
  labels: [
    { text: "12", at: { x: 50, y: 52 }, isWide: true, isValue: true },
    { text: "Lille", at: { x: 150, y: 100 }, isWide: false, isValue: false },
  ],
  keys: [
    { tone: 5, words: "12 personnes" },
    { tone: 1, words: "7 personnes" },
    { tone: null, words: "vide ou masqué" },
  ],
  scale: { length: 60, words: "2\u00a0km" },
};
test("a map is drawn alike for a page and a phone: shaded, or hatched outside of its holes", () => {
  const { svg, phoneSvg } = drawReportPart(map);
  for (const one of [svg, phoneSvg]) {
    expect(one.match(/fill-opacity="[\d.]+" d="/g)).toHaveLength(2);
    expect(one).toContain("<title>Secteur Sud\u202f: 12 personnes</title>");
    expect(one).not.toMatch(/url\(|style=/);
    const [, strokes = ""] = /d="(M[\d.]+ [^"]*)" stroke="var\(--color-edge/.exec(one) ?? [];
    const ends = [...strokes.matchAll(/M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)/g)];
    expect(ends.length).toBeGreaterThan(20);
    for (const [, x1, y1, x2, y2] of ends) {
      const [x, y] = [(Number(x1) + Number(x2)) / 2, (Number(y1) + Number(y2)) / 2];
      const isInHole = x > 215 && x < 245 && y > 55 && y < 85;
      expect(isInHole, `${x} ${y}`).toBe(false);
      expect(x >= 160 && x <= 260, `${x} ${y}`).toBe(true);
    }
  }
  expect(svg).toContain(">12</text>");
  expect(phoneSvg).not.toContain(">12</text>");
});

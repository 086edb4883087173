import { readFileSync } from "node:fs";
import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { ChartWithTable } from "./chart-with-table.tsx";
import { COLUMN, PAGE, PHONE } from "./drawn.tsx";
import { DrawnBars } from "./drawn-bars.tsx";
import { DrawnFunnel } from "./drawn-funnel.tsx";
import { chartInk, inks } from "./drawn-inks.tsx";
import { monthsOf, monthTicks, ticksTo } from "./drawn-scale.tsx";
import { DrawnStack } from "./drawn-stack.tsx";
import { drawnSvg } from "./drawn-svg.tsx";
import { linesOf, widthOf } from "./drawn-text.tsx";
import { DrawnTrajectory } from "./drawn-trajectory.tsx";

const long = "Contributeurs et contributrices aux communs";
const bars = [
  { label: long, value: 23, target: 25 },
  { label: "Ateliers", value: null, suppressed: true, target: 6 },
  { label: "Ouvrages", value: null },
  { label: "Non renseigné", value: 4, isUnknown: true },
  { label: "Consultations", value: 184_020, target: 0 },
];
const done = [
  { on: "2026-01", value: 3 },
  { on: "2026-02", value: null },
  { on: "2026-03", value: null, suppressed: true },
  { on: "2026-04", value: 11 },
];
const target = [
  { on: "2026-01", value: 0 },
  { on: "2026-12", value: 25 },
];
const classes = [
  { label: "Salariat" },
  { label: long },
  { label: "Non renseigné", isUnknown: true },
];

const drawn = (width: number): Record<string, ReactElement> => ({
  bars: <DrawnBars title="Fait" series={bars} width={width} />,
  "bars by target": <DrawnBars title="Fait" series={bars} scale="target" width={width} />,
  "bars of nothing": <DrawnBars title="Fait" series={[]} width={width} />,
  "bars of zeros": (
    <DrawnBars title="Fait" series={[{ label: "Rien", value: 0, target: 0 }]} width={width} />
  ),
  trajectory: (
    <DrawnTrajectory
      title="Chemin"
      done={done}
      target={target}
      forecast={[{ on: "2026-12", low: 20, high: 28 }]}
      width={width}
    />
  ),
  "trajectory of millions": (
    <DrawnTrajectory
      title="Chemin"
      done={[
        { on: "2026-01", value: 3_000_000 },
        { on: "2026-02", value: 89_162_117 },
      ]}
      target={[
        { on: "2026-01", value: 0 },
        { on: "2026-04", value: 94_000_000 },
      ]}
      forecast={[{ on: "2026-04", low: 94_061_586, high: 94_081_090 }]}
      width={width}
    />
  ),
  "trajectory in steps": (
    <DrawnTrajectory title="Chemin" done={done} target={target} targetShape="steps" width={width} />
  ),
  "trajectory of one point": (
    <DrawnTrajectory title="Chemin" done={[{ on: "2026-02", value: 0 }]} width={width} />
  ),
  "trajectory of a target alone": (
    <DrawnTrajectory title="Chemin" done={[]} target={target} width={width} />
  ),
  "trajectory of nothing": <DrawnTrajectory title="Chemin" done={[]} width={width} />,
  stack: (
    <DrawnStack
      title="Parts"
      classes={classes}
      rows={[
        { label: "2025", values: [3, 4, 1] },
        { label: "2026", values: [3, null, 1], total: 9 },
        { label: "2027", values: [0, 0, 0] },
      ]}
      width={width}
    />
  ),
  "stack of nothing": <DrawnStack title="Parts" classes={classes} rows={[]} width={width} />,
  funnel: (
    <DrawnFunnel
      title="Parcours"
      series={[
        { label: "Rendez-vous", value: 40 },
        { label: "Entrée", value: 0 },
        { label: long, value: null, suppressed: true },
      ]}
      width={width}
    />
  ),
});

const textsOf = (svg: string) =>
  [...svg.matchAll(/<text ([^>]*)>(.*?)<\/text>/g)].map(([, attributes = "", inside = ""]) => ({
    text: inside.replace(/<[^>]*>/g, ""),
    x: Number(/ x="([^"]*)"|^x="([^"]*)"/.exec(attributes)?.slice(1).find(Boolean)),
    size: Number(/font-size="([^"]*)"/.exec(attributes)?.[1] ?? 15),
    anchor: /text-anchor="([^"]*)"/.exec(attributes)?.[1] ?? "start",
  }));

describe.each([PHONE, COLUMN, PAGE])("drawings %i wide", (width) => {
  test.each(Object.entries(drawn(width)))("%s: named, whole, without a style", (_, element) => {
    const svg = renderToStaticMarkup(element);
    expect(svg).toMatch(/^<svg role="img" viewBox="0 0 \d+ \d+"/);
    expect(svg).toMatch(/<title>[^<]+<\/title><desc>[^<]+<\/desc>/);
    expect(svg).not.toMatch(/NaN|Infinity|undefined|style=|<script| id=/);
    expect(svg).not.toMatch(/(width|height|r)="-/);
    for (const { text, x, size, anchor } of textsOf(svg)) {
      const room = widthOf(text, size);
      const left = anchor === "end" ? x - room : anchor === "middle" ? x - room / 2 : x;
      expect(left, text).toBeGreaterThanOrEqual(-0.5);
      expect(left + room, text).toBeLessThanOrEqual(width + 0.5);
    }
  });
});

test("a bar says what was done, its target, and what may not be said", () => {
  const svg = renderToStaticMarkup(drawn(PAGE).bars as ReactElement);
  expect(svg).toContain(`${long}\u202f: 23 sur 25`);
  expect(svg).toContain("Ateliers\u202f: masqué (secret statistique) · objectif 6");
  expect(svg).toContain("Ouvrages\u202f: inconnu");
  expect(textsOf(svg).map(({ text }) => text)).toContain("184\u202f020\u00a0sur 0");
});

test("without a target of its own, a figure has no bar on the scale of targets", () => {
  const svg = renderToStaticMarkup(
    <DrawnBars
      title="Fait"
      scale="target"
      series={[{ label: "Ateliers", value: 3, target: 0 }]}
      width={PAGE}
    />,
  );
  expect(svg).toContain("Ateliers\u202f: 3 (pas d’objectif)");
  expect(svg).not.toContain(`fill="${chartInk(0)}"`);
});

test("parts of a whole say their percentage; a hidden one has none", () => {
  const svg = renderToStaticMarkup(
    <DrawnBars
      title="Âges"
      whole={20}
      series={[
        { label: "Moins de 30 ans", value: 5 },
        { label: "50 ans et plus", value: null, suppressed: true },
      ]}
      width={PAGE}
    />,
  );
  expect(svg).toContain("Moins de 30 ans\u202f: 5 · 25\u00a0%");
  expect(svg.match(/%/g)).toHaveLength(2);
});

test("a hidden part without a total hides how long the others are", () => {
  const svg = renderToStaticMarkup(
    <DrawnStack
      title="Parts"
      classes={classes}
      rows={[{ label: "2026", values: [3, null, 1] }]}
      width={PAGE}
    />,
  );
  expect(svg).toContain("2026\u202f: masqué (secret statistique)</desc>");
  expect(svg).not.toContain("%");
});

test("a pathway says how many go further, unless one of the two is not known", () => {
  const svg = renderToStaticMarkup(
    <DrawnFunnel
      title="Parcours"
      series={[
        { label: "Rendez-vous", value: 40 },
        { label: "Entrée", value: 10 },
        { label: "Contrat", value: null, suppressed: true },
      ]}
      width={PAGE}
    />,
  );
  expect(svg).toContain(
    "Rendez-vous\u202f: 40, 25\u00a0% vont plus loin\u202f; Entrée\u202f: 10\u202f; Contrat\u202f: masqué (secret statistique)",
  );
});

test("a line does not cross a month that is not known", () => {
  const svg = renderToStaticMarkup(drawn(PAGE).trajectory as ReactElement);
  const lines = [...svg.matchAll(/<path d="([^"]*)"[^>]*stroke-width="3"/g)];
  expect(lines).toHaveLength(2);
  expect(svg).toContain(
    "février 2026\u202f: inconnu\u202f; mars 2026\u202f: masqué (secret statistique)",
  );
  expect(svg).toContain("prévu, décembre 2026\u202f: 20 – 28");
});

test.each([
  ["above", [100, 250, 400, 520]],
  ["below", [520, 400, 250, 100]],
])(
  "the last figure is written %s its point, where the line %j does not strike it out",
  (place, values) => {
    const svg = renderToStaticMarkup(
      <DrawnTrajectory
        title="Chemin"
        done={values.map((value, at) => ({ on: `2026-0${at + 1}`, value }))}
        target={[
          { on: "2026-01", value: 0 },
          { on: "2026-05", value: 600 },
        ]}
        width={COLUMN}
      />,
    );
    const point = Number(/ cy="([^"]*)" r="5"/.exec(svg)?.[1]);
    const said = Number(/ y="([^"]*)" font-weight="600"/.exec(svg)?.[1]);
    expect(place === "above" ? point - said : said - point).toBeGreaterThan(8);
  },
);

test("dots that would touch are left to the line, but for the last one", () => {
  const dotsOf = (years: number) => {
    const months = Array.from({ length: 12 * years }, (_, at) => ({
      on: `${2017 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`,
      value: at,
    }));
    const svg = renderToStaticMarkup(
      <DrawnTrajectory title="Chemin" done={months} width={PHONE} />,
    );
    return [...svg.matchAll(/<circle [^>]* r="([35])"/g)].map(([, radius]) => radius);
  };
  expect(dotsOf(1)).toEqual([...Array.from({ length: 11 }, () => "3"), "5"]);
  expect(dotsOf(10)).toEqual(["5"]);
});

test("a page has one drawing for a phone and one for a page, that say the same", () => {
  const page = renderToStaticMarkup(<DrawnBars title="Fait" series={bars} />);
  const said = [...page.matchAll(/<desc>([^<]*)<\/desc>/g)].map(([, text]) => text);
  expect(said).toHaveLength(2);
  expect(new Set(said).size).toBe(1);
  expect(page).toContain(`viewBox="0 0 ${PHONE} `);
  expect(page).toContain(`viewBox="0 0 ${PAGE} `);
});

test("a chart stands with its sentence, its table and its files", () => {
  const page = renderToStaticMarkup(
    <ChartWithTable
      title="Fait"
      description="Presque atteint."
      table={<table />}
      downloads={[{ label: "dessin (SVG)", href: "/dessin.svg" }]}
    >
      <DrawnBars title="Fait" series={bars} />
    </ChartWithTable>,
  );
  expect(page).toMatch(/<figure aria-labelledby="([^"]*)".*<h3 id="\1"/);
  expect(page).toMatch(/<details.*<table/);
  expect(page).toContain('href="/dessin.svg"');
});

test("a drawing for a file has its size, its namespace, and a colour behind each token", () => {
  const svg = drawnSvg(<DrawnBars title="Fait" series={bars} width={PAGE} />);
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="640" height="\d+"/);
  expect(svg.match(/var\(/g)?.length).toBe(
    svg.match(/var\(--color-[a-z0-9-]+,#[0-9a-f]{6}\)/g)?.length,
  );
  expect(() => drawnSvg(<DrawnBars title="Fait" series={bars} />)).toThrow(/width/);
});

test("the colours of files are the tokens of the light theme, on white", () => {
  const theme = readFileSync(new URL("./theme.css", import.meta.url), "utf8");
  for (const ink of [...Object.values(inks).flat()]) {
    const [, token, colour] = /var\((--color-[a-z0-9-]+),(#[0-9a-f]{6})\)/.exec(ink) ?? [];
    if (token === "--color-paper") expect(colour).toBe("#ffffff");
    else expect(new RegExp(`${token}: (#[0-9a-f]{6});`).exec(theme)?.[1]).toBe(colour);
  }
});

test("labels are broken at plain spaces and lose nothing", () => {
  const lines = linesOf(`${long} (12\u202f345\u00a0€)`, 160);
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.join(" ")).toBe(`${long} (12\u202f345\u00a0€)`);
});

test.each([
  [0, true, [0, 1]],
  [3, true, [0, 1, 2, 3]],
  [25, true, [0, 10, 20, 30]],
  [12_800, true, [0, 5000, 10_000, 15_000]],
  [0.8, false, [0, 0.2, 0.4, 0.6, 0.8]],
])("round steps up to %d", (highest, isCounted, steps) => {
  const ticks = ticksTo(highest, isCounted);
  expect(ticks.map((tick) => Math.round(tick * 100) / 100)).toEqual(steps);
});

test("an axis names as many months as fit", () => {
  const [from, to] = [monthsOf("2026-01"), monthsOf("2026-12")];
  expect(monthTicks(from, to, 12)).toHaveLength(12);
  expect(monthTicks(from, to, 4)).toHaveLength(4);
  expect(monthTicks(monthsOf("2026-02-10"), monthsOf("2026-02-20"), 4)).toHaveLength(1);
});

import { readFileSync, writeFileSync } from "node:fs";
import { strFromU8, unzipSync } from "fflate";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { expect, test } from "vitest";
import type { Paper } from "./block.ts";
import { drawDocx } from "./docx.ts";
import { sizeOf, svgFile } from "./drawing.ts";
import { drawHtml } from "./html.ts";
import { drawPdf } from "./pdf.ts";
import { pngFile } from "./picture.ts";

const drawing = (width: number) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="120" role="img" viewBox="0 0 ${width} 120" class="block" font-size="15"><title>Fait</title><desc>Ateliers : 18&#x202f;402 sur 25 000</desc><rect x="0" y="10" width="200" height="20" fill="var(--color-chart-1,#1d5072)"></rect><path d="M0 60L200 90" stroke="var(--color-edge,#877c69)" stroke-dasharray="6 4" fill="none"></path><text x="210" y="25" font-weight="600" fill="var(--color-ink,#25211b)">18\u202f402<tspan font-weight="400" font-size="13.5">\u00a0sur 25 000 &amp; l&#x27;été</tspan></text></svg>`;

const alt = "Ateliers\u202f: 18\u202f402 sur 25\u202f000. \u00ab\u202fPresque\u202f\u00bb atteint.";
const paper: Paper = {
  title: "Compte rendu <d’impact>",
  lead: "De janvier à décembre 2026",
  author: "Optéos",
  documentTitle: "Compte rendu d’impact 2026",
  running: "Compte rendu d’impact",
  footer: "Optéos & associés",
  chapters: [
    {
      title: "Ce qui a été fait",
      blocks: [
        { kind: "text", text: "Douze ateliers.\nDeux lieux." },
        {
          kind: "figure",
          svg: drawing(640),
          phoneSvg: drawing(320),
          alt,
          caption: "Ateliers et objectif",
        },
        {
          kind: "table",
          caption: "Ateliers, les chiffres",
          header: ["Lieu", "Fait"],
          rows: [
            ["Lille <centre>", "12"],
            ["Total", "18\u202f402"],
          ],
          numeric: [1],
          totals: [1],
        },
        { kind: "heading", text: "Paroles" },
        { kind: "quote", text: "« J’ai appris. »\n\nElle revient." },
        { kind: "list", items: ["Un", "Deux"] },
        { kind: "facts", facts: [["Organisme", "Optéos"]] },
      ],
    },
    { title: "Suite", blocks: [{ kind: "signature", paragraphs: ["Fait à Lille", "Signature"] }] },
    { title: "Fin", blocks: [{ kind: "figure", svg: drawing(640), alt, caption: "Encore" }] },
  ],
};

/** Set to a folder, the files are written there to be looked at. */
const folder = process.env.PAPER_FILES;
const look = (name: string, bytes: Uint8Array | string) => {
  if (folder) writeFileSync(`${folder}/${name}`, bytes);
};

type Node = { role?: string; alt?: string; lang?: string; bbox?: number[]; children?: Node[] };
const nodesOf = (node: Node): Node[] => [node, ...(node.children ?? []).flatMap(nodesOf)];

test("a PDF holds the drawing as a figure of its structure, with its words and its place", async () => {
  const bytes = await drawPdf(paper);
  look("paper.pdf", bytes);
  const raw = Buffer.from(bytes).toString("latin1");
  const pdf = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise;
  expect((await pdf.getMarkInfo())?.Marked).toBe(true);
  const { info } = (await pdf.getMetadata()) as { info: { Title?: string; Language?: string } };
  expect(info.Title).toBe(paper.documentTitle);
  expect(info.Language).toBe("fr-FR");

  const pages = await Promise.all(
    Array.from({ length: pdf.numPages }, (_, at) => pdf.getPage(at + 1)),
  );
  const nodes = (await Promise.all(pages.map((page) => page.getStructTree()))).flatMap((tree) =>
    nodesOf(tree as Node),
  );
  const figures = nodes.filter(({ role }) => role === "Figure");
  expect(figures.map((figure) => figure.alt)).toEqual([alt, alt]);
  for (const { bbox } of figures) {
    const [left = 0, bottom = 0, right = 0, top = 0] = bbox ?? [];
    expect(right - left).toBeCloseTo(448, 0);
    expect(top - bottom).toBeCloseTo(84, 0);
    expect(top).toBeLessThan(842);
    expect(bottom).toBeGreaterThan(0);
  }
  const roles = nodes.map(({ role }) => role);
  for (const role of [
    "Document",
    "H1",
    "H2",
    "H3",
    "P",
    "L",
    "LI",
    "BlockQuote",
    "Table",
    "TH",
    "TD",
  ])
    expect(roles).toContain(role);
  expect(raw).toMatch(/\/Scope\s*\/Column/);
  expect(raw).not.toMatch(/\/Subtype\s*\/Image/);

  const texts = (await Promise.all(pages.map((page) => page.getTextContent()))).flatMap(
    ({ items }) => items.filter((item) => "str" in item),
  );
  const words = texts.map(({ str }) => str).join("");
  expect(words).toContain("18 402 sur 25 000");
  expect(words).toContain("& l'été");
  // Its words are at the scale of the rest: 210 units of 640 from its left, in a figure 448 points wide.
  const said = texts.find(({ str }) => str.startsWith("18 402"));
  expect(said?.transform[4]).toBeCloseTo(64 + 210 * 0.7, 0);
  expect(said?.height).toBeCloseTo(15 * 0.7, 1);
  // Every typeface is in the file.
  expect(raw.match(/\/FontFile2/g)?.length).toBe(raw.match(/\/Type\s*\/FontDescriptor/g)?.length);
});

test("a drawing that does not fit below goes to the next page whole", async () => {
  const text = { kind: "text" as const, text: "Une phrase qui prend de la place. ".repeat(30) };
  const bytes = await drawPdf({
    ...paper,
    chapters: [
      {
        title: "Long",
        blocks: [
          text,
          text,
          text,
          text,
          text,
          {
            kind: "figure",
            svg: drawing(640).replaceAll("640 120", "640 400"),
            alt,
            caption: "Grand",
          },
        ],
      },
    ],
  });
  const pdf = await getDocument({ data: bytes, verbosity: 0 }).promise;
  expect(pdf.numPages).toBe(2);
  const second = await (await pdf.getPage(2)).getStructTree();
  const figure = nodesOf(second as Node).find(({ role }) => role === "Figure");
  expect(figure?.bbox?.[3]).toBeLessThan(842 - 64);
});

test("a Word file holds the drawing as a picture, with its words", async () => {
  const bytes = await drawDocx(paper);
  look("paper.docx", bytes);
  const files = unzipSync(bytes);
  const pictures = Object.keys(files).filter((name) => /^word\/media\/./.test(name));
  expect(pictures.every((name) => name.endsWith(".png"))).toBe(true);
  expect(pictures.length).toBeGreaterThan(0);
  const xml = strFromU8(files["word/document.xml"] ?? new Uint8Array());
  expect(xml.match(/<wp:docPr [^>]*descr="([^"]*)"/)?.[1]).toBe(alt);
  // 642 pixels of text at most, in English metric units.
  const [, width, height] = /<wp:extent cx="(\d+)" cy="(\d+)"/.exec(xml) ?? [];
  expect(Number(width)).toBe(640 * 9525);
  expect(Number(height)).toBe(120 * 9525);
  expect(xml).toContain("Ateliers et objectif");
});

test("a page stands by itself: it asks nothing of anybody, and runs nothing", () => {
  const page = drawHtml(paper);
  look("paper.html", page);
  expect(page).toMatch(/^<!doctype html>\n<html lang="fr">/);
  expect(page).toContain("<title>Compte rendu d’impact 2026</title>");
  expect(page.replaceAll("http://www.w3.org/2000/svg", "")).not.toMatch(
    /https?:|\/\/[a-z]|<script|<link|<img|<iframe|@import|url\(| src=| on[a-z]+=| style=/i,
  );
  const targets = [...page.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id);
  expect(targets).toHaveLength(3);
  for (const id of targets) expect(page).toContain(` id="${id}"`);
  expect(page.match(/ href="(?!#)/)).toBeNull();
});

test("a page has its titles in order, its tables with their scopes, its drawings with their words", () => {
  const page = drawHtml(paper);
  expect(page).toContain("<h1>Compte rendu &lt;d’impact&gt;</h1>");
  expect([...page.matchAll(/<h([1-6])/g)].map(([, level]) => level)).toEqual([
    "1",
    "2",
    "3",
    "2",
    "2",
  ]);
  expect(page).toContain("<caption>Ateliers, les chiffres</caption>");
  expect(page).toContain('<th scope="col" class="figure">Fait</th>');
  expect(page).toContain(
    '<tr class="total"><th scope="row">Total</th><td class="figure" data-column="Fait">18\u202f402</td></tr>',
  );
  expect(page).toContain('<th scope="row">Lille &lt;centre&gt;</th>');
  const drawings = [...page.matchAll(/<svg class="(phone|wide)" aria-label="([^"]*)"/g)];
  expect(drawings.map(([, name]) => name)).toEqual(["phone", "wide", "wide"]);
  for (const [, , words] of drawings) expect(words).toBe(alt);
  // Its colours follow the theme.
  expect(page).toContain('fill="var(--color-chart-1,#1d5072)"');
});

test("the colours of the page are those of the house, in light and in dark", () => {
  const theme = readFileSync(new URL("../../ui/src/theme.css", import.meta.url), "utf8");
  const tokens = (css: string) =>
    [...css.matchAll(/--color-[a-z0-9-]+: #[0-9a-f]{6};/g)].map(([token]) => token);
  const page = drawHtml(paper);
  expect(tokens(page).length).toBeGreaterThan(25);
  for (const token of tokens(page)) expect(theme).toContain(token);
});

test("a drawing as a file has plain colours on white, and no other file behind it", () => {
  const file = svgFile(drawing(640));
  expect(file).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<svg font-family="'Atkinson/);
  expect(file).toContain('</desc><rect width="640" height="120" fill="#ffffff"/>');
  expect(file).toContain('fill="#1d5072"');
  expect(file).not.toMatch(/var\(|url\(|href/);
});

test("a drawing as a picture is as large as asked, with its words in our typeface", async () => {
  const bytes = await pngFile(drawing(640), { scale: 2 });
  look("drawing.png", bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  expect([...bytes.slice(1, 4)].map((one) => String.fromCharCode(one)).join("")).toBe("PNG");
  expect([view.getUint32(16), view.getUint32(20)]).toEqual([1280, 240]);
  const wordless = await pngFile(drawing(640).replace(/<text.*<\/text>/, ""), { scale: 2 });
  expect(wordless.length).toBeLessThan(bytes.length - 1000);
});

test("a drawing that does not say its size is refused", () => {
  expect(() => sizeOf("<svg></svg>")).toThrow(/viewBox/);
});

test("a PDF says when a sign of its title is not in its typeface, and nothing otherwise", async () => {
  const onUnreadable = "Certains signes manquent.";
  const textOf = async (title: string) => {
    const data = await drawPdf({ ...paper, title, onUnreadable });
    const page = await (await getDocument({ data, verbosity: 0 }).promise).getPage(1);
    const { items } = await page.getTextContent();
    return items.map((item) => ("str" in item ? item.str : "")).join(" ");
  };
  expect(await textOf("De 2025 → 2026")).toContain(onUnreadable);
  expect(await textOf("De 2025 à 2026")).not.toContain(onUnreadable);
});

test("a heading stays with the text that announces what follows, wherever the page ends", async () => {
  for (let lines = 30; lines < 34; lines++) {
    const blocks = [
      { kind: "text" as const, text: Array(lines).fill("Une ligne.").join("\n") },
      { kind: "heading" as const, text: "Livraison" },
      { kind: "text" as const, text: "Ce qui a marché\u202f:" },
      { kind: "quote" as const, text: "Les tournées." },
    ];
    const data = await drawPdf({ ...paper, chapters: [{ title: "Récits", blocks }] });
    const document = await getDocument({ data, verbosity: 0 }).promise;
    for (let at = 1; at <= document.numPages; at++) {
      const { items } = await (await document.getPage(at)).getTextContent();
      const text = items.map((item) => ("str" in item ? item.str : "")).join(" ");
      expect(text.includes("Livraison"), `${lines} lines`).toBe(text.includes("Les tournées."));
    }
  }
});

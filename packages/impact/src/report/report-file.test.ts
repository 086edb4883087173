import { drawDocx } from "@essaim/paper/docx";
import { drawHtml } from "@essaim/paper/html";
import { drawPdf } from "@essaim/paper/pdf";
import ExcelJS from "exceljs";
import { strFromU8, unzipSync } from "fflate";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { describe, expect, it } from "vitest";
import { readContent, readDetails } from "../release/release.schema.ts";
import { barsInWords, barsSentence, mapInWords, writeValue } from "./report.words.ts";
import { writeReport } from "./report-chapters.rules.ts";
import { type DrawPart, type PrintedReport, reportPaper } from "./report-paper.ts";
import { reportWorkbook } from "./report-workbook.ts";
import { sealerOf } from "./seal.ts";
import type { MapPart, ReportChapter, SealedReport } from "./sealed-report.ts";

const draw: DrawPart = ({ title }) => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="60" viewBox="0 0 640 60" role="img"><title>${title}</title><rect x="0" y="10" width="300" height="20" fill="#1d5072"/></svg>`;
  return { svg, phoneSvg: svg };
};
const map: MapPart = {
  ...{ kind: "map", title: "Carte des quartiers", note: "Contours importés le 3 mars 2026." },
  ...{ width: 320, height: 200, labels: [], scale: { length: 60, words: "2\u00a0km" } },
  shapes: [
    { path: "M20,20L80,20L80,80Z", name: "Secteur Sud", value: 12, tone: 3 },
    { path: "M120,20L180,20L180,80Z", name: null, value: null, tone: null },
  ],
  keys: [{ tone: 3, words: "12 personnes" }],
};
const chapter: ReportChapter = {
  title: "Personnes accompagnées",
  parts: [
    { kind: "text", text: "Une année à Lille." },
    {
      kind: "bars",
      title: "Où vivent ces personnes ?",
      unit: "number",
      isAgainstTargets: false,
      points: [
        { label: "En quartier", value: 14, target: null, withheld: false, isUnknown: false },
        { label: "Hors quartier", value: null, target: null, withheld: true, isUnknown: false },
      ],
    },
    {
      kind: "table",
      caption: "Budget ligne par ligne",
      columns: [
        { header: "Ligne", unit: "text" },
        { header: "Prévu", unit: "cents" },
        { header: "Part", unit: "share" },
      ],
      rows: [
        ["Ateliers", 1_234_50, 0.5],
        ["Total", 2_469_00, "masqué"],
      ],
      totals: [1],
    },
  ],
};
const content: SealedReport = {
  edition: 1,
  code: "ruche-2026-001",
  approvedOn: "2026-07-02",
  title: "Rapport à la fondation",
  header: {
    organisationName: "Ruche",
    grantTitle: "Communs",
    grantReference: "",
    funderName: "Fondation",
    programmeName: "Essaimer",
    startsOn: "2026-01-01",
    endsOn: "2026-12-31",
  },
  cutOffOn: "2026-06-30",
  chapters: [chapter, { title: "Quartiers prioritaires", parts: [map] }],
  figures: [],
};
const seal = { code: content.code, ...sealerOf("a secret, long enough to be one")("x") };
const verifyUrl = "https://annuaire.example/verifier";
const sealed: PrintedReport = { content, seal, verifyUrl };
const { edition: _, code: __, approvedOn: ___, ...written } = content;
const draft: PrintedReport = { content: written, seal: null, verifyUrl };

async function readPdf(bytes: Uint8Array) {
  const document = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise;
  const pages: { text: string; tags: string }[] = [];
  for (let at = 1; at <= document.numPages; at++) {
    const page = await document.getPage(at);
    const { items } = await page.getTextContent();
    const text = items.map((item) => ("str" in item ? item.str : "")).join(" ");
    pages.push({ text, tags: JSON.stringify(await page.getStructTree()) });
  }
  return { pages, info: await document.getMetadata(), marked: await document.getMarkInfo() };
}

describe("the PDF of a report", () => {
  it("is tagged, in French, titled, and its drawings have their words", async () => {
    const { pages, info, marked } = await readPdf(await drawPdf(reportPaper(sealed, draw)));
    const tags = pages.map((page) => page.tags).join();
    expect(marked).toMatchObject({ Marked: true });
    expect(info.info).toMatchObject({ Title: content.title, Language: "fr-FR" });
    for (const role of ["H1", "H2", "Table", "TH", "TD", "Figure"]) {
      expect(tags, role).toContain(`"role":"${role}"`);
    }
    expect(tags).toContain("En quartier");
    expect(tags).toContain(JSON.stringify(mapInWords(map)));
    const text = pages.map((page) => page.text).join(" ");
    expect(text).toContain(seal.code);
    expect(text).toContain(verifyUrl);
    expect(text.replaceAll(" ", "")).toContain(seal.hash);
    expect(text).not.toMatch(/brouillon/i);
  });

  it("says on every page of a draft that it is one", async () => {
    const chapters = Array.from({ length: 8 }, () => chapter);
    const long = { ...draft, content: { ...written, chapters } };
    const { pages } = await readPdf(await drawPdf(reportPaper(long, draw)));
    expect(pages.length).toBeGreaterThan(2);
    for (const { text } of pages) expect(text).toMatch(/brouillon/i);
  });

  it("is drawn in less than 20 seconds with its other files when it has forty pages", async () => {
    const chapters = Array.from({ length: 108 }, (_, at) => ({
      ...chapter,
      title: `Partie ${at}`,
    }));
    const long = { ...sealed, content: { ...content, chapters } };
    // Of the processor: the others may want it too while the tests run.
    const begun = process.cpuUsage();
    const paper = reportPaper(long, draw);
    const pdf = await drawPdf(paper);
    await drawDocx(paper);
    drawHtml(paper);
    await reportWorkbook(long);
    const { user, system } = process.cpuUsage(begun);
    expect((user + system) / 1e6).toBeLessThan(20);
    expect((await getDocument({ data: pdf, verbosity: 0 }).promise).numPages).toBeGreaterThan(39);
  }, 60_000);
});

it("a Word file holds the words, the headings and the tables", async () => {
  const files = unzipSync(await drawDocx(reportPaper(sealed, draw)));
  const xml = strFromU8(files["word/document.xml"] ?? new Uint8Array());
  for (const words of ["Rapport à la fondation", "Heading1", "Ateliers", seal.code]) {
    expect(xml).toContain(words);
  }
});

it("a map is a picture of a Word file and a drawing of a page, with its words", async () => {
  const paper = reportPaper(sealed, draw);
  const words = mapInWords(map);
  expect(words).toContain("Secteur Sud\u202f: 12 personnes");
  const files = unzipSync(await drawDocx(paper));
  const xml = strFromU8(files["word/document.xml"] ?? new Uint8Array());
  expect(xml).toContain(`descr="${words}"`);
  const html = drawHtml(paper);
  expect(html).toContain(`aria-label="${words}"`);
  expect(html).toContain(map.note);
});

it("a workbook holds values, not words", async () => {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load((await reportWorkbook(sealed)).buffer as ArrayBuffer);
  const sheet = workbook.getWorksheet("Budget ligne par ligne");
  expect(sheet?.getCell("B2").value).toBe(1234.5);
  expect(sheet?.getCell("C2").value).toBe(0.5);
  expect(sheet?.getCell("C3").value).toBe("masqué");
  expect(workbook.getWorksheet("Rapport")).toBeDefined();
});

it("a workbook adds up euros and hours of one column, in sheets with short names", async () => {
  const columns = [
    { header: "Indicateur", unit: "text" as const },
    { header: "Réalisé", unit: "number" as const },
  ];
  const table = (caption: string, words: string): ReportChapter => ({
    title: caption,
    parts: [
      {
        kind: "table",
        caption,
        columns,
        rows: [
          ["Vues", 1402],
          ["Dons", words],
        ],
        totals: [],
      },
    ],
  });
  const chapters = [
    table("Média, au 31 décembre 2019", "1\u202f240,50\u00a0€"),
    table("Média, au 31 décembre 2019", "7,5\u00a0h"),
    table("Parts", writeValue(0.525, "share")),
    table("Contributions aux communs par nature", "masqué"),
  ];
  const workbook = new ExcelJS.Workbook();
  const file = await reportWorkbook({ ...sealed, content: { ...content, chapters } });
  await workbook.xlsx.load(file.buffer as ArrayBuffer);
  const names = workbook.worksheets.map(({ name }) => name);
  expect(names).toEqual(["Rapport", "Média", "Média 2", "Parts", "Contributions aux communs"]);
  const [cover, euros, hours, shares, hidden] = workbook.worksheets;
  expect(euros?.getCell("B2")).toMatchObject({ value: 1402, numFmt: "#,##0" });
  expect(euros?.getCell("B3")).toMatchObject({ value: 1240.5, numFmt: '#,##0.00 "€"' });
  expect(hours?.getCell("B3")).toMatchObject({ value: 7.5, numFmt: '#,##0.0 "h"' });
  expect(shares?.getCell("B3")).toMatchObject({ value: 0.525, numFmt: "0.0%" });
  expect(hidden?.getCell("B3").value).toBe("masqué");
  expect(cover?.getColumn(2).values).toContain("Média, au 31 décembre 2019");
});

it("a page that stands by itself asks nothing of any other address", () => {
  const html = drawHtml(reportPaper(sealed, draw));
  expect(html).toContain('lang="fr"');
  expect(html).toContain("Où vivent ces personnes");
  expect(html).not.toMatch(/<script|<link|src="http|url\(http/);
});

it("the sentence of a drawing says what its bars do not, or nothing", () => {
  const sentence = (...values: (number | null)[]) =>
    barsSentence({
      ...{ kind: "bars", title: "x", unit: "number", isAgainstTargets: false },
      points: values.map((value, at) => ({
        ...{ label: `Réponse ${at}`, value, target: null },
        ...{ withheld: value === null, isUnknown: false },
      })),
    });
  expect(sentence(30, 10, null)).toMatch(/«\sRéponse 0\s» fait 75\s% de ce qui est montré/u);
  for (const values of [[], [12], [7, 7], [0, 0], [null]]) expect(sentence(...values)).toBe("");
});

it("a story is told once, and its activity is named once", () => {
  const told = { worked: "Le four.", didNot: "" };
  const stories = [
    { id: "1", activity: "Pain", ...told },
    { id: "2", activity: "Vélo", worked: "La route.", didNot: "" },
    { id: "3", activity: "Pain", ...told },
    { id: "4", activity: "Pain", worked: "", didNot: "La farine." },
  ];
  const { chapters } = writeReport({
    ...{
      title: "Rapport",
      header: content.header,
      cutOffOn: "2026-06-30",
      released: null,
      contours: [],
    },
    sections: [
      { id: "s", kind: "stories", title: "Récits", text: "", stories: stories.map(({ id }) => id) },
    ],
    stories: new Map(stories.map((one) => [one.id, one])),
  });
  const said = chapters[0]?.parts.map((part) => ("text" in part ? part.text : part.kind));
  expect(said).toEqual([
    ...["Pain", "Ce qui a marché\u202f:", "Le four."],
    ...["Ce qui n’a pas marché\u202f:", "La farine."],
    ...["Vélo", "Ce qui a marché\u202f:", "La route."],
  ]);
});

it("a promise in euros or hours is written in euros or hours beside its target", async () => {
  const promised = { fr: ["euro", "euros"], en: ["euro", "euros"] };
  const figure = {
    key: "money_given_to_commons",
    name: { fr: "Argent donné", en: "Money given" },
    definition: { fr: "Dons datés.", en: "Dated gifts." },
    unit: promised,
    counted: "euros",
    source: "records",
    countsPeople: false,
    value: 1_240_00,
    asOf: "2026-06-30",
    withheld: null,
    parts: null,
    target: 5_000_00,
    milestones: [],
    actionId: null,
  };
  const hours = { fr: ["heure", "heures"], en: ["hour", "hours"] };
  const time = { name: { fr: "Temps donné", en: "Time given" }, unit: hours, counted: "minutes" };
  const { organisationName, grantTitle, funderName, programmeName, startsOn, endsOn } =
    content.header;
  const released = readContent({
    edition: 1,
    cutOffOn: "2026-06-30",
    threshold: 5,
    header: {
      organisationName,
      grantTitle,
      funderName,
      programmeName,
      programmeDescription: "",
      startsOn,
      endsOn,
    },
    actions: [],
    people: { total: null, tables: {}, neighbourhoods: null, isElsewhere: false },
    figures: [figure, { ...figure, ...time, key: "time", value: 450, target: 1200 }],
    months: {},
    contributions: [],
  });
  const money = { awardedCents: null, receivedCents: 0, paidCents: 0, committedCents: 0 };
  const { chapters } = writeReport({
    title: "Rapport",
    header: content.header,
    cutOffOn: "2026-06-30",
    sections: ["figures", "people"].map(
      (kind, at) => ({ id: String(at), kind, title: kind, text: "", stories: [] }) as never,
    ),
    released: {
      content: released,
      details: readDetails({ edition: 1, money: { ...money, lines: [] }, figures: [], months: {} }),
    },
    contours: [],
    stories: new Map(),
  });
  const parts = chapters.flatMap((one) => one.parts);
  const drawn = parts.flatMap((part) => (part.kind === "bars" ? [barsInWords(part)] : [])).join();
  const spaced = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");
  expect(spaced(drawn)).toContain("Argent donné (euros) : 1 240 sur 5 000");
  expect(spaced(drawn)).toContain("Temps donné (heures) : 7,5 sur 20");
  const table = parts.find((part) => part.kind === "table");
  expect(spaced(JSON.stringify(table))).toContain('"1 240,00 €","5 000,00 €",0.24');
  expect(spaced(JSON.stringify(table))).toContain('"7,5 h","20 h",0.37');
  // Seven people are not fewer than five: nothing is said of how many they are.
  expect(spaced(JSON.stringify(parts))).toContain(
    "est masqué : il est trop petit pour être montré",
  );
});

import { writeFileSync } from "node:fs";
import { drawPdf } from "@essaim/paper/pdf";
import ExcelJS from "exceljs";
import { strFromU8, unzipSync } from "fflate";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { expect, test } from "vitest";
import { readAnswers } from "./report.schema.ts";
import { gapInWords, type ReportContent, reportPaper } from "./report-document.ts";
import { type ReportSource, reportFigures } from "./report-figures.rules.ts";
import { drawReport } from "./report-file.ts";
import { wordsInFile } from "./report-workbook.ts";

const lines = Array.from({ length: 12 }, (_, at) => ({
  id: `line${at}`,
  grantId: "ours",
  label: `Poste de dépense numéro ${at + 1}`,
  account: String(60 + (at % 9)),
  actionName: "Accompagnement",
  amountCents: 300_000 + at * 1_234,
}));

const answers = readAnswers({
  texts: {
    achievement: `Douze ateliers à Lille.\n\n${"Une phrase qui raconte ce qui a été fait. ".repeat(30)}`,
    audience: "Quarante livreuses et livreurs.",
    placesAndDates: "Lille et Roubaix, de janvier à décembre.",
    objectives: "Atteints à 93 %.",
    gaps: "Une embauche a été retardée de deux mois.",
    inKind: "Heures des bénévoles, au SMIC horaire.",
  },
  amounts: {
    indirect_running: { planned: 200_000, realised: 180_000 },
    "864": { planned: 100_000, realised: 90_000 },
    "870": { planned: 100_000, realised: 90_000 },
  },
  annexes: "Comptes approuvés du dernier exercice.\nRapport d’activité.",
  signatory: "Camille Vasseur",
  signatoryCapacity: "gérante",
  signedAt: "Lille",
});

const source: ReportSource = {
  grantId: "ours",
  coversFrom: "2025-01-01",
  coversTo: "2025-12-31",
  startsOn: "2025-01-01",
  plan: null,
  planEntries: [],
  lines,
  grants: [
    {
      id: "ours",
      title: "Communs accessibles",
      funderName: "Métropole (exemple)",
      awardedCents: 3_800_000,
      askedCents: 4_000_000,
      inKindCents: null,
    },
  ],
  told: null,
  receipts: [{ grantId: "ours", receivedOn: "2025-02-01", cents: 3_040_000 }],
  spending: lines.map((line, at) => ({
    expenseId: `e${at}`,
    lineId: line.id,
    account: line.account,
    incurredOn: "2025-05-02",
    paidOn: "2025-06-01",
    cents: 250_050 + at,
    ownCents: 0,
    hasEvidence: true,
  })),
};

const content: ReportContent = {
  report: {
    form: "cerfa",
    stage: "final",
    label: "Compte rendu final",
    coversFrom: "2025-01-01",
    coversTo: "2025-12-31",
    sentOn: null,
  },
  header: {
    organisationName: "Optéos",
    legalName: "Optéos SCIC SA",
    siret: "12345678200077",
    funderName: "Métropole (exemple)",
    grantTitle: "Communs accessibles",
    grantReference: "2025-042",
    grantStartsOn: "2025-01-01",
    grantEndsOn: "2025-12-31",
    programmeName: "Communs économiques accessibles à tous",
  },
  answers,
  figures: reportFigures(source, answers),
};

const expenses = [
  {
    incurredOn: "2025-05-02",
    paidOn: "2025-06-01",
    account: "606",
    line: "Poste de dépense numéro 1",
    supplier: "=HYPERLINK(1)",
    label: "Casques",
    cents: 250_050,
  },
];

/** Set to a folder, the files are written there to be looked at. */
const folder = process.env.REPORT_FILES;
async function draw(format: "pdf" | "docx" | "xlsx", change: Partial<ReportContent> = {}) {
  const bytes = await drawReport(format, { ...content, ...change }, expenses);
  if (folder) writeFileSync(`${folder}/${change.report?.form ?? "cerfa"}.${format}`, bytes);
  return bytes;
}

async function pagesOf(bytes: Uint8Array): Promise<string[]> {
  const pdf = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise;
  return Promise.all(
    Array.from({ length: pdf.numPages }, async (_, at) => {
      const { items } = await (await pdf.getPage(at + 1)).getTextContent();
      return items
        .map((item) => ("str" in item ? item.str : ""))
        .join(" ")
        .replace(/[\s\u00a0\u202f]+/g, " ");
    }),
  );
}

test("the PDF says all of it, on numbered pages that name the report", async () => {
  const pages = await pagesOf(await draw("pdf"));
  const all = pages.join("\n");
  expect(pages.length).toBeGreaterThan(2);
  pages.forEach((page, at) => {
    expect(page).toContain(`${at + 1} sur ${pages.length}`);
    if (at > 0) expect(page).toContain("Communs accessibles · Compte rendu final");
  });
  for (const said of [
    "Optéos SCIC SA",
    "12345678200077",
    "1. Bilan qualitatif de l’action réalisée",
    "Quarante livreuses et livreurs.",
    "Charges indirectes affectées à l’action",
    "Total des charges",
    "31 806,66 €",
    "Insuffisance",
    "864 · Personnel bénévole",
    "certifie exactes les informations",
    "projet, non envoyé",
  ]) {
    expect(all).toContain(said);
  }
});

test("what is in kind is told apart from the money, and what is on no line is told", async () => {
  const volunteers = {
    ...(content.figures.lines[0] as (typeof content.figures.lines)[number]),
    ...{ id: "volunteers", label: "Heures bénévoles", account: "864" },
    ...{ plannedCents: 600_000, realisedCents: 0 },
  };
  const figures = {
    ...content.figures,
    lines: [volunteers, ...content.figures.lines],
    undividedCents: 600_000,
  };
  const all = (await pagesOf(await draw("pdf", { figures }))).join("\n");
  expect(all).toMatch(/Total en argent\s+36 814,44 €/);
  expect(all).toContain("864 · Heures bénévoles (en nature, hors du total)");
  expect(all).toContain("6 000,00 € ne sont encore sur aucune ligne.");
});

test("an answer that nobody wrote is not said to be without object while there is a gap to tell", async () => {
  const wordsOf = async (stage: "interim" | "final") => {
    const report = { ...content.report, stage };
    const unwritten = { ...answers, texts: { ...answers.texts, gaps: "" } };
    const all = (await pagesOf(await draw("pdf", { report, answers: unwritten }))).join("\n");
    return /Explication des écarts significatifs\s+(.*?)\s+Contributions/.exec(all)?.[1];
  };
  expect(await wordsOf("interim")).toBe("Sans réponse à ce stade.");
  expect(await wordsOf("final")).toBe("Sans réponse.");
});

test("the tables have no empty row, nor a ratio left blank", async () => {
  const amounts = { indirect_other: { planned: null, realised: 1_000 } };
  const tables = (figures: ReportContent["figures"]) =>
    reportPaper({ ...content, figures })
      .chapters.flatMap(({ blocks }) => blocks)
      .flatMap((block) => (block.kind === "table" ? block.rows : []));
  const rows = tables(reportFigures(source, { ...answers, amounts }));
  expect(rows.filter(([, planned, realised]) => planned === "—" && realised === "—")).toEqual([]);
  expect(rows.flat()).not.toContain("");
  expect(rows.map(([label]) => label)).not.toContain("862 · Prestations");
});

test("a gap is said in words", () => {
  expect(gapInWords(-2_166_92)).toMatch(/^2.166,92.€ de moins que prévu$/);
  expect(gapInWords(50_00)).toMatch(/^50,00.€ de plus que prévu$/);
});

test("below a signature there is room to sign, on the page of what is signed", async () => {
  const paper = reportPaper(content);
  const blocks = Array.from({ length: 20 }, () => ({
    kind: "signature" as const,
    paragraphs: ["Je certifie", "Signer"],
  }));
  const bytes = await drawPdf({ ...paper, chapters: [{ title: "Certification", blocks }] });
  const pdf = await getDocument({ data: bytes, verbosity: 0 }).promise;
  const gaps: number[] = [];
  for (let page = 1; page <= pdf.numPages; page++) {
    const { items } = await (await pdf.getPage(page)).getTextContent();
    const words = items.flatMap((item) => ("str" in item ? [item.str] : []));
    const count = (word: string) => words.filter((one) => one === word).length;
    expect(count("Je certifie")).toBe(count("Signer"));
    const heights = items.flatMap((item) =>
      "str" in item && item.str === "Signer" ? [item.transform[5] as number] : [],
    );
    const foot = 72;
    heights.forEach((height, at) => {
      gaps.push(height - (heights[at + 1] ?? foot));
    });
  }
  expect(gaps).toHaveLength(20);
  expect(Math.min(...gaps)).toBeGreaterThan(90);
});

test("a free form has the titles of whoever wrote it", async () => {
  const sections = [{ title: "Ce que nous avons appris", text: "Beaucoup." }];
  const report = { ...content.report, form: "free" as const };
  const all = (
    await pagesOf(await draw("pdf", { report, answers: { ...answers, sections } }))
  ).join("\n");
  expect(all).toContain("Ce que nous avons appris");
  expect(all).not.toContain("Bilan qualitatif");
});

test("the Word file holds the same words under real headings, and its tables repeat their header", async () => {
  const files = unzipSync(await draw("docx"));
  const body = strFromU8(files["word/document.xml"] ?? new Uint8Array());
  expect(body).toContain("Total des produits");
  expect(body).toContain('w:val="Heading1"');
  expect(body).toContain("<w:tblHeader/>");
  // Room to sign.
  expect(body).toMatch(/w:after="1900"(?:(?!<\/w:p>).)*Signature/);
  expect(strFromU8(files["word/footer1.xml"] ?? new Uint8Array())).toContain("PAGE");
});

test("the workbook has numbers where there are amounts, and text where there is a formula's look", async () => {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load((await draw("xlsx")).buffer as ArrayBuffer);
  const summary = workbook.getWorksheet("Synthèse");
  const total = summary?.getColumn(2).values.indexOf("Total des charges") ?? 0;
  expect(summary?.getRow(total).getCell(4).value).toBe(content.figures.charges.realisedCents / 100);
  const row = workbook.getWorksheet("Dépenses")?.getRow(2);
  expect(row?.getCell(1).value).toEqual(new Date("2025-05-02T00:00Z"));
  expect(row?.getCell(5).value).toBe("=HYPERLINK(1)");
  expect(row?.getCell(7).value).toBe(2_500.5);
});

test("the file of a funder names nobody who is paid, and says what was removed", () => {
  const salary = {
    kind: "purchase" as const,
    account: "641",
    label: "SALAIRE DUPONT 03/2026",
    supplier: "Dupont",
    isForSomebody: false,
  };
  const nobody = { supplier: "", label: "Achat" };
  expect(wordsInFile(salary)).toEqual(nobody);
  expect(wordsInFile({ ...salary, account: "622", isForSomebody: true })).toEqual(nobody);
  expect(wordsInFile({ ...salary, kind: "staff_time", account: "62" })).toEqual({
    supplier: "",
    label: "Temps de l’équipe",
  });
  const bought = { ...salary, account: "606", label: "Casques", supplier: "Atelier" };
  expect(wordsInFile(bought)).toEqual({ supplier: "Atelier", label: "Casques" });
  expect(wordsInFile(undefined)).toEqual({ supplier: "", label: "Retirée depuis" });
});

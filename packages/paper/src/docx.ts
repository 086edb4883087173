import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from "docx";
import type { Block, Paper, TableBlock } from "./block.ts";

// The house's colours on white paper (packages/ui/src/theme.css).
const muted = "5E5648";
const line = "DDD4C3";
const accent = "1D5072";
const well = "F2ECDF";

/** In twentieths of a point: A4 and its margins. */
const page = { width: 11_906, height: 16_838, margin: 1_134 };
/** Below a word, to sign or to stamp. */
const roomToSign = 1_900;
const textWidth = page.width - 2 * page.margin;

/**
 * A document to go on writing in a word processor: the chapters of the PDF, with real headings, tables whose header
 * comes again on each page, and numbered pages.
 */
export async function drawDocx(paper: Paper): Promise<Uint8Array> {
  const document = new Document({
    title: paper.documentTitle,
    creator: paper.author,
    styles: {
      default: {
        document: {
          run: { font: "Calibri", size: 21, language: { value: "fr-FR" } },
          paragraph: { spacing: { after: 120 } },
        },
        title: { run: { size: 44, bold: true }, paragraph: { spacing: { after: 60 } } },
        heading1: {
          run: { size: 30, bold: true, color: accent },
          paragraph: { spacing: { before: 320, after: 120 }, keepNext: true },
        },
        heading2: {
          run: { size: 23, bold: true },
          paragraph: { spacing: { before: 200, after: 80 }, keepNext: true },
        },
      },
    },
    numbering: {
      config: [
        {
          reference: "list",
          levels: [
            {
              level: 0,
              format: LevelFormat.BULLET,
              text: "•",
              alignment: AlignmentType.LEFT,
              style: { paragraph: { indent: { left: 360, hanging: 240 } } },
            },
          ],
        },
      ],
    },
    sections: [
      {
        properties: {
          titlePage: paper.running !== undefined,
          page: {
            size: { width: page.width, height: page.height },
            margin: {
              top: page.margin,
              bottom: page.margin,
              left: page.margin,
              right: page.margin,
            },
          },
        },
        headers: {
          default: new Header({ children: [edge(paper.running ?? "")] }),
          first: new Header({ children: [edge("")] }),
        },
        footers: { default: footer(paper.footer), first: footer(paper.footer) },
        children: [
          new Paragraph({ heading: HeadingLevel.TITLE, children: runs(paper.title) }),
          new Paragraph({
            spacing: { after: 240 },
            children: runs(paper.lead, { color: muted, size: 24 }),
          }),
          ...paper.chapters.flatMap(({ title, blocks }) => [
            new Paragraph({ heading: HeadingLevel.HEADING_1, children: runs(title) }),
            ...blocks.flatMap(drawn),
          ]),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

type Look = { bold?: boolean; color?: string; size?: number };

/** Characters that XML cannot hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for.
const notInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** A text, its line ends kept. */
function runs(text: string, look: Look = {}): TextRun[] {
  return text
    .replace(notInXml, "")
    .split("\n")
    .map((words, at) => new TextRun({ text: words, break: at === 0 ? undefined : 1, ...look }));
}

const edge = (text: string) =>
  new Paragraph({ children: runs(text, { color: muted, size: 17 }), spacing: { after: 0 } });

const footer = (text: string) =>
  new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.RIGHT,
        children: [
          ...runs(`${text}   `, { color: muted, size: 17 }),
          new TextRun({
            children: [PageNumber.CURRENT, " sur ", PageNumber.TOTAL_PAGES],
            color: muted,
            size: 17,
          }),
        ],
      }),
    ],
  });

function drawn(block: Block): (Paragraph | Table)[] {
  switch (block.kind) {
    case "heading":
      return [new Paragraph({ heading: HeadingLevel.HEADING_2, children: runs(block.text) })];
    case "text":
      return [new Paragraph({ children: runs(block.text) })];
    case "signature":
      return [new Paragraph({ spacing: { after: roomToSign }, children: runs(block.text) })];
    case "quote":
      return block.text
        .split(/\n{2,}/)
        .filter((one) => one.trim() !== "")
        .map(
          (text) =>
            new Paragraph({
              indent: { left: 240 },
              border: { left: { style: BorderStyle.SINGLE, size: 12, space: 8, color: line } },
              children: runs(text),
            }),
        );
    case "list":
      return block.items.map(
        (item) =>
          new Paragraph({
            numbering: { reference: "list", level: 0 },
            spacing: { after: 40 },
            children: runs(item),
          }),
      );
    case "facts":
      return [
        table(
          block.facts.map(([term, value]) => [term, value]),
          [0.32, 0.68],
          { isHeader: (_, column) => column === 0, isStrong: () => false, isRight: () => false },
        ),
        gap(),
      ];
    case "table":
      return ledger(block);
  }
}

/** Word would join two tables that nothing separates. */
const gap = () => new Paragraph({ spacing: { after: 60 }, children: [] });

function ledger({ caption, header, rows, numeric = [], totals = [] }: TableBlock) {
  const columns = header.map((_, at) => (numeric.includes(at) ? 1 : 2.6));
  const whole = columns.reduce((sum, one) => sum + one, 0);
  return [
    new Paragraph({
      keepNext: true,
      spacing: { before: 120 },
      children: runs(caption, { bold: true }),
    }),
    table(
      [[...header], ...rows.map((row) => [...row])],
      columns.map((one) => one / whole),
      {
        isHeader: (row) => row === 0,
        isStrong: (row) => row === 0 || totals.includes(row - 1),
        isRight: (column) => numeric.includes(column),
        hasHeaderRow: true,
      },
    ),
    gap(),
  ];
}

function table(
  rows: readonly (readonly string[])[],
  shares: readonly number[],
  look: {
    isHeader: (row: number, column: number) => boolean;
    isStrong: (row: number) => boolean;
    isRight: (column: number) => boolean;
    hasHeaderRow?: boolean;
  },
): Table {
  const widths = shares.map((share) => Math.round(share * textWidth));
  const rule = { style: BorderStyle.SINGLE, size: 4, color: line };
  const none = { style: BorderStyle.NONE, size: 0, color: "auto" };
  return new Table({
    width: { size: textWidth, type: WidthType.DXA },
    columnWidths: widths,
    borders: {
      top: none,
      left: none,
      right: none,
      insideVertical: none,
      bottom: rule,
      insideHorizontal: rule,
    },
    rows: rows.map(
      (row, at) =>
        new TableRow({
          cantSplit: true,
          tableHeader: look.hasHeaderRow === true && at === 0,
          children: row.map(
            (cell, column) =>
              new TableCell({
                width: { size: widths[column] ?? 0, type: WidthType.DXA },
                verticalAlign: VerticalAlign.TOP,
                margins: { top: 40, bottom: 40, left: 80, right: 80 },
                shading: look.isStrong(at)
                  ? { type: ShadingType.CLEAR, color: "auto", fill: well }
                  : undefined,
                children: [
                  new Paragraph({
                    alignment: look.isRight(column) ? AlignmentType.RIGHT : AlignmentType.LEFT,
                    spacing: { after: 0 },
                    children: runs(cell, {
                      size: 19,
                      bold: look.isStrong(at),
                      color: look.isHeader(at, column) ? muted : undefined,
                    }),
                  }),
                ],
              }),
          ),
        }),
    ),
  });
}

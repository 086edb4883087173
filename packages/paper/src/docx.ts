import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  ImageRun,
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
import type { Block, FigureBlock, Paper, TableBlock } from "./block.ts";
import { sizeOf } from "./drawing.ts";
import { pngFile } from "./picture.ts";

// The house's colours on white paper (packages/ui/src/theme.css).
const muted = "5E5648";
const line = "DDD4C3";
const accent = "1D5072";
const well = "F2ECDF";

/** In twentieths of a point: A4 and its margins. */
const page = { width: 11_906, height: 16_838, margin: 1_134 };
/** Below a word, to sign or to stamp. */
const roomToSign = 1_900;
const twipsInPixel = 15;
const textWidth = page.width - 2 * page.margin;
/** A figure of a table in the widest typeface that may stand for ours, and each side of its cell. */
const digitWidth = 140;
const cellPadding = 80;
const font = "Calibri";

/**
 * A document to go on writing in a word processor: the chapters of the PDF, with real headings, tables whose header
 * comes again on each page, and numbered pages.
 */
export async function drawDocx(paper: Paper): Promise<Uint8Array> {
  const chapters: (Paragraph | Table)[] = [];
  for (const { title, blocks } of paper.chapters) {
    chapters.push(new Paragraph({ heading: HeadingLevel.HEADING_1, children: runs(title) }));
    for (const block of blocks) chapters.push(...(await drawn(block)));
  }
  const document = new Document({
    title: paper.documentTitle,
    creator: paper.author,
    lastModifiedBy: paper.author,
    styles: {
      default: {
        document: {
          run: { font, size: 21, language: { value: "fr-FR" } },
          paragraph: { spacing: { after: 120 } },
        },
        title: { run: { font, size: 44, bold: true }, paragraph: { spacing: { after: 60 } } },
        heading1: {
          run: { font, size: 30, bold: true, color: accent },
          paragraph: { spacing: { before: 320, after: 120 }, keepNext: true },
        },
        heading2: {
          run: { font, size: 23, bold: true },
          paragraph: { spacing: { before: 200, after: 80 }, keepNext: true },
        },
      },
      paragraphStyles: [
        {
          id: "edge",
          name: "Edge",
          basedOn: "Normal",
          run: { size: 17, color: muted },
          paragraph: { spacing: { after: 0 } },
        },
      ],
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
          ...chapters,
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

const edge = (text: string) => new Paragraph({ style: "edge", children: runs(text) });

const footer = (text: string) =>
  new Footer({
    children: [
      new Paragraph({
        style: "edge",
        alignment: AlignmentType.RIGHT,
        children: [
          ...runs(`${text}   `),
          new TextRun({ children: [PageNumber.CURRENT, " sur ", PageNumber.TOTAL_PAGES] }),
        ],
      }),
    ],
  });

async function drawn(block: Block): Promise<(Paragraph | Table)[]> {
  switch (block.kind) {
    case "heading":
      return [new Paragraph({ heading: HeadingLevel.HEADING_2, children: runs(block.text) })];
    case "text":
      return [new Paragraph({ children: runs(block.text) })];
    case "signature":
      return block.paragraphs.map((text, at) => {
        const isLast = at === block.paragraphs.length - 1;
        return new Paragraph({
          keepNext: !isLast,
          spacing: isLast ? { after: roomToSign } : undefined,
          children: runs(text),
        });
      });
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
    case "figure":
      return figure(block);
    case "table":
      return ledger(block);
  }
}

/** A drawing as a picture, fine enough for paper, as wide as the text at most. */
async function figure({ svg, alt, caption }: FigureBlock): Promise<Paragraph[]> {
  const { width, height } = sizeOf(svg);
  const scale = Math.min(1, textWidth / twipsInPixel / width);
  return [
    new Paragraph({
      keepNext: true,
      spacing: { before: 120 },
      children: runs(caption, { bold: true }),
    }),
    new Paragraph({
      spacing: { after: 160 },
      children: [
        new ImageRun({
          type: "png",
          data: await pngFile(svg, { scale: 3 }),
          transformation: { width: Math.round(width * scale), height: Math.round(height * scale) },
          altText: { name: caption, title: caption, description: alt },
        }),
      ],
    }),
  ];
}

/** Word would join two tables that nothing separates. */
const gap = () => new Paragraph({ spacing: { after: 60 }, children: [] });

function ledger({ caption, header, rows, numeric = [], totals = [] }: TableBlock) {
  // A column of figures is as wide as its longest, the others share what is left.
  const figures = header.map((title, at) =>
    numeric.includes(at)
      ? Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)) * digitWidth +
        2 * cellPadding
      : 0,
  );
  const left = textWidth - figures.reduce((sum, one) => sum + one, 0);
  const words = Math.max(left, textWidth / 4) / (header.length - numeric.length);
  const columns = figures.map((width) => width || words);
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
                margins: { top: 40, bottom: 40, left: cellPadding, right: cellPadding },
                shading: look.isStrong(at)
                  ? { type: ShadingType.CLEAR, color: "auto", fill: well }
                  : undefined,
                children: [
                  new Paragraph({
                    alignment: look.isRight(column) ? AlignmentType.RIGHT : AlignmentType.LEFT,
                    spacing: { after: 0 },
                    // A total is read below what it adds up, the name of a group above what is in it.
                    keepNext: at + 1 < rows.length && look.isStrong(at) !== look.isStrong(at + 1),
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

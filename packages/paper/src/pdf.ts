import { buffer } from "node:stream/consumers";
import PDFDocument from "pdfkit";
import drawSvg from "svg-to-pdfkit";
import type { Block, Chapter, FigureBlock, Paper, TableBlock } from "./block.ts";
import { plain, sizeOf } from "./drawing.ts";
import { fonts } from "./fonts.ts";
import { readable, unreadableIn } from "./typeface.ts";

// The house's colours on white paper (packages/ui/src/theme.css).
const ink = "#25211b";
const muted = "#5e5648";
const line = "#ddd4c3";
const accent = "#1d5072";
const well = "#f2ecdf";

const margins = { top: 64, bottom: 72, left: 64, right: 64 };
/** A cell with more than that is read better as a paragraph, and may run over several pages. */
const longestCell = 240;
/** Left and right of what a cell holds, in points. */
const cellPadding = 6;
/** Room for what announces a table or a list and for its beginning, in points. */
const keptTogether = 96;
/** Below the last word of what is signed, to sign or to stamp, in points. */
const roomToSign = 96;
/** The title of a chapter, a heading, two lines of text, in points. None is left alone at the foot of a page. */
const titleRoom = 44;
const headingRoom = 28;
const textRoom = 32;

/** A drawing's own unit, in points: its text is then as large as that of a table. */
const drawnPoint = 0.7;

/** A drawing without the size it has in a file: here it takes the room it is given. */
const unsized = (svg: string) =>
  svg.replace(/^<svg [^>]*>/, (root) => root.replace(/ (?:width|height)="[^"]*"/g, ""));

type FigureTag = PDFKit.Mixins.StructureElementOptions & { bbox: number[]; placement: string };

/** A document to read and print: French, tagged for screen readers (PDF/UA), with an outline and numbered pages. */
export async function drawPdf(paper: Paper): Promise<Uint8Array> {
  const { chapters, onUnreadable } = paper;
  const doc = new PDFDocument({
    size: "A4",
    margins,
    pdfVersion: "1.7",
    subset: "PDF/UA",
    tagged: true,
    lang: "fr-FR",
    displayTitle: true,
    bufferPages: true,
    font: fonts.text,
    info: { Title: paper.documentTitle, Author: paper.author, Creator: "Essaim" },
  } as unknown as PDFKit.PDFDocumentOptions);
  const bytes = buffer(doc);
  const page = new Page(doc);
  page.title(paper.title);
  page.lead(paper.lead);
  chapters.forEach((chapter, at) => {
    page.chapter(chapter, at > 0);
    for (const [n, block] of chapter.blocks.entries()) page.block(block, chapter.blocks[n + 1]);
    if (at === 0 && onUnreadable && unreadableIn(textsOf(paper).join("\n")).length > 0) {
      page.block({ kind: "text", text: onUnreadable });
    }
  });
  page.end(paper.footer, paper.running);
  return new Uint8Array(await bytes);
}

/** Draws on a document, each piece within its tag. */
class Page {
  private readonly root: PDFKit.PDFStructureElement;
  private readonly width: number;

  constructor(private readonly doc: PDFKit.PDFDocument) {
    doc.registerFont("text", fonts.text);
    doc.registerFont("strong", fonts.strong);
    this.set("text", 10.5, ink);
    this.width = doc.page.width - margins.left - margins.right;
    this.root = doc.struct("Document");
    doc.addStructure(this.root);
  }

  title(text: string): void {
    this.tagged("H1", () => {
      this.set("strong", 24, ink);
      this.write(text);
    });
    this.doc.moveDown(0.2);
  }

  lead(text: string): void {
    this.tagged("P", () => {
      this.set("text", 12, muted);
      this.write(text);
    });
    this.doc.moveDown(1);
  }

  chapter({ title, blocks: [first] }: Chapter, isApart: boolean): void {
    if (isApart) this.doc.moveDown(1.2);
    this.keep(titleRoom + (first ? this.beginning(first) : 0));
    this.artifact(() => {
      const { x, y } = { x: margins.left, y: this.doc.y };
      this.doc.rect(x, y, 32, 3).fill(accent);
    });
    this.doc.x = margins.left;
    this.doc.y += 10;
    this.doc.outline.addItem(readable(title));
    this.tagged("H2", () => {
      this.set("strong", 16, ink);
      this.write(title);
    });
    this.doc.moveDown(0.4);
  }

  block(block: Block, next?: Block): void {
    switch (block.kind) {
      case "heading":
        this.doc.moveDown(0.4);
        this.keep(headingRoom + (next ? this.beginning(next) : 0));
        this.tagged("H3", () => {
          this.set("strong", 12, ink);
          this.write(block.text);
        });
        this.doc.moveDown(0.2);
        return;
      case "text":
        this.paragraph("P", block.text);
        return;
      case "quote":
        this.quote(block.text);
        return;
      case "list":
        this.list(block.items);
        return;
      case "signature":
        this.keep(this.beginning(block));
        for (const text of block.paragraphs) this.paragraph("P", text);
        this.doc.y += roomToSign;
        return;
      case "facts":
        this.facts(block.facts);
        return;
      case "figure":
        this.figure(block);
        return;
      case "table":
        this.table(block);
    }
  }

  /** Room that a block wants on the page where it begins, in points. */
  private beginning(block: Block): number {
    switch (block.kind) {
      case "signature":
        this.set("text", 10.5, ink);
        return block.paragraphs
          .map((text) => this.heightOf(text) + 0.5 * this.doc.currentLineHeight(true))
          .reduce((sum, one) => sum + one, roomToSign);
      case "heading":
        return headingRoom + textRoom;
      case "table":
        return keptTogether;
      case "figure":
        return this.figureRoom(block).height + textRoom;
      case "text":
        return announces(block.text) ? keptTogether : textRoom;
      default:
        return textRoom;
    }
  }

  private heightOf(text: string): number {
    return this.doc.heightOfString(readable(text), { width: this.width, lineGap: 2 });
  }

  private paragraph(tag: string, text: string): void {
    if (announces(text)) this.keep(keptTogether);
    this.tagged(tag, () => {
      this.set("text", 10.5, ink);
      this.write(text);
    });
    this.doc.moveDown(0.5);
  }

  /** What somebody wrote, set apart from what the document says. */
  private quote(text: string): void {
    const quote = this.doc.struct("BlockQuote");
    this.root.add(quote);
    for (const paragraph of text.split(/\n+/).filter((one) => one.trim() !== "")) {
      this.keep(32);
      const from = { y: this.doc.y, page: this.pageNumber() };
      quote.add(
        this.doc.struct("P", {}, () => {
          this.set("text", 10.5, ink);
          this.write(paragraph, { x: margins.left + 14, width: this.width - 14 });
        }),
      );
      this.rule(from);
      this.doc.x = margins.left;
      this.doc.moveDown(0.35);
    }
    quote.end();
    this.doc.moveDown(0.3);
  }

  /** The line beside a quotation, on each page that it runs over. */
  private rule(from: { y: number; page: number }): void {
    const last = this.pageNumber();
    const until = this.doc.y;
    for (let page = from.page; page <= last; page++) {
      this.doc.switchToPage(page);
      const top = page === from.page ? from.y : margins.top;
      const bottom = page === last ? until : this.doc.page.height - margins.bottom;
      this.artifact(() => {
        this.doc
          .moveTo(margins.left + 2, top)
          .lineTo(margins.left + 2, bottom)
          .lineWidth(2)
          .stroke(line);
      });
    }
    this.doc.y = until;
  }

  private list(items: readonly string[]): void {
    const list = this.doc.struct("L");
    this.root.add(list);
    for (const item of items) {
      this.keep(28);
      const entry = this.doc.struct("LI");
      list.add(entry);
      const top = this.doc.y;
      entry.add(
        this.doc.struct("Lbl", {}, () => {
          this.set("text", 10.5, accent);
          this.write("•", { x: margins.left + 2, width: 10 });
        }),
      );
      this.doc.y = top;
      entry.add(
        this.doc.struct("LBody", {}, () => {
          this.set("text", 10.5, ink);
          this.write(item, { x: margins.left + 14, width: this.width - 14 });
        }),
      );
      entry.end();
      this.doc.x = margins.left;
      this.doc.moveDown(0.25);
    }
    list.end();
    this.doc.moveDown(0.4);
  }

  private facts(facts: readonly (readonly [string, string])[]): void {
    const [short, long] = [
      facts.filter(([, value]) => value.length <= longestCell),
      facts.filter(([, value]) => value.length > longestCell),
    ];
    if (short.length > 0) {
      this.rows(
        short.map(([term, value]) => [term, value]),
        [0.32, 0.68],
        "Row",
      );
    }
    this.doc.moveDown(0.6);
    for (const [term, value] of long) this.paragraph("P", `${term}\u202f: ${value}`);
  }

  /** How large a drawing is on the page: never larger than it was made, nor than the page. */
  private figureRoom({ svg }: FigureBlock): { width: number; height: number } {
    const { width, height } = sizeOf(svg);
    const tallest = this.doc.page.height - margins.top - margins.bottom - textRoom;
    const scale = Math.min(drawnPoint, this.width / width, tallest / height);
    return { width: width * scale, height: height * scale };
  }

  private figure(block: FigureBlock): void {
    this.doc.moveDown(0.3);
    const { width, height } = this.figureRoom(block);
    this.keep(height + textRoom);
    this.tagged("P", () => {
      this.set("strong", 10.5, ink);
      this.write(block.caption);
    });
    this.doc.moveDown(0.3);
    const { x, y } = { x: margins.left, y: this.doc.y };
    this.root.add(
      this.doc.struct(
        "Figure",
        { alt: block.alt, bbox: [x, y, x + width, y + height], placement: "Block" } as FigureTag,
        () =>
          drawSvg(
            this.doc as unknown as Parameters<typeof drawSvg>[0],
            readable(plain(unsized(block.svg))),
            x,
            y,
            {
              width,
              height,
              assumePt: true,
              fontCallback: (_family, isBold) => (isBold ? "strong" : "text"),
            },
          ),
      ),
    );
    this.doc.x = margins.left;
    this.doc.y = y + height;
    this.doc.moveDown(1);
  }

  private table({ caption, header, rows, numeric, totals }: TableBlock): void {
    this.doc.moveDown(0.3);
    this.keep(keptTogether);
    if (rows.some((row) => row.some((cell) => cell.length > longestCell))) {
      this.block({ kind: "heading", text: caption });
      for (const row of rows) {
        this.facts(header.map((term, at) => [term, row[at] || "Non renseigné"] as const));
      }
      return;
    }
    this.tagged("P", () => {
      this.set("strong", 10.5, ink);
      this.write(caption);
    });
    this.doc.moveDown(0.2);
    this.rows(
      [[...header], ...rows.map((row) => [...row])],
      this.sharesOf(header, rows, numeric),
      "Column",
      { numeric, totals: totals?.map((at) => at + 1) },
    );
    this.doc.moveDown(0.6);
  }

  /** Rows of cells, whose first row or first column is the header; a header row comes again on each page. */
  private rows(
    rows: readonly (readonly string[])[],
    shares: readonly number[],
    scope: "Row" | "Column",
    { numeric = [], totals = [] }: { numeric?: readonly number[]; totals?: readonly number[] } = {},
  ): void {
    const table = this.doc.struct("Table");
    this.root.add(table);
    const widths = shares.map((share) => share * this.width);
    const padX = cellPadding;
    const padY = scope === "Row" ? 3 : 4;
    const isHeader = (row: number, column: number) => (scope === "Row" ? column === 0 : row === 0);
    const isTotal = (row: number) => totals.includes(row);
    const dress = (row: number, column: number) =>
      this.set(
        isTotal(row) || (isHeader(row, column) && scope === "Column") ? "strong" : "text",
        9.5,
        isHeader(row, column) ? muted : ink,
      );
    const roomIn = (column: number) => (widths[column] ?? 0) - 2 * padX;
    const heightOf = (row: readonly string[], at: number) =>
      Math.max(
        ...row.map((cell, column) => {
          dress(at, column);
          const width = roomIn(column);
          return this.doc.heightOfString(this.within(cell, width) || " ", { width });
        }),
      ) +
      2 * padY;
    const cellsOf = (
      row: readonly string[],
      at: number,
      draw: (cell: string, x: number, column: number) => void,
    ) => {
      let x = margins.left;
      for (const [column, cell] of row.entries()) {
        dress(at, column);
        draw(cell, x, column);
        x += widths[column] ?? 0;
      }
    };
    const write = (cell: string, x: number, y: number, column: number) =>
      this.doc.text(this.within(cell, roomIn(column)) || "\u00a0", x + padX, y + padY, {
        width: roomIn(column),
        align: numeric.includes(column) ? "right" : "left",
      });
    rows.forEach((row, at) => {
      const height = heightOf(row, at);
      // A total is read below what it adds up, the name of a group above what is in it.
      const next = rows[at + 1];
      const kept = next && isTotal(at) !== isTotal(at + 1) ? heightOf(next, at + 1) : 0;
      if (this.doc.y + height + kept > this.doc.page.height - margins.bottom) {
        this.doc.addPage();
        const [header] = rows;
        if (scope === "Column" && at > 0 && header) {
          // Read once: on the next pages it is there for the eye only.
          const headerHeight = heightOf(header, 0);
          const top = this.doc.y;
          this.artifact(() => {
            this.doc.rect(margins.left, top, this.width, headerHeight).fill(well);
            cellsOf(header, 0, (cell, x, column) => write(cell, x, top, column));
          });
          this.doc.y = top + headerHeight;
        }
      }
      const top = this.doc.y;
      if (isTotal(at) || (scope === "Column" && at === 0)) {
        this.artifact(() => this.doc.rect(margins.left, top, this.width, height).fill(well));
      }
      const tableRow = this.doc.struct("TR");
      table.add(tableRow);
      cellsOf(row, at, (cell, x, column) => {
        const tag = isHeader(at, column) ? "TH" : "TD";
        const options = tag === "TH" ? { scope } : {};
        tableRow.add(
          this.doc.struct(tag, options as PDFKit.Mixins.StructureElementOptions, () =>
            write(cell, x, top, column),
          ),
        );
      });
      tableRow.end();
      this.artifact(() => {
        this.doc
          .moveTo(margins.left, top + height)
          .lineTo(margins.left + this.width, top + height)
          .lineWidth(0.5)
          .stroke(line);
      });
      this.doc.x = margins.left;
      this.doc.y = top + height;
    });
    table.end();
  }

  end(footer: string, running = ""): void {
    this.root.end();
    const { start, count } = this.doc.bufferedPageRange();
    for (let page = start; page < start + count; page++) {
      this.doc.switchToPage(page);
      // Below the margin, where a text would otherwise ask for a new page.
      this.doc.page.margins.bottom = 0;
      const y = this.doc.page.height - 44;
      this.artifact(() => {
        this.set("text", 8.5, muted);
        if (running && page > start) {
          this.doc.text(readable(running), margins.left, 36, {
            width: this.width,
            lineBreak: false,
          });
        }
        this.doc.text(readable(footer), margins.left, y, {
          width: this.width - 80,
          lineBreak: false,
        });
        this.doc.text(`${page - start + 1} sur ${count}`, margins.left, y, {
          width: this.width,
          align: "right",
        });
      }, "Pagination");
    }
    this.doc.end();
  }

  /** A text whose no-break spaces give way where they would not fit: a line is cut there rather than within a word. */
  private within(text: string, width: number): string {
    return readable(text)
      .split(" ")
      .map((piece) =>
        this.doc.widthOfString(piece) > width ? piece.replaceAll("\u00a0", " ") : piece,
      )
      .join(" ");
  }

  /**
   * Shares of the width by what the columns hold: each has room for its longest word, as far as the page goes, then
   * more for those that hold more.
   */
  private sharesOf(
    header: readonly string[],
    rows: readonly (readonly string[])[],
    numeric: readonly number[] = [],
  ): number[] {
    const columns = header.map((title, at) => [title, ...rows.map((row) => row[at] ?? "")]);
    this.set("strong", 9.5, ink);
    const words = columns.map((cells, column) =>
      Math.max(
        ...cells.flatMap((cell, at) =>
          (numeric.includes(column) && at > 0
            ? [readable(cell)]
            : readable(cell).split(/[ \u00a0]/)
          ).map((word) => this.doc.widthOfString(word) + 2 * cellPadding + 1),
        ),
      ),
    );
    // A column of figures needs no more than its widest figure.
    const weights = columns.map((cells, column) =>
      numeric.includes(column)
        ? 0
        : Math.sqrt(Math.min(60, Math.max(...cells.map((cell) => cell.length)))),
    );
    const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
    const least = words.map((word) => Math.min(word, this.width / 2));
    const left = Math.max(0, this.width - sum(least));
    const widths = least.map((width, at) => width + (left * (weights[at] ?? 0)) / sum(weights));
    return widths.map((width) => width / sum(widths));
  }

  private write(text: string, { x = margins.left, width = this.width } = {}): void {
    this.doc.text(readable(text), x, this.doc.y, { width, lineGap: 2 });
  }

  private set(font: "text" | "strong", size: number, color: string): void {
    this.doc.font(font).fontSize(size).fillColor(color);
  }

  private keep(height: number): void {
    if (this.doc.y + height > this.doc.page.height - margins.bottom) this.doc.addPage();
  }

  private tagged(tag: string, draw: () => void): void {
    this.root.add(this.doc.struct(tag, {}, draw));
    this.doc.x = margins.left;
  }

  /** What is there for the eye only. */
  private artifact(draw: () => void, type: "Layout" | "Pagination" = "Layout"): void {
    this.doc.markContent("Artifact", { type });
    draw();
    this.doc.endMarkedContent();
  }

  private pageNumber(): number {
    const { start, count } = this.doc.bufferedPageRange();
    return start + count - 1;
  }
}

/** What a text announces comes on the same page. */
const announces = (text: string): boolean => text.endsWith(":");

/** All that a document says. */
const textsOf = ({ title, lead, running = "", footer, chapters }: Paper): string[] => [
  ...[title, lead, running, footer],
  ...chapters.flatMap((chapter) => [chapter.title, ...chapter.blocks.flatMap(textsIn)]),
];

function textsIn(block: Block): readonly string[] {
  switch (block.kind) {
    case "list":
      return block.items;
    case "facts":
      return block.facts.flat();
    case "table":
      return [block.caption, ...block.header, ...block.rows.flat()];
    case "signature":
      return block.paragraphs;
    case "figure":
      return [block.caption, block.alt];
    default:
      return [block.text];
  }
}

import { cut } from "../text/word.rules.ts";
import { type Cell, RowBuilder, type SheetEvent, textCell } from "./cell.ts";
import { LAST_ROW, LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, MOST_SHEETS } from "./limits.ts";
import { Unreadable, unreadable } from "./unreadable.ts";
import { tooManySheets } from "./xlsx.ts";
import { readXml, scanXml } from "./xml.ts";
import type { Zip } from "./zip.ts";

// OpenDocument 1.3, part 3, chapter 9: only what says which text is in which cell.

/**
 * Opens an ODS file; its sheets are read one row after the other.
 * @throws Unreadable
 */
export async function openOds(zip: Zip) {
  if (await isLocked(zip)) throw new Unreadable(unreadable.locked);
  if (!zip.has("content.xml")) throw new Unreadable(unreadable.broken);
  return {
    format: "ods" as const,
    is1904: await countsFrom1904(zip),
    encoding: null,
    events: (only?: number): AsyncGenerator<SheetEvent> =>
      readXml<SheetEvent>(zip.read("content.xml"), (give) => contentReader(only, give)),
  };
}

/** Days are written in full, save those that are shown as numbers. Said before the first sheet, or not at all. */
async function countsFrom1904(zip: Zip): Promise<boolean> {
  const said = readXml<boolean>(zip.read("content.xml"), (give) => ({
    open(name, attributes) {
      if (name === "table:null-date") give(attributes["table:date-value"] === "1904-01-01");
      if (name === "table:table") give(false);
    },
  }));
  for await (const is1904 of said) return is1904;
  return false;
}

async function isLocked(zip: Zip): Promise<boolean> {
  let found = false;
  await scanXml(zip.read("META-INF/manifest.xml"), {
    open(name) {
      if (name.endsWith(":encryption-data")) found = true;
    },
  });
  return found;
}

/** Text of a cell that is not its content: notes, drawings, and what was deleted. */
const asides = new Set([
  "office:annotation",
  "draw:frame",
  "table:shapes",
  "table:tracked-changes",
]);

/** Rows above the first person, at most. */
const TITLES = 21;

type Span = { columns: number; rows: number };

/** Turns the XML of all sheets into events. */
function contentReader(only: number | undefined, give: (event: SheetEvent) => void) {
  const hiddenStyles = new Set<string>();
  const row = new RowBuilder();
  let style = "";
  let sheet = -1;
  /** Is this sheet read, or passed over? */
  let isRead = false;
  /** Inside of a table, and of tables within its cells. */
  let depth = 0;
  let rowNumber = 0;
  let rowsGiven = 0;
  let rowRepeat = 1;
  let isRowHidden = false;
  let columnsSeen = 0;
  let column = 0;
  let aside = 0;
  let cell: { attributes: Record<string, string>; span: Span; repeat: number } | null = null;
  let text = "";
  let isInParagraph = false;
  let hasParagraph = false;

  const add = (more: string) => {
    if (text.length < LONGEST_CELL) text += more;
  };

  const beginSheet = (attributes: Record<string, string>) => {
    depth += 1;
    if (depth > 1) return;
    const name = attributes["table:name"] ?? "";
    // What another file lent is kept in a table that nobody sees.
    const isBorrowed = name.startsWith("'file:");
    if (!isBorrowed) sheet += 1;
    if (sheet >= MOST_SHEETS) throw new Unreadable(tooManySheets);
    isRead = !isBorrowed && (only === undefined || only === sheet);
    rowNumber = 0;
    rowsGiven = 0;
    columnsSeen = 0;
    if (!isRead) return;
    const isHidden = hiddenStyles.has(attributes["table:style-name"] ?? "");
    give({ kind: "sheet", sheet, name, isHidden });
  };

  const endRow = () => {
    const event = row.take(sheet, rowNumber + 1, isRowHidden);
    if (event && event.row > LAST_ROW) throw new Unreadable(unreadable.broken);
    // A row written once for many: once more are given than are taken, one says enough.
    const times = event ? Math.max(1, Math.min(rowRepeat, MOST_ROWS + TITLES - rowsGiven)) : 0;
    for (let copy = 0; event && copy < times; copy++) give({ ...event, row: event.row + copy });
    rowsGiven += times;
    rowNumber += rowRepeat;
  };

  const beginCell = (attributes: Record<string, string>) => {
    const span = {
      columns: count(attributes["table:number-columns-spanned"]),
      rows: count(attributes["table:number-rows-spanned"]),
    };
    cell = { attributes, span, repeat: count(attributes["table:number-columns-repeated"]) };
    text = "";
    hasParagraph = false;
  };

  const endCell = () => {
    if (!cell) return;
    const { attributes, span, repeat } = cell;
    cell = null;
    const value = contentOf(attributes, text);
    const times = value ? Math.max(0, Math.min(repeat, MOST_COLUMNS - column)) : 0;
    for (let copy = 1; copy <= times; copy++) row.put(column + copy, value);
    // Past the columns that are kept, the last one tells how wide it is.
    if (repeat > times) row.put(column + repeat, value);
    if (span.columns > 1 || span.rows > 1) {
      const [top, left] = [rowNumber + 1, column + 1];
      const [bottom, right] = [top + span.rows - 1, left + span.columns - 1];
      give({ kind: "merge", sheet, top, left, bottom, right });
    }
    column += repeat;
  };

  return {
    open(name: string, attributes: Record<string, string>) {
      if (name === "style:style") style = attributes["style:name"] ?? "";
      if (name === "style:table-properties" && attributes["table:display"] === "false") {
        hiddenStyles.add(style);
      }
      if (asides.has(name)) aside += 1;
      if (aside > 0) return;
      if (name === "table:table") beginSheet(attributes);
      if (!isRead || depth !== 1) return;
      switch (name) {
        case "table:table-column": {
          const from = columnsSeen + 1;
          columnsSeen += count(attributes["table:number-columns-repeated"]);
          if (isHidden(attributes)) give({ kind: "hidden", sheet, from, to: columnsSeen });
          break;
        }
        case "table:table-row":
          isRowHidden = isHidden(attributes);
          rowRepeat = count(attributes["table:number-rows-repeated"]);
          column = 0;
          break;
        case "table:table-cell":
          beginCell(attributes);
          break;
        case "table:covered-table-cell":
          column += count(attributes["table:number-columns-repeated"]);
          break;
        case "text:p":
          if (hasParagraph) add("\n");
          isInParagraph = cell !== null;
          hasParagraph = true;
          break;
        case "text:s":
          add(" ".repeat(Math.min(count(attributes["text:c"]), LONGEST_CELL)));
          break;
        case "text:tab":
          add(" ");
          break;
        case "text:line-break":
          add("\n");
          break;
      }
    },
    text(more: string) {
      if (isInParagraph && aside === 0) add(more);
    },
    close(name: string) {
      if (asides.has(name)) aside -= 1;
      if (aside > 0) return;
      if (isRead && depth === 1) {
        if (name === "text:p") isInParagraph = false;
        if (name === "table:table-cell") endCell();
        if (name === "table:table-row") endRow();
      }
      if (name === "table:table") depth -= 1;
    },
  };
}

/** What a cell holds, from its attributes and what it shows. */
function contentOf(attributes: Record<string, string>, shown: string): Cell | undefined {
  if (attributes["calcext:value-type"] === "error") {
    return { kind: "error", text: cut(shown, 40) || "erreur" };
  }
  switch (attributes["office:value-type"]) {
    case "float":
    case "currency":
    case "percentage": {
      const value = Number(attributes["office:value"]);
      // A formula that could not be computed keeps a zero beside what it shows.
      if (/^(#[A-Z/0]+[!?]?|Err:[0-9]+)$/.test(shown)) return { kind: "error", text: shown };
      return Number.isFinite(value) ? { kind: "number", value } : undefined;
    }
    case "date": {
      const day = (attributes["office:date-value"] ?? "").slice(0, 10);
      return /^\d{4}-\d{2}-\d{2}$/.test(day)
        ? { kind: "day", day }
        : { kind: "error", text: shown };
    }
    case "boolean":
      return {
        kind: "text",
        text: attributes["office:boolean-value"] === "true" ? "oui" : "non",
      };
  }
  return textCell(attributes["office:string-value"] ?? shown);
}

/** Left out by somebody, or by a filter. */
function isHidden(attributes: Record<string, string>): boolean {
  return ["collapse", "filter"].includes(attributes["table:visibility"] ?? "");
}

function count(value: string | undefined): number {
  const number = Number(value ?? 1);
  return Number.isSafeInteger(number) && number > 0 ? number : 1;
}

import { cut } from "../text/word.rules.ts";
import { type Cell, RowBuilder, readReference, type SheetEvent, textCell } from "./cell.ts";
import { LAST_ROW, LONGEST_CELL, MOST_SHARED_TEXT, MOST_SHEETS } from "./limits.ts";
import { dayOfSerial, isBuiltInDay, showsDay } from "./serial-day.ts";
import { Unreadable, unreadable } from "./unreadable.ts";
import { localName, readXml, scanXml } from "./xml.ts";
import type { Zip } from "./zip.ts";

// ECMA-376 (Office Open XML), part 1, chapter 18: only what says which text is in which cell.

type Sheet = { name: string; isHidden: boolean; part: string };

/** The parts of a workbook that its sheets refer to, read once. */
type Shared = { texts: readonly string[]; dayStyles: ReadonlySet<number> };

/**
 * Opens an XLSX file; its sheets are read one row after the other.
 * @throws Unreadable
 */
export async function openXlsx(zip: Zip) {
  const workbookPart = await findWorkbook(zip);
  if (workbookPart.endsWith(".bin")) throw new Unreadable(unreadable.oldFormat);
  const { sheets, is1904 } = await readWorkbook(zip, workbookPart);
  if (sheets.length === 0) throw new Unreadable(unreadable.empty);
  if (sheets.length > MOST_SHEETS) throw new Unreadable(tooManySheets);
  let shared: Promise<Shared> | undefined;
  return {
    format: "xlsx" as const,
    is1904,
    encoding: null,
    async *events(only?: number): AsyncGenerator<SheetEvent> {
      shared ??= readShared(zip, workbookPart);
      const parts = await shared;
      for (const [index, { name, isHidden, part }] of sheets.entries()) {
        if (only !== undefined && only !== index) continue;
        yield { kind: "sheet", sheet: index, name, isHidden };
        yield* readXml<SheetEvent>(zip.read(part), (give) =>
          sheetReader(index, is1904, parts, give),
        );
      }
    },
  };
}

export const tooManySheets = `Ce classeur a plus de ${MOST_SHEETS} feuilles. Copiez la feuille utile dans un classeur neuf, puis renvoyez-le.`;

/** What each relation of a part leads to, by id. */
async function relations(zip: Zip, part: string) {
  const folder = part.slice(0, part.lastIndexOf("/") + 1);
  const file = `${folder}_rels/${part.slice(folder.length)}.rels`;
  const found = new Map<string, { type: string; target: string }>();
  await scanXml(zip.read(file), {
    open(name, { Id = "", Type = "", Target = "" }) {
      if (localName(name) !== "Relationship") return;
      found.set(Id, {
        type: Type.slice(Type.lastIndexOf("/") + 1),
        target: resolve(folder, Target),
      });
    },
  });
  return found;
}

/**
 * A relation's target as the name of a part: « ../media/a.png » from « xl/worksheets/ » is « xl/media/a.png ». Empty
 * for what is no address: a workbook may refer to anything outside of it.
 */
function resolve(folder: string, target: string): string {
  const path = target.startsWith("/") ? target : `/${folder}${target}`;
  try {
    return decodeURI(new URL(path, "http://zip.invalid").pathname.slice(1));
  } catch {
    return "";
  }
}

async function findWorkbook(zip: Zip): Promise<string> {
  for (const { type, target } of (await relations(zip, "")).values()) {
    if (type === "officeDocument" && zip.has(target)) return target;
  }
  throw new Unreadable(unreadable.broken);
}

async function readWorkbook(zip: Zip, part: string) {
  const targets = await relations(zip, part);
  const sheets: Sheet[] = [];
  let is1904 = false;
  await scanXml(zip.read(part), {
    open(name, attributes) {
      if (localName(name) === "workbookPr") is1904 = isTrue(attributes.date1904);
      if (localName(name) !== "sheet") return;
      const id = Object.entries(attributes).find(([key]) => localName(key) === "id")?.[1] ?? "";
      const target = targets.get(id);
      if (!target) throw new Unreadable(unreadable.broken);
      // Sheets of charts and macros hold no cells.
      if (target.type !== "worksheet") return;
      if (!zip.has(target.target)) throw new Unreadable(unreadable.broken);
      const isHidden = attributes.state === "hidden" || attributes.state === "veryHidden";
      sheets.push({ name: attributes.name ?? "", isHidden, part: target.target });
    },
  });
  return { sheets, is1904 };
}

async function readShared(zip: Zip, workbookPart: string): Promise<Shared> {
  const shared: { texts: string[]; dayStyles: Set<number> } = { texts: [], dayStyles: new Set() };
  for (const { type, target } of (await relations(zip, workbookPart)).values()) {
    if (type === "sharedStrings") shared.texts = await readTexts(zip, target);
    if (type === "styles") shared.dayStyles = await readDayStyles(zip, target);
  }
  return shared;
}

async function readTexts(zip: Zip, part: string): Promise<string[]> {
  const texts: string[] = [];
  let total = 0;
  const text = textCollector();
  await scanXml(zip.read(part), {
    open: text.open,
    text: text.text,
    close(name) {
      text.close(name);
      if (localName(name) !== "si") return;
      const whole = text.take();
      // An empty text takes some room too.
      total += whole.length + 8;
      if (total > MOST_SHARED_TEXT) throw new Unreadable(unreadable.bomb);
      texts.push(whole);
    },
  });
  return texts;
}

/** Gathers the text of an element made of `t`, without what says how to pronounce it (`rPh`). */
function textCollector() {
  let isIn = false;
  let spoken = 0;
  let parts = "";
  return {
    open(name: string) {
      const local = localName(name);
      if (local === "rPh") spoken += 1;
      isIn = local === "t" && spoken === 0;
    },
    text(text: string) {
      if (isIn && parts.length < LONGEST_CELL) parts += text;
    },
    close(name: string) {
      if (localName(name) === "rPh") spoken -= 1;
      isIn = false;
    },
    take() {
      const whole = plain(cut(parts, LONGEST_CELL));
      parts = "";
      return whole;
    },
  };
}

/** Characters that XML cannot hold are written `_x000D_`. */
function plain(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** The styles of cells that show a day. */
async function readDayStyles(zip: Zip, part: string): Promise<Set<number>> {
  const codes = new Map<number, string>();
  const days = new Set<number>();
  let isInCells = false;
  let style = 0;
  await scanXml(zip.read(part), {
    open(name, { numFmtId, formatCode }) {
      const local = localName(name);
      const format = Number(numFmtId);
      if (local === "numFmt") codes.set(format, formatCode ?? "");
      if (local === "cellXfs") isInCells = true;
      if (local !== "xf" || !isInCells) return;
      const code = codes.get(format);
      if (code === undefined ? isBuiltInDay(format) : showsDay(code)) days.add(style);
      style += 1;
    },
    close(name) {
      if (localName(name) === "cellXfs") isInCells = false;
    },
  });
  return days;
}

/** Turns the XML of one sheet into events. */
function sheetReader(
  sheet: number,
  is1904: boolean,
  { texts, dayStyles }: Shared,
  give: (event: SheetEvent) => void,
) {
  const row = new RowBuilder();
  const inline = textCollector();
  let rowNumber = 0;
  let isHidden = false;
  let column = 0;
  let type = "n";
  let style = 0;
  let isFormula = false;
  let value: string | null = null;
  let isInValue = false;
  let isInline = false;

  const cell = (): Cell | undefined => {
    if (isInline) return textCell(inline.take());
    // A formula that gives an empty text says that it is a text; one that was never computed says nothing.
    if (isFormula && (value === null || (value === "" && type === "n"))) {
      return { kind: "error", text: "formule sans résultat" };
    }
    if (value === null || value.trim() === "") return undefined;
    switch (type) {
      case "s": {
        const text = texts[Number(value)];
        if (text === undefined) throw new Unreadable(unreadable.broken);
        return textCell(text);
      }
      case "str":
      case "inlineStr":
        return textCell(plain(value));
      case "b":
        return { kind: "text", text: isTrue(value) ? "oui" : "non" };
      case "e":
        return { kind: "error", text: cut(value, 40) };
      case "d":
        return { kind: "day", day: value.slice(0, 10) };
    }
    const number = Number(value);
    if (!Number.isFinite(number)) return { kind: "error", text: cut(value, 20) };
    // Less than a day is an hour, which no field of ours takes.
    if (!dayStyles.has(style) || (number > 0 && number < 1))
      return { kind: "number", value: number };
    const day = dayOfSerial(number, is1904);
    return day
      ? { kind: "day", day }
      : { kind: "error", text: `date impossible (${value.slice(0, 12)})` };
  };

  return {
    open(name: string, attributes: Record<string, string>) {
      switch (localName(name)) {
        case "row":
          rowNumber = rowAfter(rowNumber, attributes.r);
          isHidden = isTrue(attributes.hidden);
          column = 0;
          break;
        case "c":
          column = (attributes.r && readReference(attributes.r)?.column) || column + 1;
          type = attributes.t ?? "n";
          style = Number(attributes.s ?? 0);
          isFormula = false;
          isInline = false;
          value = null;
          break;
        case "f":
          isFormula = true;
          break;
        case "v":
          value = "";
          isInValue = true;
          break;
        case "is":
          isInline = true;
          break;
        case "col":
          if (!isTrue(attributes.hidden)) break;
          give({ kind: "hidden", sheet, from: Number(attributes.min), to: Number(attributes.max) });
          break;
        case "mergeCell": {
          const [from = "", to = ""] = (attributes.ref ?? "").split(":");
          const start = readReference(from);
          const end = readReference(to);
          if (!start || !end) break;
          const [top, left, bottom, right] = [start.row, start.column, end.row, end.column];
          give({ kind: "merge", sheet, top, left, bottom, right });
          break;
        }
      }
      if (isInline) inline.open(name);
    },
    text(text: string) {
      if (isInValue && value !== null && value.length < LONGEST_CELL) value += text;
      else if (isInline) inline.text(text);
    },
    close(name: string) {
      const local = localName(name);
      if (isInline) inline.close(name);
      if (local === "v") isInValue = false;
      if (local === "c") {
        row.put(column, cell());
        isInline = false;
      }
      if (local === "row") {
        const event = row.take(sheet, rowNumber, isHidden);
        if (event) give(event);
      }
    },
  };
}

/** The number of a row: they only grow. */
function rowAfter(before: number, written: string | undefined): number {
  const row = written ? Number(written) : before + 1;
  if (!Number.isInteger(row) || row <= before || row > LAST_ROW) {
    throw new Unreadable(unreadable.broken);
  }
  return row;
}

function isTrue(value: string | undefined): boolean {
  return value === "1" || value === "true";
}

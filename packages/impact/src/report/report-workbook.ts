import { day } from "@essaim/funding/spending/spending.words";
import { type WorkbookCell, writeWorkbook } from "@essaim/paper/workbook";
import type { PrintedReport } from "./report-paper.ts";
import { factsOf } from "./report-paper.ts";
import type { Cell, Part, Unit } from "./sealed-report.ts";

type Table = Pick<Extract<Part, { kind: "table" }>, "columns" | "rows" | "totals">;

/** Of the name of a sheet, in Excel. */
const longestName = 31;

type Counted = Exclude<Unit, "text">;
/** A number stays one: whoever reads the file adds it up. */
const inSheet: Record<Counted, (value: number) => WorkbookCell> = {
  number: (value) => ({ value, format: Number.isInteger(value) ? "#,##0" : "#,##0.0" }),
  cents: (value) => ({ value: value / 100, format: '#,##0.00\\ "€"' }),
  share: (value) => ({ value, format: "0.0%" }),
  minutes: (value) => ({ value: value / 60, format: '#,##0.0\\ "h"' }),
};

/** The figures of a report as a workbook: each table is a sheet, and numbers are numbers. */
export async function reportWorkbook(report: PrintedReport): Promise<Uint8Array> {
  const { content, seal } = report;
  return await writeWorkbook({
    creator: content.header.organisationName,
    title: content.title,
    ...(seal ? {} : { pageHeader: "BROUILLON" }),
    sheets: sheetsOf(report).map(({ name, table: { columns, rows, totals } }) => ({
      name,
      columns: columns.map(({ header, unit }) => ({
        header: unit === "minutes" ? `${header} (heures)` : header,
        align: unit === "text" ? "left" : "right",
        wraps: unit === "text",
      })),
      rows: rows.map((row, place) => ({
        cells: row.map((cell, at) => cellOf(cell, columns[at]?.unit ?? "text")),
        isStrong: totals.includes(place),
      })),
    })),
  });
}

function cellOf(cell: Cell, unit: Unit): WorkbookCell {
  if (cell === null || unit === "text") return { value: cell };
  if (typeof cell === "number") return inSheet[unit](cell);
  return numberIn(cell) ?? { value: cell };
}

/** A column of several units holds « 1 240,50 € », « 52 % » or « 7,5 h »: each is a number again. */
function numberIn(text: string) {
  const [, number, unit] = /^(\u2212?[\d\s]+(?:,\d+)?)\s(€|h|%)$/.exec(text) ?? [];
  if (!number || !unit) return null;
  const value = Number(number.replace(/\s/g, "").replace("\u2212", "-").replace(",", "."));
  if (unit === "h") return inSheet.minutes(value * 60);
  return unit === "%" ? inSheet.share(value / 100) : inSheet.cents(Math.round(value * 100));
}

/** What the report is, with the name of each of its sheets, then its tables in their order. */
function sheetsOf({ content, seal, verifyUrl }: PrintedReport): { name: string; table: Table }[] {
  const text = (header: string) => ({ header, unit: "text" as const });
  const cover = seal ? "Rapport" : "Brouillon";
  const taken = new Set([cover.toLowerCase()]);
  const sheets = content.chapters
    .flatMap(({ parts }) => parts.filter((part) => part.kind === "table"))
    .map((table) => ({ name: sheetName(table.caption, taken), table }));
  const first = {
    columns: [text("Rapport"), text(content.title)],
    rows: [
      ...factsOf(content, seal),
      ...(seal
        ? [
            ["Empreinte (SHA-256)", seal.hash],
            ["Signature (Ed25519)", seal.signature],
            ["Clé", seal.keyId],
            ["À vérifier sur", verifyUrl],
          ]
        : [["État", `Brouillon, chiffres et textes provisoires au ${day(content.cutOffOn)}`]]),
      ...sheets.map(({ name, table }) => [`Feuille «\u202f${name}\u202f»`, table.caption]),
    ],
    totals: [],
  };
  return [{ name: cover, table: first }, ...sheets];
}

/**
 * The name of a table's sheet, short: without its day, and cut after a whole word. Excel takes 31 characters, without
 * these signs, each name once.
 */
function sheetName(caption: string, taken: Set<string>): string {
  const plain = caption
    .replace(/,? \(?au [^,()]*\)?$/, "")
    .replace(/[\\/*?:[\]'\u202f]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  // « Contributions aux communs par nature » is still understood without what it is divided by.
  const short = plain.length > longestName ? plain.replace(/ par .*$/, "") : plain;
  for (let turn = 1; ; turn++) {
    const suffix = turn === 1 ? "" : ` ${turn}`;
    const room = longestName - suffix.length;
    const whole = short.length > room ? short.slice(0, room + 1).replace(/ [^ ]*$/, "") : short;
    const name = (whole.slice(0, room).trim() || "Tableau") + suffix;
    if (taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    return name;
  }
}

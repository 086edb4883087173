import { cellText } from "@essaim/territory/spreadsheet/cell";
import { openSpreadsheet } from "@essaim/territory/spreadsheet/open";
import { Unreadable } from "@essaim/territory/spreadsheet/unreadable";
import { blank, cut } from "@essaim/territory/text/word.rules";
import { type AudienceTable, MOST_CELLS, MOST_LINES } from "./audience-import.schema.ts";

/** Characters kept of a cell: a title, an address or a number. */
const LONGEST_CELL = 300;

/**
 * The first table of a file sent by somebody (CSV in any encoding, XLSX, ODS): its titles, and its lines with their
 * number in the file. Lines without anything are left out.
 * @throws Unreadable with a French sentence for whoever sent it
 */
export async function readAudienceTable(bytes: Uint8Array): Promise<AudienceTable> {
  const sheet = await openSpreadsheet(bytes);
  let header: string[] | null = null;
  const rows: AudienceTable["rows"] = [];
  for await (const event of sheet.events(0)) {
    if (event.kind !== "row") continue;
    const cells = event.cells
      .slice(0, MOST_CELLS)
      .map((cell) => cut(blank(cellText(cell)), LONGEST_CELL));
    if (!header) {
      // A title above the table stands alone on its line.
      if (cells.filter(Boolean).length >= 2) header = cells;
      continue;
    }
    if (rows.length === MOST_LINES) {
      throw new Unreadable(
        `Ce fichier a plus de ${MOST_LINES.toLocaleString("fr-FR")} lignes\u202f: envoyez-le en plusieurs fois, par année par exemple.`,
      );
    }
    rows.push({ line: event.row, cells });
  }
  if (!header) {
    throw new Unreadable(
      "Ce fichier n’a pas de tableau\u202f: une première ligne doit nommer les colonnes, par exemple «\u202fVidéo\u202f» et «\u202fVues\u202f».",
    );
  }
  if (rows.length === 0) {
    throw new Unreadable("Ce fichier ne contient que les titres de ses colonnes.");
  }
  return { header, rows };
}

import type { Cells } from "@essaim/territory/spreadsheet/cell";
import { openSpreadsheet } from "@essaim/territory/spreadsheet/open";

export type SheetRow = { row: number; cells: Cells };

/** Rows prepared and written together. */
const BATCH = 250;

/**
 * The rows under the titles of a sheet, by batches.
 * @throws Unreadable
 */
export async function* rowsOfSheet(
  bytes: Uint8Array,
  { sheet, headerRow }: { sheet: number; headerRow: number },
): AsyncGenerator<SheetRow[]> {
  const file = await openSpreadsheet(bytes);
  let batch: SheetRow[] = [];
  for await (const event of file.events(sheet)) {
    if (event.kind !== "row" || event.row <= headerRow) continue;
    batch.push({ row: event.row, cells: event.cells });
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

import type { Tx } from "@essaim/identity/operation";
import type { ImportRecord } from "./import.queries.ts";
import type { PreparedRow } from "./prepared.schema.ts";
import { prepareRow } from "./row.rules.ts";
import { planOf } from "./row-reader.ts";
import { rowsOfSheet } from "./rows-of-sheet.ts";
import { findCommunes, loadChoices, loadWorld } from "./world.queries.ts";

/**
 * Every row of an import, prepared by today's rules and lists, by batches.
 * @throws Unreadable
 */
export async function* preparedRows(
  db: Tx,
  record: Pick<ImportRecord, "reading" | "mapping">,
  bytes: Uint8Array,
): AsyncGenerator<PreparedRow[]> {
  const { reading, mapping } = record;
  const sheet = reading?.sheets.find((one) => one.sheet === mapping?.sheet);
  if (!reading || !mapping || !sheet) throw new Error("The import is not matched");
  const plan = planOf(mapping, sheet, reading.is1904, await loadChoices(db));
  const world = await loadWorld(db);
  for await (const rows of rowsOfSheet(bytes, sheet)) {
    await findCommunes(db, rows, plan, world.communes);
    yield rows.map(({ row, cells }) => prepareRow(row, cells, plan, world));
  }
}

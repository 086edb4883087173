import type { Tx } from "@essaim/identity/operation";
import type { PersonData } from "../access-export.schema.ts";
import { erasedTableLabel } from "../erasure.schema.ts";
import { textTables } from "../text-column.queries.ts";
import { type PersonSearch, rowsToRead, searchesFor, tracesIn } from "../trace.queries.ts";

/** How many texts about others name the person, by kind of record. */
export async function mentionsOf(
  db: Tx,
  id: string,
  search: PersonSearch,
): Promise<PersonData["mentions"]> {
  const found: PersonData["mentions"] = [];
  for (const table of await textTables(db)) {
    let texts = 0;
    for (const row of await rowsToRead(db, table, [search])) {
      if (table.workerColumns.some((column) => row[column] === id)) continue;
      const concerned = searchesFor(table, row, [search]);
      texts += table.columns.filter(
        ({ name, kind }) => tracesIn(row[name], kind, concerned) > 0,
      ).length;
    }
    if (texts > 0) found.push({ kind: erasedTableLabel(table.name), texts });
  }
  return found;
}

import type { Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { addCount, type Counts } from "./counts.rules.ts";
import type { TextColumn, TextTable } from "./text-column.rules.ts";
import {
  erasedValue,
  type PersonSearch,
  rowsToRead,
  searchesFor,
  type TextRow,
  tracesIn,
} from "./trace.queries.ts";
import { erasedMark, type TraceSearch, withoutTraces } from "./trace.rules.ts";

/**
 * Takes these people's names, mails, telephones and addresses out of every text of the organisation.
 * @returns rows changed, by table
 */
export async function removeTraces(
  db: Tx,
  tables: readonly TextTable[],
  searches: readonly PersonSearch[],
): Promise<Counts> {
  const done: Counts = {};
  for (const table of tables) {
    for (const row of await rowsToRead(db, table, searches)) {
      const concerned = searchesFor(table, row, searches);
      const held = table.columns.filter(
        ({ name, kind }) => tracesIn(row[name], kind, concerned) > 0,
      );
      if (held.length === 0) continue;
      await rewrite(db, table, row, held, concerned);
      addCount(done, table.name, 1);
    }
  }
  return done;
}

/** Two records of one name may both become the mark: the second is numbered. */
const mostNamesakes = 50;

async function rewrite(
  db: Tx,
  table: TextTable,
  row: TextRow,
  columns: readonly TextColumn[],
  searches: readonly TraceSearch[],
): Promise<void> {
  for (let turn = 1; ; turn++) {
    await sql`savepoint rewriting`.execute(db);
    try {
      const values = columns.map((column) => {
        const value = fitting(row[column.name], column, searches, turn);
        return sql`${sql.ref(column.name)} = ${column.kind === "json" ? sql`${JSON.stringify(value)}::jsonb` : value}`;
      });
      const isThis = table.key.map((name) => sql`${sql.ref(name)} = ${row[name]}`);
      await sql`update ${sql.table(table.name)} set ${sql.join(values)}
        where ${sql.join(isThis, sql` and `)}`.execute(db);
      await sql`release savepoint rewriting`.execute(db);
      return;
    } catch (error) {
      await sql`rollback to savepoint rewriting`.execute(db);
      const isTaken = error instanceof Error && "code" in error && error.code === "23505";
      if (!isTaken || turn === mostNamesakes) throw error;
    }
  }
}

/** Marks from the clearest to the one that always fits. */
const marks = [erasedMark, "[effacé]", "…"];

function fitting(
  value: unknown,
  { kind, maxLength }: TextColumn,
  searches: readonly TraceSearch[],
  turn: number,
): unknown {
  const erased = erasedValue(value, kind, searches);
  if (typeof erased !== "string") return erased;
  const suffix =
    turn === 1 ? "" : kind === "slug" ? `-${turn}` : kind === "text" ? ` (${turn})` : "";
  const most = maxLength ?? Number.POSITIVE_INFINITY;
  if (kind !== "text") return erased + suffix;
  const written = marks.map((mark) => withoutTraces(String(value), searches, mark) + suffix);
  const fits = written.find((text) => [...text].length <= most);
  return fits ?? [...String(written.at(-1))].slice(0, most - suffix.length).join("") + suffix;
}

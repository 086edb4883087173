import type { Tx } from "@essaim/identity/operation";
import { type RawBuilder, sql } from "kysely";
import { addCount, type Counts } from "./counts.rules.ts";
import type { TextColumn, TextKind, TextTable } from "./text-column.rules.ts";
import {
  countTracesInJson,
  erasedMark,
  findTraces,
  type TraceSearch,
  withoutTraces,
  withoutTracesInJson,
} from "./trace.rules.ts";

/** How to find one person in the texts of an organisation. */
export type PersonSearch = TraceSearch & {
  /** Files of other people of the same name: what theirs says of themselves stays. */
  homonymIds: readonly string[];
};

export type TextRow = Record<string, unknown>;

/**
 * Does a text hold one of these letters and digits (see `squeezed`), whatever stands between them? At least where the
 * rules would find them: PostgreSQL's classes of characters depend on the database's locale, so what is neither a
 * Latin letter nor a digit counts as nothing.
 */
export function holdsAny(text: RawBuilder<string>, hints: readonly string[]): RawBuilder<boolean> {
  const letters = hints.map((hint) => [...hint].join("[^a-z0-9]*"));
  // Most texts are normalized already, and to ask is much faster than to normalize.
  const normal = sql`case when ${text} is nfkc normalized then ${text} else normalize(${text}, NFKC) end`;
  return sql<boolean>`fold(${normal}) ~ ${letters.join("|") || "(?!)"}`;
}

/**
 * Rows of a table that may hold a trace of these people: at least those that do. Row level security leaves those of
 * the organisation.
 */
export async function rowsToRead(
  db: Tx,
  table: TextTable,
  searches: readonly PersonSearch[],
): Promise<TextRow[]> {
  const hints = [...new Set(searches.flatMap((search) => search.hints))];
  if (hints.length === 0) return [];
  const text = sql<string>`concat_ws(chr(10), ${sql.join(table.columns.map(readable))})`;
  // An accent of an address is written with percents: those few are all read.
  const addresses = table.columns.filter(({ kind }) => kind === "url" || kind === "query");
  const isEncoded = sql.join(
    [sql`false`, ...addresses.map(({ name }) => sql`${sql.ref(name)} ~ '%[0-9A-Fa-f]{2}'`)],
    sql` or `,
  );
  const names = [...table.key, ...table.workerColumns, ...table.columns.map(({ name }) => name)];
  const { rows } = await sql<TextRow>`
    select ${sql.join([...new Set(names)].map((name) => sql.ref(name)))} from ${sql.table(table.name)}
    where ${holdsAny(text, hints)} or ${isEncoded}`.execute(db);
  return rows;
}

/** JSON writes a new line with a letter, which would stand between two words. */
function readable({ name, kind }: TextColumn): RawBuilder<string> {
  return kind === "json"
    ? sql`regexp_replace(${sql.ref(name)}::text, '\\\\[nrtbf]', ' ', 'g')`
    : sql`${sql.ref(name)}::text`;
}

/** The searches that concern a row: a homonym's own row is theirs. */
export function searchesFor(
  table: TextTable,
  row: TextRow,
  searches: readonly PersonSearch[],
): PersonSearch[] {
  const people = table.workerColumns.map((name) => row[name]);
  return searches.filter((search) => !search.homonymIds.some((id) => people.includes(id)));
}

/** Traces that a value holds. */
export function tracesIn(value: unknown, kind: TextKind, searches: readonly TraceSearch[]): number {
  if (value === null || value === undefined) return 0;
  if (kind === "json") return countTracesInJson(value, searches);
  return findTraces(textOf(String(value), kind), searches).length;
}

/** A value without its traces; an address that holds one is no longer an address. */
export function erasedValue(
  value: unknown,
  kind: TextKind,
  searches: readonly TraceSearch[],
): unknown {
  if (kind === "json") return withoutTracesInJson(value, searches);
  const text = String(value);
  switch (kind) {
    case "url":
      return null;
    case "slug":
      return withoutTraces(text, searches, "personne-effacee");
    case "query":
      return new URLSearchParams(
        [...new URLSearchParams(text)].filter(
          ([, typed]) => findTraces(typed, searches).length === 0,
        ),
      ).toString();
    case "text":
      return withoutTraces(text, searches, erasedMark);
  }
}

function textOf(value: string, kind: TextKind): string {
  if (kind === "query") return [...new URLSearchParams(value).values()].join("\n");
  if (kind !== "url") return value;
  try {
    return decodeURI(value);
  } catch {
    return value;
  }
}

/** Traces of these people in every text of the organisation, by column. None is an empty record. */
export async function countTraces(
  db: Tx,
  tables: readonly TextTable[],
  searches: readonly PersonSearch[],
): Promise<Counts> {
  const found: Counts = {};
  for (const table of tables) {
    for (const row of await rowsToRead(db, table, searches)) {
      const concerned = searchesFor(table, row, searches);
      for (const { name, kind } of table.columns) {
        addCount(found, `${table.name}.${name}`, tracesIn(row[name], kind, concerned));
      }
    }
  }
  return found;
}

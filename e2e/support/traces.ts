import { rows } from "./database.ts";

/** Every text, json and vector column of the whole database that still holds one of these words. */
export async function traces(words: readonly string[]): Promise<string[]> {
  const columns = await rows<{ schema: string; table: string; column: string }>(
    `select c.table_schema as schema, c.table_name as table, c.column_name as column
       from information_schema.columns c
       join information_schema.tables t using (table_schema, table_name)
      where t.table_type = 'BASE TABLE' and c.table_schema in ('public', 'graphile_worker')
        and (c.data_type in ('text', 'character varying', 'json', 'jsonb', 'tsvector', 'ARRAY')
          or c.udt_name = 'citext')`,
  );
  const found: string[] = [];
  for (const { schema, table, column } of columns) {
    for (const word of words) {
      const [line] = await rows(
        `select 1 from "${schema}"."${table}" where fold("${column}"::text) like '%' || fold($1) || '%' limit 1`,
        [word],
      );
      if (line) found.push(`${schema}.${table}.${column}: ${word}`);
    }
  }
  return found;
}

import type { Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import {
  type CatalogueColumn,
  isSearched,
  type TextTable,
  textKindOf,
} from "./text-column.rules.ts";

/**
 * Every column of the organisations' tables that can hold words, from the catalogue as it is now: a table made
 * tomorrow is there too.
 */
export async function catalogueColumns(db: Tx): Promise<CatalogueColumn[]> {
  const { rows } = await sql<CatalogueColumn>`
    select c.relname as "table", a.attname as "column", format_type(a.atttypid, null) as type,
      a.attgenerated <> '' as "isGenerated",
      exists (select from pg_constraint k where k.conrelid = c.oid and a.attnum = any (k.conkey)
        and (k.contype = 'f' or (k.contype = 'c' and cardinality(k.conkey) = 1
          -- What is said of JSON is said of its shape.
          and a.atttypid not in ('json'::regtype, 'jsonb'::regtype)
          and pg_get_constraintdef(k.oid) ~ '\\((\\(.*\\)|\\w+) = (ANY \\(ARRAY\\[|''[^'']*''::text\\))'
          and pg_get_constraintdef(k.oid) !~ ' OR '))) as "isClosed",
      (select min((regexp_match(pg_get_constraintdef(k.oid), '<= (\\d+)'))[1]::int)
        from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]
          and pg_get_constraintdef(k.oid) ~ 'length\\(') as "maxLength",
      (select array_agg(p.attname::text order by array_position(key.conkey, p.attnum)) from pg_attribute p
        where p.attrelid = c.oid and p.attnum = any (key.conkey) and p.attname <> 'organisation_id') as "key",
      array(select p.attname::text from pg_constraint k join pg_attribute p on p.attrelid = k.conrelid
        and p.attnum = any (k.conkey) and p.attname <> 'organisation_id'
        where k.conrelid = c.oid and k.contype = 'f' and k.confrelid = 'worker'::regclass
        order by 1) as "workerColumns"
    from pg_class c
    join pg_constraint key on key.conrelid = c.oid and key.contype = 'p'
    join pg_attribute tenant on tenant.attrelid = c.oid and tenant.attname = 'organisation_id'
      and tenant.attnum = any (key.conkey)
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and (a.atttypid in ('text'::regtype, 'varchar'::regtype, 'bpchar'::regtype, 'name'::regtype, 'citext'::regtype,
          'json'::regtype, 'jsonb'::regtype, 'xml'::regtype, 'tsvector'::regtype)
        or exists (select from pg_type t where t.oid = a.atttypid and t.typcategory = 'A'
          and t.typelem in ('text'::regtype, 'varchar'::regtype, 'citext'::regtype, 'jsonb'::regtype)))
    order by c.relname, a.attnum`.execute(db);
  return rows;
}

/** The tables to search for names, by their columns. */
export async function textTables(db: Tx): Promise<TextTable[]> {
  const tables = new Map<string, TextTable & { columns: TextTable["columns"][number][] }>();
  for (const found of (await catalogueColumns(db)).filter(isSearched)) {
    const { table: name, key, workerColumns, column, maxLength } = found;
    const table = tables.get(name) ?? { name, key, workerColumns, columns: [] };
    table.columns.push({ name: column, kind: textKindOf(found), maxLength });
    tables.set(name, table);
  }
  return [...tables.values()];
}

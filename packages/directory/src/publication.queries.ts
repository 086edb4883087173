import { type RawBuilder, sql } from "kysely";
import { type ListSort, pageSize } from "./publication.schema.ts";

/**
 * Does a record show the words that somebody looks for? In its texts, as French words; in its title, as a
 * part of one too, because one types « livr » before « livraison ».
 */
export function showsWords(title: string, search: string, words: string): RawBuilder<boolean> {
  return sql<boolean>`(
    ${sql.ref(search)} @@ websearch_to_tsquery('fr', ${words})
    or position(fold(${words}) in fold(${sql.ref(title)})) > 0)`;
}

/** The order of a list; the caller adds the id, so that pages never overlap. */
export function orderOf(sort: ListSort, name: string, updated: string): RawBuilder<unknown> {
  const column =
    sort === "name" || sort === "-name" ? sql`fold(${sql.ref(name)})` : sql.ref(updated);
  return sort.startsWith("-") ? sql`${column} desc` : sql`${column} asc`;
}

/** Where a page begins; the last page when the one asked for is past the end. */
export function pageOf(asked: number, total: number) {
  const pageCount = Math.max(1, Math.ceil(total / pageSize));
  const page = Math.min(asked, pageCount);
  return { page, pageCount, offset: (page - 1) * pageSize };
}

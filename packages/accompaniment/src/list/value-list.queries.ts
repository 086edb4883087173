import { defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { type ListKey, type ListValue, listKeys, listOf, listSchema } from "./value-list.schema.ts";

/** A value as its list's own page shows it. */
export type ListValueRecord = ListValue & {
  key: ListKey;
  version: number;
  retiredAt: Date | null;
};

/** The values of lists, each list in its order. */
export type ListValues<K extends ListKey = ListKey> = Record<K, ListValue[]>;

/** What forms and filters offer for some lists: the values not retired. */
export const listValues = defineQuery({
  name: "listValues",
  permission: "list:read",
  input: z.object({ keys: z.array(z.enum(listKeys as [ListKey, ...ListKey[]])) }),
  run: ({ db, input }) => offeredValues(db, input.keys),
});

/**
 * The values that may be chosen, list by list, in order.
 * @param kept values offered though retired, since the record already says them
 */
export async function offeredValues<K extends ListKey>(
  db: Tx,
  keys: readonly K[],
  kept: readonly string[] = [],
): Promise<ListValues<K>> {
  const offered = Object.fromEntries(keys.map((key) => [key, []])) as unknown as ListValues<K>;
  if (keys.length === 0) return offered;
  const rows = await db
    .selectFrom("list_value")
    .where("list_key", "in", [...keys])
    .where(({ or, eb }) =>
      or([
        eb("retired_at", "is", null),
        ...(kept.length > 0 ? [eb("id", "in", [...new Set(kept)])] : []),
      ]),
    )
    .select(["id", "code", "label", "list_key as key"])
    .orderBy("list_key")
    .orderBy("position")
    .orderBy(sql`fold(label)`)
    .orderBy("id")
    .execute();
  for (const { key, ...value } of rows) offered[key as K].push(value);
  return offered;
}

/** How many values each list offers, and how many are retired. */
export const listValueLists = defineQuery({
  name: "listValueLists",
  permission: "list:write",
  input: z.object({}),
  run: async ({ db }) => {
    const rows = await db
      .selectFrom("list_value")
      .select(({ fn }) => [
        "list_key as key",
        fn.countAll<number>().filterWhere("retired_at", "is", null).as("offered"),
        fn.countAll<number>().filterWhere("retired_at", "is not", null).as("retired"),
      ])
      .groupBy("list_key")
      .execute();
    return listKeys.map((key) => {
      const counted = rows.find((row) => row.key === key);
      return { key, offered: counted?.offered ?? 0, retired: counted?.retired ?? 0 };
    });
  },
});

/** Every value of one list, in order; the retired ones are told apart by `retiredAt`. */
export const getValueList = defineQuery({
  name: "getValueList",
  permission: "list:write",
  input: listSchema,
  run: ({ db, input }) =>
    records(db)
      .where("list_key", "=", input.key)
      .orderBy("position")
      .orderBy(sql`fold(label)`)
      .orderBy("id")
      .$castTo<ListValueRecord>()
      .execute(),
});

/** Where a value is said: in how many people's files, and at how many group sessions. `files` is null for a few. */
export type ValueUses = { files: number | null; workshops: number };

/** Of a sensitive list, fewer files than this are not counted out loud: somebody might be recognised. */
const FEW = 5;

/** How often each value of a list is said, by id: what retiring it leaves said. One that is said nowhere is not there. */
export const countValueUses = defineQuery({
  name: "countValueUses",
  permission: "list:write",
  input: listSchema,
  run: async ({ db, input }): Promise<Record<string, ValueUses>> => {
    const { rows } = await sql<{ id: string; files: number; workshops: number }>`
      select value_id as id, files, workshops from count_value_uses(${input.key})`.execute(db);
    const { isSensitive } = listOf(input.key);
    return Object.fromEntries(
      rows.map(({ id, files, workshops }) => [
        id,
        { files: isSensitive && files < FEW ? null : files, workshops },
      ]),
    );
  },
});

/** One value. @throws NotFound when the organisation has no such value */
export const getListValue = defineQuery({
  name: "getListValue",
  permission: "list:write",
  input: z.object({ id: z.uuid() }),
  run: ({ db, input }) => loadListValue(db, input.id),
});

/** One value of any list. Throws NotFound. */
export async function loadListValue(db: Tx, id: string): Promise<ListValueRecord> {
  const value = await records(db)
    .where("id", "=", id)
    .$castTo<ListValueRecord>()
    .executeTakeFirst();
  if (!value) throw new NotFound("No such value");
  return value;
}

function records(db: Tx) {
  return db
    .selectFrom("list_value")
    .select(["id", "list_key as key", "code", "label", "version", "retired_at as retiredAt"]);
}

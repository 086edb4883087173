import { NotFound } from "@essaim/database/errors";
import type { Tx } from "@essaim/database/operation";
import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { findIndicator, type IndicatorDefinition, registry } from "./indicator.schema.ts";
import { isOwnKey, ownDefinition } from "./own-indicator.schema.ts";

const ownIndicators = (db: Tx) =>
  db
    .selectFrom("own_indicator")
    .select([
      "id",
      "name",
      "definition",
      "unit_one as unitOne",
      "unit_many as unitMany",
      "formula",
      "audience",
      "retired_on as retiredOn",
      "version",
      sql<string>`(updated_at at time zone 'Europe/Paris')::date`.as("updatedOn"),
    ])
    .orderBy("name");

/** Every indicator, those of the registry first: an organisation's own are retired, never removed. */
export async function readDefinitions(db: Tx): Promise<IndicatorDefinition[]> {
  const own = await ownIndicators(db).execute();
  return [...registry, ...own.map((row) => ownDefinition(row))];
}

/** The indicator of a key, the registry's or an own one; undefined for a key that nobody knows. */
export async function findDefinition(
  db: Tx,
  key: string,
): Promise<IndicatorDefinition | undefined> {
  if (!isOwnKey(key)) return findIndicator(key);
  const row = await ownIndicators(db).where(sql<string>`'own:' || id`, "=", key).executeTakeFirst();
  return row && ownDefinition(row);
}

/** Those that are entered by hand, the retired ones among them. */
export async function readDeclared(db: Tx): Promise<IndicatorDefinition[]> {
  return (await readDefinitions(db)).filter(({ source }) => source === "declared");
}

/** The definitions, as they are read by the team. */
export const listDefinitions = defineQuery({
  name: "listDefinitions",
  permission: "figure:read",
  input: z.object({}),
  run: ({ db }) => readDefinitions(db),
});

/** @throws NotFound */
export async function loadOwnIndicator(db: Tx, id: string) {
  const row = await ownIndicators(db).where("id", "=", id).executeTakeFirst();
  if (!row) throw new NotFound(`No own indicator ${id}`);
  return { version: row.version, indicator: ownDefinition(row) };
}
export type OwnIndicator = Awaited<ReturnType<typeof loadOwnIndicator>>;

/** @throws NotFound */
export const getOwnIndicator = defineQuery({
  name: "getOwnIndicator",
  permission: "impact:write",
  input: z.object({ id: z.uuid() }),
  run: ({ db, input }) => loadOwnIndicator(db, input.id),
});

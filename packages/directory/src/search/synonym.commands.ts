import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { defineCommand, NotFound, type Refusal, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { getSynonym, type SynonymGroup } from "./synonym.queries.ts";
import {
  addSynonymSchema,
  editSynonymSchema,
  removeSynonymSchema,
  type SynonymRefusal,
} from "./synonym.schema.ts";

export const addSynonym = defineCommand({
  name: "addSynonym",
  permission: "directory:write",
  subject: "search_synonym",
  input: addSynonymSchema,
  run: async ({ db, actor, input }): Promise<Saved | Refusal<SynonymRefusal>> => {
    const refusal = await refuse(db, input.terms, null);
    if (refusal) return refusal;
    const { id } = await db
      .insertInto("search_synonym")
      .values({
        organisation_id: actor.organisationId,
        terms: input.terms,
        updated_by: actor.membershipId,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return { ok: true, id };
  },
});

export const editSynonym = defineCommand({
  name: "editSynonym",
  permission: "directory:write",
  subject: "search_synonym",
  input: editSynonymSchema,
  run: async ({
    db,
    actor,
    input,
  }): Promise<Saved | Refusal<SynonymRefusal> | Conflict<SynonymGroup>> => {
    const held = await holdRecord(db, "search_synonym", input, getSynonym);
    if (!held.ok) return held;
    const refusal = await refuse(db, input.terms, input.id);
    if (refusal) return refusal;
    await db
      .updateTable("search_synonym")
      .set({ terms: input.terms, updated_by: actor.membershipId })
      .where("id", "=", input.id)
      .execute();
    return { ok: true, id: input.id };
  },
});

export const removeSynonym = defineCommand({
  name: "removeSynonym",
  permission: "directory:write",
  subject: "search_synonym",
  input: removeSynonymSchema,
  run: async ({ db, input }): Promise<Saved> => {
    const removed = await db
      .deleteFrom("search_synonym")
      .where("id", "=", input.id)
      .returning("id")
      .executeTakeFirst();
    if (!removed) throw new NotFound(`No synonym ${input.id}`);
    return { ok: true, ...removed };
  },
});

/** @param but the group itself, when it is changed */
async function refuse(
  db: Tx,
  terms: string,
  but: string | null,
): Promise<Refusal<SynonymRefusal> | null> {
  const { rows } = await sql<{ keys: number; taken: boolean }>`
    with key as (
      select distinct search_key(term) as key from unnest(string_to_array(${terms}, ',')) term where search_key(term) <> '')
    select (select count(*)::int from key) as keys,
      exists (select 1 from search_synonym s, key
        where s.keys @> array[key.key] and s.id is distinct from ${but}::uuid) as taken`.execute(
    db,
  );
  const [{ keys = 0, taken = false } = {}] = rows;
  if (keys < 2) return { ok: false, reason: "says_nothing" };
  return taken ? { ok: false, reason: "already_there" } : null;
}

import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { defineCommand, NotFound, type Tx } from "@essaim/identity/operation";
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
  run: async ({ db, actor, input }): Promise<Saved | SynonymRefusal> => {
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
  run: async ({ db, actor, input }): Promise<Saved | SynonymRefusal | Conflict<SynonymGroup>> => {
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
async function refuse(db: Tx, terms: string, but: string | null): Promise<SynonymRefusal | null> {
  const { rows } = await sql<{ term: string; id: string | null; terms: string | null }>`
    with typed as (
      select distinct on (search_key(term)) search_key(term) as key, trim(term) as term, at
      from unnest(string_to_array(${terms}, ',')) with ordinality as t (term, at)
      where search_key(term) <> ''
      order by search_key(term), at)
    select typed.term, s.id, s.terms from typed
    left join search_synonym s on s.keys @> array[typed.key] and s.id is distinct from ${but}::uuid
    order by typed.at, s.id`.execute(db);
  if (new Set(rows.map(({ term }) => term)).size < 2) return { ok: false, reason: "says_nothing" };
  for (const { term, id, terms: held } of rows) {
    if (id && held) return { ok: false, reason: "already_there", term, group: { id, terms: held } };
  }
  return null;
}

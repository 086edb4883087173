import { defineHouseQuery, defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { importById } from "./import.schema.ts";

/** What else may speak of a person, column by column, and what it is called. */
export const usesOfPeople: readonly (readonly [table: string, column: string, label: string])[] = [
  ["meeting", "worker_id", "un rendez-vous ou un compte rendu"],
  ["participant", "worker_id", "un atelier"],
  ["objective", "worker_id", "un objectif"],
  ["plan_action", "worker_id", "une action"],
  ["skill_level", "worker_id", "un point sur les compétences"],
  ["aid", "worker_id", "une aide"],
  ["mentor_offer", "worker_id", "une offre de parrainage"],
  ["mentorship", "mentor_id", "un parrainage"],
  ["mentorship", "novice_id", "un parrainage"],
  ["document", "worker_id", "un document"],
  ["contribution", "worker_id", "une contribution"],
  ["contributor_alias", "worker_id", "un nom d’auteur"],
  ["expense", "worker_id", "une dépense"],
  ["reward_claim", "worker_id", "une déclaration de cagnotte"],
  ["privacy_notice", "worker_id", "une information donnée"],
  ["access_export", "worker_id", "un droit d’accès exercé"],
  ["worker_change", "worker_id", "une rectification"],
  ["merged_worker", "kept_id", "une fusion"],
  ["distinct_workers", "a_id", "une comparaison avec une autre fiche"],
  ["distinct_workers", "b_id", "une comparaison avec une autre fiche"],
];

/** A person who stays when their import is undone, and why. */
export type KeptPerson = { id: string; name: string; why: string[] };

const MOST_SHOWN = 100;

/**
 * The people of an import whose file was used since it was written: corrected, or spoken of anywhere. They stay when
 * the import is undone.
 */
export async function usedPeople(db: Tx, importId: string): Promise<KeptPerson[]> {
  const reasons = [
    sql`case when w.updated_at > w.created_at then 'une modification' end`,
    sql`case when exists (select from stage s where s.organisation_id = w.organisation_id and s.worker_id = w.id
      and (s.created_at > w.created_at or s.updated_at > s.created_at)) then 'une étape du parcours' end`,
    sql`case when exists (select from undo_entry e where e.organisation_id = w.organisation_id
      and e.kind <> 'worker_import' and e.worker_ids @> array[w.id]) then 'la corbeille' end`,
    ...usesOfPeople.map(
      ([table, column, label]) =>
        sql`case when exists (select from ${sql.table(table)} t where t.organisation_id = w.organisation_id
          and t.${sql.ref(column)} = w.id) then ${label} end`,
    ),
  ];
  const { rows } = await sql<KeptPerson>`
    select * from (
      select w.id, w.given_name || ' ' || w.family_name as name,
        array(select distinct r from unnest(array[${sql.join(reasons)}]) r where r is not null order by r) as why
      from worker w where w.import_id = ${importId}) u
    where cardinality(u.why) > 0
    order by fold(u.name), u.id`.execute(db);
  return rows;
}

/**
 * What undoing an import would remove and keep, or, once it is undone, what was kept.
 * @throws NotFound when the organisation has no such import
 */
export const getImportUndo = defineQuery({
  name: "getImportUndo",
  permission: "worker:import",
  input: importById,
  run: async ({ db, input }) => {
    const { id } = input;
    const found = await db
      .selectFrom("worker_import")
      .where("id", "=", id)
      .select("status")
      .executeTakeFirst();
    if (!found) throw new NotFound("No such import");
    const entry = await db
      .selectFrom("undo_entry")
      .where("kind", "=", "worker_import")
      .where("subject_id", "=", id)
      .where("expires_at", ">", sql<Date>`now()`)
      .select("expires_at")
      .executeTakeFirst();
    const { people } = await db
      .selectFrom("worker")
      .where("import_id", "=", id)
      .select(({ fn }) => fn.countAll<number>().as("people"))
      .executeTakeFirstOrThrow();
    const kept = found.status === "written" && !entry ? [] : await usedPeople(db, id);
    return {
      /** Null once it is too late, or done. */
      until: entry?.expires_at ?? null,
      /** Files of the import that still exist. */
      people,
      keptCount: kept.length,
      kept: kept.slice(0, MOST_SHOWN),
    };
  },
});

/**
 * The import that an entry to undo is about: its page shows what would be removed and kept, and asks.
 * @throws NotFound when there is nothing to undo, or no longer
 */
export const getImportOfUndo = defineQuery({
  name: "getImportOfUndo",
  permission: "worker:import",
  input: z.object({ entryId: z.uuid() }),
  run: async ({ db, input }): Promise<{ importId: string }> => {
    const entry = await db
      .selectFrom("undo_entry")
      .where("id", "=", input.entryId)
      .where("kind", "=", "worker_import")
      .where("expires_at", ">", sql<Date>`now()`)
      .select("subject_id as importId")
      .executeTakeFirst();
    if (!entry) throw new NotFound("Nothing to undo");
    return entry;
  },
});

/** People of an import about whom somebody is writing: drafts are their author's alone, and only the house sees all. */
export const listDraftedPeople = defineHouseQuery({
  name: "listDraftedPeople",
  permission: "house:keep",
  input: importById,
  run: async ({ db, input }): Promise<string[]> => {
    const rows = await db
      .selectFrom("draft as d")
      .innerJoin("worker as w", (join) =>
        join.onRef("w.organisation_id", "=", "d.organisation_id").onRef("w.id", "=", "d.worker_id"),
      )
      .where("w.import_id", "=", input.id)
      .select("w.id")
      .distinct()
      .execute();
    return rows.map((row) => row.id);
  },
});

import type { Saved } from "@essaim/database/record";
import { defineCommand, defineQuery, NotFound, type Refusal } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { UNDO_DAYS } from "../undo.schema.ts";
import type { RemovalRefusal } from "./merge.schema.ts";
import { loadWorker } from "./worker.queries.ts";

type Removed = Saved & { entryId: string };

/** Tables that hold a file as soon as somebody works on it, with what they are called when there is one row, or many. */
const holders = [
  ["meeting", "rencontre", "rencontres"],
  ["participant", "atelier", "ateliers"],
  ["objective", "objectif", "objectifs"],
  ["plan_action", "action", "actions"],
  ["skill_level", "point sur les compétences", "points sur les compétences"],
  ["aid", "petite aide", "petites aides"],
  ["mentor_offer", "offre de parrainage", "offres de parrainage"],
  ["document", "document", "documents"],
  ["privacy_notice", "information sur les données", "informations sur les données"],
  ["contribution", "contribution", "contributions"],
] as const;

/** What is noted in a file, said with its number. */
export type Holder = { one: string; many: string; count: number };

/**
 * Whether a file can be taken away: what is noted in it, if anything, besides who the person is and how their way
 * begins.
 * @throws NotFound when the organisation has no such person, or their file is anonymised
 */
export const getRemovalForm = defineQuery({
  name: "getRemovalForm",
  permission: "worker:merge",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }) => {
    const worker = await loadWorker(db, input.id);
    if (worker.isAnonymised) throw new NotFound("An anonymised file is not removed");
    const { id, version, givenName, familyName } = worker;
    const counts = await db
      .selectNoFrom([
        ...holders.map(([table]) =>
          sql<number>`(select count(*) from ${sql.table(table)} t where t.worker_id = ${id})`.as(
            table,
          ),
        ),
        sql<number>`(select count(*) from mentorship t where ${id} in (t.mentor_id, t.novice_id))`.as(
          "mentorship",
        ),
        // The first stage comes with the file.
        sql<number>`(select greatest(count(*) - 1, 0) from stage t where t.worker_id = ${id})`.as(
          "stage",
        ),
        sql<number>`(select count(*) from merged_worker t where t.kept_id = ${id})`.as("merged"),
      ])
      .executeTakeFirstOrThrow();
    const named = [
      ...holders,
      ["mentorship", "parrainage", "parrainages"],
      ["stage", "autre étape du parcours", "autres étapes du parcours"],
      ["merged", "fiche fusionnée", "fiches fusionnées"],
    ] as const;
    const held: Holder[] = named
      .map(([key, one, many]) => ({ one, many, count: counts[key] }))
      .filter(({ count }) => count > 0);
    return { id, version, name: `${givenName} ${familyName}`, held };
  },
});

/**
 * Takes away a file created by mistake, on which nobody has worked: who the person is, their situation, their first
 * stage. It can come back for UNDO_DAYS days.
 * @throws NotFound when the organisation has no such person
 */
export const removeWorker = defineCommand({
  name: "removeWorker",
  permission: "worker:merge",
  subject: "worker",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }): Promise<Removed | Refusal<RemovalRefusal>> => {
    const worker = await loadWorker(db, input.id);
    const payload = {
      given_name: worker.givenName,
      family_name: worker.familyName,
      email: worker.email,
      phone: worker.phone,
      address_line: worker.addressLine,
    };
    const { rows } = await sql<{ entry: string | null }>`
      select remove_worker(${input.id}, ${JSON.stringify(payload)}::jsonb, ${UNDO_DAYS}) as entry`.execute(
      db,
    );
    const entryId = rows[0]?.entry;
    return entryId ? { ok: true, id: input.id, entryId } : { ok: false, reason: "in_use" };
  },
});

/**
 * Brings a removed file back, as it was.
 * @param input.id that of the entry to undo
 * @throws NotFound when there is nothing to undo, or no longer
 */
export const restoreWorker = defineCommand({
  name: "restoreWorker",
  permission: "worker:merge",
  subject: "worker",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }): Promise<Saved> => {
    const { rows } = await sql<{
      back: string | null;
    }>`select restore_worker(${input.id}) as back`.execute(db);
    const id = rows[0]?.back;
    if (!id) throw new NotFound("Nothing to undo");
    return { ok: true, id };
  },
});

import type { UndoEntry } from "@essaim/database/schema";
import { can } from "@essaim/identity/actor";
import { defineQuery, NotFound } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";

export type UndoKind = UndoEntry["kind"];

/** Something that was taken away or merged, and can still be undone. */
export type Undoable = {
  id: string;
  kind: UndoKind;
  /** What is gone, by its own name: a document, a spreadsheet, a person. Null when it has none, or is not for the reader. */
  name: string | null;
  /** Whose files it concerns: those that still exist. */
  people: { id: string; name: string }[];
  /** For a meeting: its day, and whether it was booked or told. */
  meeting: { heldOn: string; isAppointment: boolean } | null;
  /** How many files it concerned. */
  peopleCount: number;
  /** Null when the membership is no longer known. */
  byName: string | null;
  createdAt: Date;
  expiresAt: Date;
};

/** Shown at once, the latest: whoever looks for something older asks for its person. */
export const MOST_UNDOABLE = 100;

/**
 * What can still be undone, the latest first, at most MOST_UNDOABLE.
 * @param input.workerId only what concerns one person, who is named then
 * @throws NotFound when the organisation has no such person
 */
export const listUndoable = defineQuery({
  name: "listUndoable",
  permission: "meeting:write",
  input: z.object({ workerId: z.uuid().optional() }),
  run: async ({
    db,
    actor,
    input,
  }): Promise<{ entries: Undoable[]; person: { id: string; name: string } | null }> => {
    const { workerId } = input;
    const person = workerId
      ? await db
          .selectFrom("worker")
          .where("id", "=", workerId)
          .select(["id", sql<string>`given_name || ' ' || family_name`.as("name")])
          .executeTakeFirst()
      : null;
    if (person === undefined) throw new NotFound("No such person");
    // The names of spreadsheets are for whoever brings them in.
    const fileName = can(actor, "worker:import")
      ? sql`(select i.file_name from worker_import i where i.organisation_id = e.organisation_id
          and i.id = e.subject_id)`
      : sql`null`;
    let query = db
      .selectFrom("undo_entry as e")
      .leftJoin("membership as m", (join) =>
        join
          .onRef("m.organisation_id", "=", "e.organisation_id")
          .onRef("m.id", "=", "e.created_by"),
      )
      .leftJoin("user_account as u", "u.id", "m.user_id")
      .where("e.expires_at", ">", sql<Date>`now()`)
      .orderBy("e.created_at", "desc")
      .orderBy("e.id")
      .limit(MOST_UNDOABLE)
      .select(["e.id", "e.kind", "u.full_name as byName"])
      .select(["e.created_at as createdAt", "e.expires_at as expiresAt"])
      .select([
        // No more names than a line can hold.
        sql<{ id: string; name: string }[]>`coalesce((
          select json_agg(json_build_object('id', w.id, 'name', w.given_name || ' ' || w.family_name) order by w.id)
          from (select * from worker w
            where w.organisation_id = e.organisation_id and w.id = any(e.worker_ids) limit 3) w), '[]')`.as(
          "people",
        ),
        sql<string | null>`case e.kind
          when 'document_removal' then e.payload #>> '{document,name}'
          when 'worker_import' then ${fileName}
          else nullif(concat_ws(' ', e.payload ->> 'given_name', e.payload ->> 'family_name'), '') end`.as(
          "name",
        ),
        sql<number>`cardinality(e.worker_ids)`.as("peopleCount"),
        sql<string | null>`e.payload #>> '{meeting,held_on}'`.as("heldOn"),
        sql<string | null>`e.payload #>> '{meeting,attendance}'`.as("attendance"),
      ]);
    if (workerId) query = query.where(sql<boolean>`e.worker_ids @> array[${workerId}]::uuid[]`);
    const rows = await query.execute();
    const entries = rows.map(({ heldOn, attendance, ...row }) => ({
      ...row,
      meeting:
        row.kind === "meeting_removal" && heldOn
          ? { heldOn, isAppointment: attendance === "expected" }
          : null,
    }));
    return { entries, person };
  },
});

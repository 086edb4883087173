import type { UndoEntry } from "@essaim/database/schema";
import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";

export type UndoKind = UndoEntry["kind"];

/** Something that was taken away or merged, and can still be undone. */
export type Undoable = {
  id: string;
  kind: UndoKind;
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

const PER_PAGE = 100;

/**
 * What can still be undone, the latest first.
 * @param input.workerId only what concerns one person
 */
export const listUndoable = defineQuery({
  name: "listUndoable",
  permission: "meeting:write",
  input: z.object({ workerId: z.uuid().optional() }),
  run: async ({ db, input }): Promise<Undoable[]> => {
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
      .limit(PER_PAGE)
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
        sql<number>`cardinality(e.worker_ids)`.as("peopleCount"),
        sql<string | null>`e.payload #>> '{meeting,held_on}'`.as("heldOn"),
        sql<string | null>`e.payload #>> '{meeting,attendance}'`.as("attendance"),
      ]);
    const { workerId } = input;
    if (workerId) query = query.where(sql<boolean>`e.worker_ids @> array[${workerId}]::uuid[]`);
    const rows = await query.execute();
    return rows.map(({ heldOn, attendance, ...row }) => ({
      ...row,
      meeting:
        row.kind === "meeting_removal" && heldOn
          ? { heldOn, isAppointment: attendance === "expected" }
          : null,
    }));
  },
});

import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { clock } from "./clock.rules.ts";

/** A meeting booked and not told yet. */
export type ComingMeeting = {
  id: string;
  workerId: string;
  workerName: string;
  heldOn: string;
  startTime: string | null;
};

/**
 * One's own appointments that nobody has told, up to a day: the latest day first, each day in the order of its
 * hours.
 */
export const listMyAppointments = defineQuery({
  name: "listMyAppointments",
  permission: "meeting:read",
  input: z.object({ until: z.iso.date() }),
  run: async ({ db, actor, input }): Promise<ComingMeeting[]> => {
    const rows = await db
      .selectFrom("meeting as t")
      .innerJoin("worker as w", (join) =>
        join.onRef("w.organisation_id", "=", "t.organisation_id").onRef("w.id", "=", "t.worker_id"),
      )
      .where("t.coach_id", "=", actor.membershipId)
      .where("t.attendance", "=", "expected")
      .where("t.held_on", "<=", input.until)
      .where("w.anonymised_at", "is", null)
      .orderBy("t.held_on", "desc")
      .orderBy("t.start_time")
      .orderBy("t.id")
      .limit(12)
      .select(["t.id", "t.worker_id as workerId", "t.held_on as heldOn", "t.start_time"])
      .select(sql<string>`w.given_name || ' ' || w.family_name`.as("workerName"))
      .execute();
    return rows.map(({ start_time, ...row }) => ({
      ...row,
      startTime: start_time && clock(start_time),
    }));
  },
});

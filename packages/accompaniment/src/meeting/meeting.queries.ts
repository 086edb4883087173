import { defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { coachesOf } from "../worker/worker.queries.ts";
import { nextStepOf } from "../worker/worker.rules.ts";
import type { MeetingPlace } from "./meeting.schema.ts";

export type MeetingRecord = {
  id: string;
  version: number;
  workerId: string;
  workerName: string;
  coachId: string;
  coachName: string;
  heldOn: string;
  durationMinutes: number;
  place: MeetingPlace;
  summary: string;
  nextStep: string;
  nextStepOn: string | null;
  updatedAt: Date;
  updatedByName: string | null;
};

const byId = z.object({ id: z.uuid() });

/**
 * What a new meeting's form needs: whom it concerns, what was agreed the last time, who may hold it.
 * @throws NotFound when the organisation has no such person
 */
export const getNewMeetingForm = defineQuery({
  name: "getNewMeetingForm",
  permission: "meeting:write",
  input: z.object({ workerId: z.uuid() }),
  run: async ({ db, input }) => {
    const worker = await db
      .selectFrom("worker")
      .select(["id", "given_name as givenName", "family_name as familyName"])
      .where("id", "=", input.workerId)
      .executeTakeFirst();
    if (!worker) throw new NotFound("No such worker");
    const latest = await db
      .selectFrom("meeting as t")
      .leftJoin("plan_action as a", (join) =>
        join
          .onRef("a.organisation_id", "=", "t.organisation_id")
          .onRef("a.meeting_id", "=", "t.id"),
      )
      .select(["t.held_on as heldOn", "a.due_on as nextStepOn"])
      .select(sql<string>`coalesce(a.label, '')`.as("nextStep"))
      .where("t.worker_id", "=", input.workerId)
      .where("t.attendance", "=", "present")
      .orderBy("t.held_on", "desc")
      .orderBy("t.id", "desc")
      .limit(1)
      .executeTakeFirst();
    return {
      worker: { id: worker.id, name: `${worker.givenName} ${worker.familyName}` },
      lastMeetingOn: latest?.heldOn ?? null,
      agreed: latest ? nextStepOf([latest]) : null,
      coaches: await coachesOf(db),
    };
  },
});

/**
 * A meeting already recorded, to correct it.
 * @throws NotFound when the organisation has no such meeting
 */
export const getMeetingForm = defineQuery({
  name: "getMeetingForm",
  permission: "meeting:write",
  input: byId,
  run: async ({ db, input }) => {
    const meeting = await loadMeeting(db, input.id);
    return { meeting, coaches: await coachesOf(db, meeting.coachId) };
  },
});

/** One meeting with the names of those it concerns. Throws NotFound. */
export async function loadMeeting(db: Tx, id: string): Promise<MeetingRecord> {
  const row = await db
    .selectFrom("meeting as t")
    .innerJoin("worker as w", (join) =>
      join.onRef("w.organisation_id", "=", "t.organisation_id").onRef("w.id", "=", "t.worker_id"),
    )
    .innerJoin("membership as m", (join) =>
      join.onRef("m.organisation_id", "=", "t.organisation_id").onRef("m.id", "=", "t.coach_id"),
    )
    .innerJoin("user_account as u", "u.id", "m.user_id")
    .leftJoin("plan_action as a", (join) =>
      join.onRef("a.organisation_id", "=", "t.organisation_id").onRef("a.meeting_id", "=", "t.id"),
    )
    .leftJoin("membership as em", (join) =>
      join
        .onRef("em.organisation_id", "=", "t.organisation_id")
        .onRef("em.id", "=", "t.updated_by"),
    )
    .leftJoin("user_account as eu", "eu.id", "em.user_id")
    .where("t.id", "=", id)
    .select([
      "t.id",
      "t.version",
      "t.worker_id as workerId",
      "w.given_name as givenName",
      "w.family_name as familyName",
      "t.coach_id as coachId",
      "u.full_name as coachName",
      "t.held_on as heldOn",
      "t.duration_minutes as durationMinutes",
      "t.place",
      "t.summary",
      sql<string>`coalesce(a.label, '')`.as("nextStep"),
      "a.due_on as nextStepOn",
      "t.updated_at as updatedAt",
      "eu.full_name as updatedByName",
    ])
    .executeTakeFirst();
  if (!row) throw new NotFound("No such meeting");
  const { givenName, familyName, ...meeting } = row;
  return { ...meeting, workerName: `${givenName} ${familyName}` };
}

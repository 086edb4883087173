import { daysAfter, today } from "@essaim/database/today";
import { defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { offeredValues } from "../list/value-list.queries.ts";
import type { NextStep } from "../worker/person-story-lines.queries.ts";
import { coachesOf } from "../worker/worker.queries.ts";
import type { Attendance } from "./attendance.schema.ts";
import { clock } from "./clock.rules.ts";
import type { MeetingPlace } from "./meeting.schema.ts";

export type MeetingRecord = {
  id: string;
  version: number;
  workerId: string;
  workerName: string;
  coachId: string;
  coachName: string;
  attendance: Attendance;
  heldOn: string;
  /** `14:30`, in Paris; null when nobody said. */
  startTime: string | null;
  durationMinutes: number;
  place: MeetingPlace;
  placeDetail: string;
  themes: { id: string; label: string }[];
  summary: string;
  nextStep: string;
  nextStepOn: string | null;
  /** What became of the next step. */
  nextStepState: NextStep["state"];
  /** That of whoever reads. */
  privateNote: string;
  updatedAt: Date;
  updatedByName: string | null;
};

/** A private note, to whoever may read it. */
export type PrivateNote = { authorName: string; isMine: boolean; text: string; updatedAt: Date };

export type OpenAction = { id: string; label: string; dueOn: string | null };

export type Appointment = { id: string; heldOn: string; startTime: string | null };

/** Days during which an appointment that nobody told is offered when minutes are written. */
const UNTOLD_DAYS = 14;

const byWorker = z.object({ workerId: z.uuid() });

/**
 * What a new meeting's form needs: whom it concerns, what is still to be done, who may hold it, where it most likely
 * takes place. `untold` is the appointment that these minutes are probably of.
 * @throws NotFound when the organisation has no such person, or their file is erased
 */
export const getNewMeetingForm = defineQuery({
  name: "getNewMeetingForm",
  permission: "meeting:write",
  input: byWorker,
  run: async ({ db, actor, input: { workerId } }) => {
    const day = today();
    const untold = await appointments(db, workerId)
      .where("held_on", "<=", day)
      .where("held_on", ">=", daysAfter(day, -UNTOLD_DAYS))
      // A colleague's of another day is theirs to tell.
      .where(({ or, eb }) => or([eb("coach_id", "=", actor.membershipId), eb("held_on", "=", day)]))
      .orderBy(({ eb }) => eb("coach_id", "=", actor.membershipId), "desc")
      .orderBy("held_on", "desc")
      .orderBy("start_time")
      .executeTakeFirst();
    const latest = await latestHeld(db).where("worker_id", "=", workerId).executeTakeFirst();
    // With somebody new, where the coach met somebody else last; not at this person's home, which nobody presumes.
    const usual =
      latest ??
      (await latestHeld(db)
        .where("coach_id", "=", actor.membershipId)
        .where("place", "<>", "home")
        .executeTakeFirst());
    return {
      worker: await meetable(db, workerId),
      lastMeetingOn: latest?.heldOn ?? null,
      usualPlace: (usual?.place ?? null) as MeetingPlace | null,
      untold: untold ? asAppointment(untold) : null,
      ...(await aroundMeeting(db, workerId, null)),
      coaches: await coachesOf(db),
      themes: (await offeredValues(db, ["meeting_theme"])).meeting_theme,
    };
  },
});

/**
 * With whom the meeting was: whose file its page opens.
 * @throws NotFound when the organisation has no such meeting
 */
export const findMeetingWorker = defineQuery({
  name: "findMeetingWorker",
  permission: "meeting:read",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }) => {
    const meeting = await db
      .selectFrom("meeting")
      .where("id", "=", input.id)
      .select(["worker_id as workerId", "attendance"])
      .executeTakeFirst();
    if (!meeting) throw new NotFound("No such meeting");
    return meeting;
  },
});

/**
 * A meeting, told or to come, with what its forms need: the actions still open (that of this meeting aside), the
 * appointment that follows, the notes that whoever reads may read.
 * @throws NotFound when the organisation has no such meeting
 */
export const getMeeting = defineQuery({
  name: "getMeeting",
  permission: "meeting:read",
  looksAt: { subject: "worker", id: (input) => input.workerId },
  input: byWorker.extend({ id: z.uuid() }),
  run: async ({ db, actor, input }) => {
    const meeting = await loadMeeting(db, input.id, actor.membershipId);
    if (meeting.workerId !== input.workerId) throw new NotFound("No such meeting of this person");
    return {
      meeting,
      notes: await notesOf(db, input.id, actor.membershipId),
      ...(await aroundMeeting(db, meeting.workerId, meeting)),
      coaches: await coachesOf(db, meeting.coachId),
      themes: (
        await offeredValues(
          db,
          ["meeting_theme"],
          meeting.themes.map((theme) => theme.id),
        )
      ).meeting_theme,
    };
  },
});

/** A person who may be met: their file is not erased. Throws NotFound. */
async function meetable(db: Tx, workerId: string): Promise<{ id: string; name: string }> {
  const worker = await db
    .selectFrom("worker")
    .where("id", "=", workerId)
    .where("anonymised_at", "is", null)
    .select(["id", sql<string>`given_name || ' ' || family_name`.as("name")])
    .executeTakeFirst();
  if (!worker) throw new NotFound("No such worker");
  return worker;
}

/** What is still to be done with a person, and the next appointment booked. */
async function aroundMeeting(
  db: Tx,
  workerId: string,
  meeting: { id: string } | null,
): Promise<{ openActions: OpenAction[]; nextMeeting: Appointment | null }> {
  let actions = db
    .selectFrom("plan_action")
    .where("worker_id", "=", workerId)
    .where("done_on", "is", null)
    .where("dropped_on", "is", null)
    .select(["id", "label", "due_on as dueOn"])
    .orderBy("due_on", (by) => by.asc().nullsLast())
    .orderBy("id")
    .limit(20);
  let next = appointments(db, workerId).where("held_on", ">=", today());
  if (meeting) {
    actions = actions.where(({ or, eb }) =>
      or([eb("meeting_id", "is", null), eb("meeting_id", "<>", meeting.id)]),
    );
    next = next.where("id", "<>", meeting.id);
  }
  const following = await next.orderBy("held_on").orderBy("start_time").executeTakeFirst();
  return {
    openActions: await actions.execute(),
    nextMeeting: following ? asAppointment(following) : null,
  };
}

/** Meetings that took place, the latest first. */
function latestHeld(db: Tx) {
  return db
    .selectFrom("meeting")
    .where("attendance", "=", "present")
    .select(["held_on as heldOn", "place"])
    .orderBy("held_on", "desc")
    .orderBy("id", "desc")
    .limit(1);
}

function appointments(db: Tx, workerId: string) {
  return db
    .selectFrom("meeting")
    .where("worker_id", "=", workerId)
    .where("attendance", "=", "expected")
    .select(["id", "held_on", "start_time"]);
}

const asAppointment = (row: {
  id: string;
  held_on: string;
  start_time: string | null;
}): Appointment => ({
  id: row.id,
  heldOn: row.held_on,
  startTime: row.start_time && clock(row.start_time),
});

/** Row level security keeps the others' away from whoever may not read them. */
async function notesOf(db: Tx, meetingId: string, me: string): Promise<PrivateNote[]> {
  const rows = await db
    .selectFrom("meeting_private_note as n")
    .innerJoin("membership as m", (join) =>
      join.onRef("m.organisation_id", "=", "n.organisation_id").onRef("m.id", "=", "n.author_id"),
    )
    .innerJoin("user_account as u", "u.id", "m.user_id")
    .where("n.meeting_id", "=", meetingId)
    .orderBy("n.updated_at")
    .select(["n.author_id", "u.full_name as authorName", "n.text", "n.updated_at as updatedAt"])
    .execute();
  return rows.map(({ author_id, ...note }) => ({ ...note, isMine: author_id === me }));
}

/**
 * One meeting with the names of those it concerns.
 * @param me whose private note comes along
 * @throws NotFound when the organisation has no such meeting
 */
export async function loadMeeting(db: Tx, id: string, me: string): Promise<MeetingRecord> {
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
    .leftJoin("meeting_private_note as n", (join) =>
      join
        .onRef("n.organisation_id", "=", "t.organisation_id")
        .onRef("n.meeting_id", "=", "t.id")
        .on("n.author_id", "=", me),
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
      sql<string>`w.given_name || ' ' || w.family_name`.as("workerName"),
      "t.coach_id as coachId",
      "u.full_name as coachName",
      "t.attendance",
      "t.held_on as heldOn",
      "t.start_time as startTime",
      "t.duration_minutes as durationMinutes",
      "t.place",
      "t.place_detail as placeDetail",
      "t.summary",
      sql<string>`coalesce(a.label, '')`.as("nextStep"),
      "a.due_on as nextStepOn",
      sql<NextStep["state"]>`case when a.done_on is not null then 'done'
        when a.dropped_on is not null then 'dropped' else 'open' end`.as("nextStepState"),
      sql<string>`coalesce(n.text, '')`.as("privateNote"),
      "t.updated_at as updatedAt",
      "eu.full_name as updatedByName",
    ])
    .executeTakeFirst();
  if (!row) throw new NotFound("No such meeting");
  const themes = await db
    .selectFrom("meeting_theme as mt")
    .innerJoin("list_value as v", (join) =>
      join.onRef("v.organisation_id", "=", "mt.organisation_id").onRef("v.id", "=", "mt.value_id"),
    )
    .where("mt.meeting_id", "=", id)
    .select(["v.id", "v.label"])
    .orderBy("v.position")
    .orderBy("v.id")
    .execute();
  return { ...row, startTime: row.startTime && clock(row.startTime), themes };
}

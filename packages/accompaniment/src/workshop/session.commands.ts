import { enqueueJob } from "@essaim/database/job";
import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { today } from "@essaim/database/today";
import type { MemberActor } from "@essaim/identity/actor";
import { NotFound, type Refusal, type Tx } from "@essaim/identity/operation";
import type { z } from "zod";
import type { Attendance } from "../meeting/attendance.schema.ts";
import type { recordAttendanceSchema, sessionFields } from "./workshop.schema.ts";

// What becomes of a group session, a workshop or an event: each reads its own through `load`.

/** What is said of every group session. */
export type SessionInput = {
  [Field in keyof typeof sessionFields]: z.output<(typeof sessionFields)[Field]>;
};

type Target = { id: string; version: number };
type Load<R> = (db: Tx, id: string) => Promise<R>;

/** The columns that every group session fills. */
export const sessionColumns = (input: SessionInput) => ({
  title: input.title,
  description: input.description,
  coach_id: input.coachId,
  held_on: input.heldOn,
  start_time: input.startTime,
  duration_minutes: input.durationMinutes,
  place: input.place,
  place_detail: input.placeDetail,
  capacity: input.capacity,
  is_public: input.isPublic,
});

type Placed = Pick<SessionInput, "heldOn" | "startTime" | "place" | "placeDetail">;

/** Tells by mail those who registered by themselves, when the day, hour or place of a session has changed. */
export async function tellIfMoved(
  db: Tx,
  actor: MemberActor,
  current: Placed & { id: string; cancelledAt: Date | null },
  input: Placed,
): Promise<void> {
  const hasMoved = (["heldOn", "startTime", "place", "placeDetail"] as const).some(
    (field) => input[field] !== current[field],
  );
  if (hasMoved && !current.cancelledAt) await tellChange(db, actor, current.id);
}

const tellChange = (db: Tx, actor: MemberActor, workshopId: string) =>
  enqueueJob(db, actor, "tell_workshop_change", { workshopId });

/**
 * Cancels a session, or takes back its cancellation; those who registered by themselves are told by mail. What is so
 * already stays so.
 */
export async function setCancelled<R extends { cancelledAt: Date | null }>(
  db: Tx,
  actor: MemberActor,
  target: Target,
  isCancelled: boolean,
  load: Load<R>,
): Promise<Saved | Conflict<R>> {
  const held = await holdRecord(db, "workshop", target, load);
  if (!held.ok) return held;
  if ((held.current.cancelledAt !== null) !== isCancelled) {
    await db
      .updateTable("workshop")
      .set({ cancelled_at: isCancelled ? new Date() : null })
      .where("id", "=", target.id)
      .execute();
    await tellChange(db, actor, target.id);
  }
  return { ok: true, id: target.id };
}

/**
 * Notes who was at a session, all at once, and its minutes; if nobody told it since the form was made. Whoever
 * registered meanwhile stays as they are. Before the day, only excuses can be told.
 */
export async function noteAttendance<R extends { heldOn: string }>(
  db: Tx,
  input: Omit<z.output<typeof recordAttendanceSchema>, "draftForm">,
  load: Load<R>,
): Promise<Saved | Refusal<"not_yet"> | Conflict<R>> {
  const { workshopId: id, version } = input;
  const held = await holdRecord(db, "workshop", { id, version }, load);
  if (!held.ok) return held;
  const tooEarly = input.attendances.some(({ attendance }) =>
    (["present", "absent"] as Attendance[]).includes(attendance),
  );
  if (tooEarly && held.current.heldOn > today()) return { ok: false, reason: "not_yet" };
  // Whatever is told, the version moves on: somebody else's form is no longer the latest.
  await db
    .updateTable("workshop")
    .set({ minutes: input.minutes })
    .where("id", "=", input.workshopId)
    .execute();
  for (const [attendance, ids] of byAttendance(input.attendances)) {
    await db
      .updateTable("participant")
      .set({ attendance })
      .where("workshop_id", "=", input.workshopId)
      .where("cancelled_at", "is", null)
      .where("id", "in", ids)
      .execute();
  }
  return { ok: true, id: input.workshopId };
}

function byAttendance(
  told: readonly { participantId: string; attendance: Attendance }[],
): Map<Attendance, string[]> {
  const ids = new Map<Attendance, string[]>();
  for (const { participantId, attendance } of told) {
    ids.set(attendance, [...(ids.get(attendance) ?? []), participantId]);
  }
  return ids;
}

/**
 * Expects somebody no longer. What was told of a session that took place stays.
 * @throws NotFound when there is no such registration
 */
export async function withdraw(db: Tx, id: string): Promise<Saved | Refusal<"already_told">> {
  const participant = await db
    .selectFrom("participant")
    .where("id", "=", id)
    .select("attendance")
    .forUpdate()
    .executeTakeFirst();
  if (!participant) throw new NotFound("No such participant");
  if (participant.attendance === "present" || participant.attendance === "absent") {
    return { ok: false, reason: "already_told" };
  }
  await db
    .updateTable("participant")
    .set({ cancelled_at: new Date() })
    .where("id", "=", id)
    .where("cancelled_at", "is", null)
    .execute();
  return { ok: true, id };
}

/** Held until the end, so that the last place goes to one person only. Throws NotFound. */
export async function holdWorkshop(db: Tx, id: string): Promise<void> {
  const held = await db
    .selectFrom("workshop")
    .where("id", "=", id)
    .select("id")
    .forUpdate()
    .executeTakeFirst();
  if (!held) throw new NotFound("No such workshop");
}

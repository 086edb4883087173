import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { today } from "@essaim/database/today";
import { defineCommand, NotFound, type Refusal, type Tx } from "@essaim/identity/operation";
import { z } from "zod";
import { holdFile } from "../worker/living-worker.ts";
import { loadMentorship, type MentorshipRecord, suggestMentors } from "./mentoring.queries.ts";
import { begunOn, mentorshipState } from "./mentoring.rules.ts";
import {
  answerSchema,
  declineSchema,
  endSchema,
  type MentoringRefusal,
  type OfferKind,
  offerMentoringSchema,
  sessionSchema,
} from "./mentoring.schema.ts";

type Step = Saved | Refusal<MentoringRefusal> | Conflict<MentorshipRecord>;

const refuse = (reason: MentoringRefusal): Refusal<MentoringRefusal> => ({ ok: false, reason });

/** Notes one thing that an experienced person can pass on. @throws NotFound for an unknown person */
export const offerMentoring = defineCommand({
  name: "offerMentoring",
  permission: "mentoring:write",
  subject: "worker",
  input: offerMentoringSchema,
  run: async ({ db, actor, input }): Promise<Saved | Refusal<MentoringRefusal>> => {
    if (!(await holdFile(db, input.workerId))) return refuse("gone");
    const thing = await columnsOf(db, input.thing);
    if (!thing) return refuse("thing_unknown");
    let twice = db
      .selectFrom("mentor_offer")
      .where("worker_id", "=", input.workerId)
      .where("ended_on", "is", null)
      .select("id");
    for (const [column, value] of Object.entries(thing)) {
      twice = twice.where(column as "value_id", "=", value);
    }
    if (await twice.executeTakeFirst()) return refuse("already_offered");
    await db
      .insertInto("mentor_offer")
      .values({
        organisation_id: actor.organisationId,
        worker_id: input.workerId,
        offered_on: today(),
        note: input.note,
        ...thing,
      })
      .execute();
    return { ok: true, id: input.workerId };
  },
});

/** An offer that no longer stands; what it led to remains. @throws NotFound */
export const endOffer = defineCommand({
  name: "endOffer",
  permission: "mentoring:write",
  subject: "worker",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }): Promise<Saved> => {
    const ended = await db
      .updateTable("mentor_offer")
      .set({ ended_on: today() })
      .where("id", "=", input.id)
      .where("ended_on", "is", null)
      .returning("worker_id")
      .executeTakeFirst();
    if (!ended) throw new NotFound(`No open offer ${input.id}`);
    return { ok: true, id: ended.worker_id };
  },
});

/** Proposes a mentor to a novice, keeping the reasons of the rank as they are today. @throws NotFound */
export const proposeMentorship = defineCommand({
  name: "proposeMentorship",
  permission: "mentoring:write",
  subject: "mentorship",
  input: z.object({ mentorId: z.uuid(), noviceId: z.uuid() }),
  run: async ({ db, actor, input }): Promise<Saved | Refusal<MentoringRefusal>> => {
    const { mentorId, noviceId } = input;
    if (mentorId === noviceId) return refuse("same_person");
    // Held until the end: two coaches who propose the same pair at once make one proposal.
    const both = await db
      .selectFrom("worker")
      .where("id", "in", [noviceId, mentorId])
      .orderBy("id")
      .select("anonymised_at")
      .forUpdate()
      .execute();
    if (both.length !== 2) throw new NotFound("No such worker");
    if (both.some((one) => one.anonymised_at !== null)) return refuse("gone");
    const together = await db
      .selectFrom("mentorship")
      .where("mentor_id", "=", mentorId)
      .where("novice_id", "=", noviceId)
      .where("declined_on", "is", null)
      .where("ended_on", "is", null)
      .select("id")
      .executeTakeFirst();
    if (together) return refuse("already_together");
    const suggestion = (await suggestMentors(db, noviceId)).find((one) => one.id === mentorId);
    if (!suggestion) return refuse("not_a_mentor");
    const { id } = await db
      .insertInto("mentorship")
      .values({
        organisation_id: actor.organisationId,
        mentor_id: mentorId,
        novice_id: noviceId,
        proposed_on: today(),
        proposed_by: actor.membershipId,
        updated_by: actor.membershipId,
        reasons: suggestion.reasons.join("\u202f; ").slice(0, 1000),
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return { ok: true, id };
  },
});

/** Notes that one of the two accepts. @throws NotFound */
export const acceptMentorship = defineCommand({
  name: "acceptMentorship",
  permission: "mentoring:write",
  subject: "mentorship",
  input: answerSchema,
  run: async ({ db, input }): Promise<Step> => {
    const held = await holdRecord(db, "mentorship", input, loadMentorship);
    if (!held.ok) return held;
    const { current } = held;
    const already = input.by === "mentor" ? current.mentorAcceptedOn : current.noviceAcceptedOn;
    if (mentorshipState(current) !== "proposed" || already) return refuse("not_so");
    if (input.on < current.proposedOn) return refuse("before_proposed");
    const column = input.by === "mentor" ? "mentor_accepted_on" : "novice_accepted_on";
    await db
      .updateTable("mentorship")
      .set({ [column]: input.on })
      .where("id", "=", input.id)
      .execute();
    return { ok: true, id: input.id };
  },
});

/** Notes which of the two declines. @throws NotFound */
export const declineMentorship = defineCommand({
  name: "declineMentorship",
  permission: "mentoring:write",
  subject: "mentorship",
  input: declineSchema,
  run: async ({ db, input }): Promise<Step> => {
    const held = await holdRecord(db, "mentorship", input, loadMentorship);
    if (!held.ok) return held;
    if (mentorshipState(held.current) !== "proposed") return refuse("not_so");
    await db
      .updateTable("mentorship")
      .set({ declined_on: today(), declined_by_mentor: input.by === "mentor" })
      .where("id", "=", input.id)
      .execute();
    return { ok: true, id: input.id };
  },
});

/** Logs a session held once both had accepted. @throws NotFound */
export const recordMentorshipSession = defineCommand({
  name: "recordMentorshipSession",
  permission: "mentoring:write",
  subject: "mentorship",
  input: sessionSchema,
  run: async ({ db, actor, input }): Promise<Saved | Refusal<MentoringRefusal>> => {
    // Held until the end: it may be ending, or an erasure may end it.
    await db
      .selectFrom("mentorship")
      .where("id", "=", input.mentorshipId)
      .select("id")
      .forUpdate()
      .execute();
    const mentorship = await loadMentorship(db, input.mentorshipId);
    const begun = begunOn(mentorship);
    if (mentorshipState(mentorship) !== "active" || !begun) return refuse("not_so");
    if (input.heldOn < begun) return refuse("before_begun");
    await db
      .insertInto("mentorship_session")
      .values({
        organisation_id: actor.organisationId,
        mentorship_id: input.mentorshipId,
        held_on: input.heldOn,
        duration_minutes: input.durationMinutes,
        summary: input.summary,
      })
      .execute();
    return { ok: true, id: input.mentorshipId };
  },
});

/** Takes back a session logged by mistake. @throws NotFound */
export const removeMentorshipSession = defineCommand({
  name: "removeMentorshipSession",
  permission: "mentoring:write",
  subject: "mentorship",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }): Promise<Saved> => {
    const removed = await db
      .deleteFrom("mentorship_session")
      .where("id", "=", input.id)
      .returning("mentorship_id")
      .executeTakeFirst();
    if (!removed) throw new NotFound(`No session ${input.id}`);
    return { ok: true, id: removed.mentorship_id };
  },
});

/** Ends a mentorship with what each gained. @throws NotFound */
export const endMentorship = defineCommand({
  name: "endMentorship",
  permission: "mentoring:write",
  subject: "mentorship",
  input: endSchema,
  run: async ({ db, input }): Promise<Step> => {
    const held = await holdRecord(db, "mentorship", input, loadMentorship);
    if (!held.ok) return held;
    const begun = begunOn(held.current);
    if (mentorshipState(held.current) !== "active" || !begun) return refuse("not_so");
    const latest = [begun, ...held.current.sessions.map((session) => session.heldOn)].sort().at(-1);
    if (input.endedOn < (latest ?? "")) return refuse("ends_before_begun");
    await db
      .updateTable("mentorship")
      .set({
        ended_on: input.endedOn,
        mentor_gain: input.mentorGain,
        novice_gain: input.noviceGain,
      })
      .where("id", "=", input.id)
      .execute();
    return { ok: true, id: input.id };
  },
});

type Thing = {
  open_resource_id?: string;
  activity_id?: string;
  commune_code?: string;
  list_key?: "language" | "work_platform" | "skill";
  value_id?: string;
};

/** The columns that name the thing offered, or null when the organisation knows no such thing. */
async function columnsOf(
  db: Tx,
  { kind, id }: { kind: OfferKind; id: string },
): Promise<Thing | null> {
  if (kind === "commune") {
    const commune = await db
      .selectFrom("commune")
      .where("code", "=", id)
      .select("code")
      .executeTakeFirst();
    return commune ? { commune_code: id } : null;
  }
  if (!z.uuid().safeParse(id).success) return null;
  if (kind === "resource" || kind === "activity") {
    const table = kind === "resource" ? "open_resource" : "activity";
    const known = await db.selectFrom(table).where("id", "=", id).select("id").executeTakeFirst();
    if (!known) return null;
    return kind === "resource" ? { open_resource_id: id } : { activity_id: id };
  }
  const value = await db
    .selectFrom("list_value")
    .where("list_key", "=", kind)
    .where("id", "=", id)
    .select("id")
    .executeTakeFirst();
  return value ? { list_key: kind, value_id: id } : null;
}

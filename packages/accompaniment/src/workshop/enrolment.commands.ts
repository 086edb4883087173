import type { Saved } from "@essaim/database/record";
import type { MemberActor } from "@essaim/identity/actor";
import { defineCommand, type Refusal, type Tx } from "@essaim/identity/operation";
import { z } from "zod";
import { holdLivingFiles } from "../worker/living-worker.ts";
import { holdWorkshop, withdraw } from "./session.commands.ts";
import { loadWorkshop, participantsOf } from "./workshop.queries.ts";
import { placesLeft, placesTaken } from "./workshop.rules.ts";
import { enrolInWorkshopSchema, enrolWorkersSchema } from "./workshop.schema.ts";

/** Not everybody fits: how many places are left. */
export type Full = { ok: false; reason: "full"; left: number };

type Enrolment = (Saved & { enrolled: number }) | Full | Refusal<"cancelled">;

/**
 * Expects people at a session, all of them or nobody. Those who are expected already stay so. A session of the
 * past takes people too: somebody came without a word.
 * @throws NotFound when the organisation has no such session, or not these people
 */
export const enrolWorkers = defineCommand({
  name: "enrolWorkers",
  permission: "meeting:write",
  subject: "workshop",
  input: enrolWorkersSchema,
  run: ({ db, actor, input }) => enrol(db, actor, input.workshopId, input.workerIds),
});

/**
 * Expects one person at a session, from their own page.
 * @throws NotFound when the organisation has no such session, or no such person
 */
export const enrolInWorkshop = defineCommand({
  name: "enrolInWorkshop",
  permission: "meeting:write",
  subject: "workshop",
  input: enrolInWorkshopSchema,
  run: ({ db, actor, input }) => enrol(db, actor, input.workshopId, [input.workerId]),
});

async function enrol(
  db: Tx,
  actor: MemberActor,
  workshopId: string,
  workerIds: readonly string[],
): Promise<Enrolment> {
  await holdWorkshop(db, workshopId);
  const workshop = await loadWorkshop(db, workshopId);
  if (workshop.cancelledAt) return { ok: false, reason: "cancelled" };
  await holdLivingFiles(db, workerIds);
  const participants = await participantsOf(db, workshopId);
  const there = new Set(participants.map((one) => one.workerId));
  const fresh = workerIds.filter((id) => !there.has(id));
  const left = placesLeft(workshop.capacity, placesTaken(participants));
  if (fresh.length > left) return { ok: false, reason: "full", left };
  if (fresh.length > 0) {
    await db
      .insertInto("participant")
      .values(
        fresh.map((worker_id) => ({
          organisation_id: actor.organisationId,
          workshop_id: workshopId,
          worker_id,
        })),
      )
      // Somebody who had cancelled, and comes after all.
      .onConflict((conflict) =>
        conflict
          .columns(["organisation_id", "workshop_id", "worker_id"])
          .doUpdateSet({ cancelled_at: null, attendance: "expected" }),
      )
      .execute();
  }
  return { ok: true, id: workshopId, enrolled: fresh.length };
}

/**
 * Expects somebody no longer. What was told of a session that took place stays.
 * @throws NotFound when the organisation has no such registration
 */
export const withdrawParticipant = defineCommand({
  name: "withdrawParticipant",
  permission: "meeting:write",
  subject: "participant",
  input: z.object({ id: z.uuid() }),
  run: ({ db, input }) => withdraw(db, input.id),
});

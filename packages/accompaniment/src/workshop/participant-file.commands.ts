import type { Saved } from "@essaim/database/record";
import { defineCommand, NotFound, type Refusal, type Tx } from "@essaim/identity/operation";
import { z } from "zod";
import { holdLivingWorker } from "../worker/living-worker.ts";
import { createWorker } from "../worker/worker.commands.ts";
import { workerSchema } from "../worker/worker.schema.ts";
import { workshopKinds } from "./workshop.schema.ts";

/** What is asked to open the file of somebody who registered by themselves. */
export const participantFileSchema = workerSchema.pick({
  kind: true,
  supportedFrom: true,
  coachId: true,
});

/**
 * Opens the file of somebody who registered by themselves, with what they said of themselves, and ties it to
 * their registration. Whoever asks has looked at the files alike.
 * @throws NotFound when the organisation has no such registration
 */
export const openParticipantFile = defineCommand({
  name: "openParticipantFile",
  permission: "worker:write",
  subject: "worker",
  input: participantFileSchema.extend({ participantId: z.uuid() }),
  run: async ({
    db,
    actor,
    input: { participantId, ...asked },
  }): Promise<Saved | Refusal<"coach_unknown">> => {
    const participant = await outside(db, participantId);
    const input = workerSchema.parse({
      givenName: participant.given_name,
      familyName: participant.family_name,
      email: participant.email ?? undefined,
      phone: participant.phone ?? undefined,
      kind: asked.kind,
      supportedFrom: asked.supportedFrom,
      coachId: asked.coachId ?? undefined,
      somebodyElse: "oui",
    });
    const outcome = await createWorker.run({ db, actor, input });
    if (!outcome.ok) {
      if (outcome.reason === "coach_unknown") return { ok: false, reason: "coach_unknown" };
      throw new Error(`A file that says so little was refused: ${outcome.reason}`);
    }
    await tie(db, participantId, outcome.id);
    return { ok: true, id: outcome.id };
  },
});

/**
 * Ties a registration to a file that exists already. Refuses a person who is expected there already.
 * @throws NotFound when the organisation has no such registration, or no such person
 */
export const linkParticipant = defineCommand({
  name: "linkParticipant",
  permission: "meeting:write",
  subject: "participant",
  input: z.object({ participantId: z.uuid(), workerId: z.uuid() }),
  run: async ({ db, input }): Promise<Saved | Refusal<"already_expected">> => {
    const participant = await outside(db, input.participantId);
    if (!(await holdLivingWorker(db, input.workerId))) throw new NotFound("No such worker");
    const there = await db
      .selectFrom("participant")
      .where("workshop_id", "=", participant.workshop_id)
      .where("worker_id", "=", input.workerId)
      .select("id")
      .executeTakeFirst();
    if (there) return { ok: false, reason: "already_expected" };
    await tie(db, input.participantId, input.workerId);
    return { ok: true, id: input.participantId };
  },
});

async function outside(db: Tx, id: string) {
  const participant = await db
    .selectFrom("participant")
    .where("id", "=", id)
    .where("worker_id", "is", null)
    .where("given_name", "is not", null)
    // Who comes to an event has no file.
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("workshop as s")
          .whereRef("s.organisation_id", "=", "participant.organisation_id")
          .whereRef("s.id", "=", "participant.workshop_id")
          .where("s.kind", "in", workshopKinds)
          .select("s.id"),
      ),
    )
    .selectAll()
    .forUpdate()
    .executeTakeFirst();
  if (!participant) throw new NotFound("No such participant");
  return participant;
}

/** The file says who they are from now on: nothing is kept twice. */
async function tie(db: Tx, participantId: string, workerId: string): Promise<void> {
  await db
    .updateTable("participant")
    .set({ worker_id: workerId, given_name: null, family_name: null, email: null, phone: null })
    .where("id", "=", participantId)
    .execute();
}

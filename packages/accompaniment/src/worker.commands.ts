import type { MemberActor } from "@essaim/identity/actor";
import { defineCommand, NotFound, type Refusal, type Tx } from "@essaim/identity/operation";
import { findCommune } from "@essaim/territory/commune.queries";
import { coachesOf, loadWorker, type WorkerRecord } from "./worker.queries.ts";
import { decideResidence, readNeighbourhoodChoice } from "./worker.rules.ts";
import {
  editWorkerSchema,
  type WorkerInput,
  type WorkerRefusal,
  workerSchema,
} from "./worker.schema.ts";

export type Saved = { ok: true; id: string };

/** Somebody else saved the record since the form was made. */
export type Conflict<Record> = {
  ok: false;
  reason: "conflict";
  current: Record;
  /** Null when the last writer is no longer known. */
  changedBy: string | null;
  changedAt: Date;
};

/**
 * Begins a person's file. Refuses a commune that is not known or not the neighbourhood's, and a coach
 * or a commons that the organisation does not have.
 */
export const createWorker = defineCommand({
  name: "createWorker",
  permission: "worker:write",
  subject: "worker",
  input: workerSchema,
  run: async ({ db, actor, input }): Promise<Saved | Refusal<WorkerRefusal>> => {
    const checked = await check(db, input, null);
    if (!checked.ok) return checked;
    const { id } = await db
      .insertInto("worker")
      .values({
        organisation_id: actor.organisationId,
        updated_by: actor.membershipId,
        ...checked.columns,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await relyOn(db, actor, id, input.resourceIds);
    return { ok: true, id };
  },
});

/**
 * Replaces what a person's file says, if it is still the version that the form was made from.
 * @throws NotFound when the organisation has no such person
 */
export const editWorker = defineCommand({
  name: "editWorker",
  permission: "worker:write",
  subject: "worker",
  input: editWorkerSchema,
  run: async ({
    db,
    actor,
    input,
  }): Promise<Saved | Refusal<WorkerRefusal> | Conflict<WorkerRecord>> => {
    const { id, version } = input;
    const before = await db
      .selectFrom("worker")
      .select("coach_id")
      .where("id", "=", id)
      .executeTakeFirst();
    if (!before) throw new NotFound("No such worker");
    const checked = await check(db, input, before.coach_id);
    if (!checked.ok) return checked;
    const updated = await db
      .updateTable("worker")
      .set(checked.columns)
      .where("id", "=", id)
      .where("version", "=", version)
      .returning("id")
      .executeTakeFirst();
    if (!updated) {
      const current = await loadWorker(db, id);
      const { updatedByName: changedBy, updatedAt: changedAt } = current;
      return { ok: false, reason: "conflict", current, changedBy, changedAt };
    }
    await relyOn(db, actor, id, input.resourceIds);
    return { ok: true, id };
  },
});

/** The columns of a worker that the input asks for, or why it cannot be so. */
async function check(db: Tx, input: WorkerInput, coachNow: string | null) {
  const commune = input.commune ? await findCommune(db, input.commune) : null;
  if (commune && !commune.ok) return refuse(commune.reason);
  const residence = decideResidence(
    input.neighbourhood,
    commune?.code ?? null,
    await communesOf(db, input.neighbourhood),
  );
  if (!residence.ok) return residence;
  const { coachId } = input;
  if (coachId && coachId !== coachNow) {
    const coaches = await coachesOf(db);
    if (!coaches.some((coach) => coach.id === coachId)) return refuse("coach_unknown");
  }
  if (input.resourceIds.length > 0) {
    const known = await db
      .selectFrom("open_resource")
      .select("id")
      .where("id", "in", input.resourceIds)
      .execute();
    if (known.length !== input.resourceIds.length) return refuse("resource_unknown");
  }
  return {
    ok: true as const,
    columns: {
      given_name: input.givenName,
      family_name: input.familyName,
      kind: input.kind,
      birth_year: input.birthYear,
      email: input.email,
      phone: input.phone,
      address_line: input.addressLine,
      postcode: input.postcode,
      commune_code: residence.communeCode,
      residence: residence.residence,
      neighbourhood_code: residence.neighbourhoodCode,
      support_origin: input.supportOrigin,
      supported_from: input.supportedFrom,
      supported_until: input.supportedUntil,
      coach_id: coachId,
    },
  };
}

function refuse(reason: WorkerRefusal): Refusal<WorkerRefusal> {
  return { ok: false, reason };
}

async function communesOf(db: Tx, choice: string): Promise<string[]> {
  const chosen = readNeighbourhoodChoice(choice);
  if (!chosen) return [];
  const rows = await db
    .selectFrom("neighbourhood_commune")
    .select("commune_code")
    .where("neighbourhood_code", "=", chosen.code)
    .orderBy("commune_code")
    .execute();
  return rows.map((row) => row.commune_code);
}

async function relyOn(db: Tx, actor: MemberActor, workerId: string, resourceIds: string[]) {
  let gone = db.deleteFrom("worker_resource").where("worker_id", "=", workerId);
  if (resourceIds.length > 0) gone = gone.where("open_resource_id", "not in", resourceIds);
  await gone.execute();
  if (resourceIds.length === 0) return;
  await db
    .insertInto("worker_resource")
    .values(
      resourceIds.map((id) => ({
        organisation_id: actor.organisationId,
        worker_id: workerId,
        open_resource_id: id,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

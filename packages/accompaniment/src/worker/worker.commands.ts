import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { defineCommand, NotFound, type Refusal, type Tx } from "@essaim/identity/operation";
import type { LaterHomes } from "../residence/residence.schema.ts";
import { choiceOf, tellHome } from "../residence/tell-home.commands.ts";
import { filesLike, type LikelySame } from "./duplicate.queries.ts";
import { residenceOf } from "./place.queries.ts";
import { coachesOf, loadWorker, type WorkerRecord } from "./worker.queries.ts";
import {
  editWorkerSchema,
  type WorkerInput,
  type WorkerRefusal,
  workerSchema,
} from "./worker.schema.ts";
import { workerInWords } from "./worker.words.ts";
import { writeWorkerChange } from "./worker-change.commands.ts";
import { changesBetween } from "./worker-change.rules.ts";
import { isSensitiveOpenTo } from "./worker-values.rules.ts";

/** Files that are likely the same person's; nothing is wrong with what was typed, but somebody must look. */
export type LikelyTwice = { ok: false; reason: "likely_twice"; likely: LikelySame[] };

/**
 * Begins a person's file, and their pathway as a candidate. Asks once more when a file already bears the same
 * name or almost, the same telephone or mail. Refuses a commune that is not known or not the neighbourhood's, and a coach whom the organisation does
 * not have.
 */
export const createWorker = defineCommand({
  name: "createWorker",
  permission: "worker:write",
  subject: "worker",
  isRunAgain: true,
  input: workerSchema,
  run: async ({ db, actor, input }): Promise<Saved | Refusal<WorkerRefusal> | LikelyTwice> => {
    const checked = await check(db, input, null);
    if (!checked.ok) return checked;
    const born = { birthOn: input.birth?.on ?? null, birthYear: input.birth?.year ?? null };
    const likely = input.somebodyElse ? [] : await filesLike(db, { ...input, ...born });
    if (likely.length > 0) return { ok: false, reason: "likely_twice", likely };
    const mine = { organisation_id: actor.organisationId, updated_by: actor.membershipId };
    const { id } = await db
      .insertInto("worker")
      .values({ ...mine, supported_from: input.supportedFrom, ...checked.columns })
      .returning("id")
      .executeTakeFirstOrThrow();
    await db
      .insertInto("stage")
      .values({ ...mine, worker_id: id, kind: "candidate", starts_on: input.supportedFrom })
      .execute();
    await tellHome(db, actor, id, input, checked.home, null);
    return { ok: true, id };
  },
});

/**
 * Replaces what a person's file says of their identity, contact and coach, if it is still the version that the
 * form was made from, and keeps what changed in the trail. Asks once more when the home would take the place of others
 * that begin later.
 * @throws NotFound when the organisation has no such person, or their file is anonymised
 */
export const editWorker = defineCommand({
  name: "editWorker",
  permission: "worker:write",
  subject: "worker",
  isRunAgain: true,
  input: editWorkerSchema,
  run: async ({
    db,
    actor,
    input: typed,
  }): Promise<Saved | Refusal<WorkerRefusal> | LaterHomes | Conflict<WorkerRecord>> => {
    const { id } = typed;
    const held = await holdRecord(db, "worker", typed, loadWorker);
    if (!held.ok) return held;
    if (held.current.isAnonymised) throw new NotFound("An anonymised file is not edited");
    const neighbourhood = await choiceOf(db, typed, held.current);
    const input = { ...typed, neighbourhood };
    const coachNow = held.current.coachId;
    // Whoever may read the sensitive answers says who reads them next (migration 018).
    if (input.coachId !== coachNow && !isSensitiveOpenTo(actor, coachNow))
      return refuse("coach_kept");
    const checked = await check(db, input, coachNow);
    if (!checked.ok) return checked;
    // First: the answers before it say another commune, which the file would follow.
    const home = await tellHome(db, actor, id, input, checked.home, held.current);
    if (!home.ok) return home;
    await db.updateTable("worker").set(checked.columns).where("id", "=", id).execute();
    const saved = await loadWorker(db, id);
    const changes = changesBetween(workerInWords(held.current), workerInWords(saved)).filter(
      // What an address says is no rectification: the answers have a history of their own.
      ({ field }) => field !== "Quartier" || home.isByHand,
    );
    await writeWorkerChange(db, actor, id, changes);
    return { ok: true, id };
  },
});

/** The columns of a worker that the input asks for, or why it cannot be so. */
async function check(db: Tx, input: WorkerInput, coachNow: string | null) {
  const residence = await residenceOf(db, input);
  if (!residence.ok) return residence;
  const { coachId } = input;
  if (coachId && coachId !== coachNow) {
    const coaches = await coachesOf(db);
    if (!coaches.some((coach) => coach.id === coachId)) return refuse("coach_unknown");
  }
  return {
    ok: true as const,
    home: residence,
    columns: {
      given_name: input.givenName,
      family_name: input.familyName,
      kind: input.kind,
      birth_on: input.birth?.on ?? null,
      birth_year: input.birth?.year ?? null,
      email: input.email,
      phone: input.phone,
      address_line: input.addressLine,
      postcode: input.postcode,
      commune_code: residence.communeCode,
      coach_id: coachId,
    },
  };
}

function refuse(reason: WorkerRefusal): Refusal<WorkerRefusal> {
  return { ok: false, reason };
}

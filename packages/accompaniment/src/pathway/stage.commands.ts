import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { today } from "@essaim/database/today";
import { defineCommand, NotFound, type Refusal, type Tx } from "@essaim/identity/operation";
import { offeredValues } from "../list/value-list.queries.ts";
import { loadStage, type StageRecord, stagesOf } from "./stage.queries.ts";
import { decidePathway, isCape, type Stage } from "./stage.rules.ts";
import {
  answersWanted,
  editStageSchema,
  recordStageSchema,
  removeStageSchema,
  type StageInput,
  type StageKind,
  UNKNOWN,
} from "./stage.schema.ts";
import { refusalOfEntry, refusalOfRemoval } from "./stage-refusal.rules.ts";

/** What is wrong with a stage, with the field concerned and what is said beside it. */
export type StageRefused = Refusal<"stage_refused"> & { field: string; message: string };

/**
 * Records a stage of a person's pathway, if the rules let it follow what comes before it and what comes after
 * it be so. An exit says why and where to, or that nobody knows. Contracts that it cuts short end with it.
 * @throws NotFound when the organisation has no such person
 */
export const recordStage = defineCommand({
  name: "recordStage",
  permission: "worker:write",
  subject: "stage",
  input: recordStageSchema,
  run: async ({ db, actor, input }): Promise<Saved | StageRefused> => {
    const { workerId, kind } = input;
    const held = await holdPathway(db, workerId);
    if (!held.ok) return held;
    const answers = await exitAnswers(db, kind, input, []);
    if (!answers.ok) return answers;
    const stage = { id: NEW, kind, ...datesOf(kind, input) };
    const stages = [...held.stages, stage];
    const decision = decidePathway(stages, today());
    if (!decision.ok) return refuse(refusalOfEntry(decision, stage, stages));
    const endsOn = decision.stages.find((one) => one.id === NEW)?.endsOn ?? null;
    const { id } = await db
      .insertInto("stage")
      .values({
        organisation_id: actor.organisationId,
        worker_id: workerId,
        kind,
        ...columns(stage, endsOn),
        ...answers.columns,
        note: input.note,
        updated_by: actor.membershipId,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await saveEnds(db, held.stages, decision.stages);
    return { ok: true, id };
  },
});

/**
 * Corrects a stage, if it is still the version that the form was made from and its pathway still holds.
 * @throws NotFound when the organisation has no such stage
 */
export const editStage = defineCommand({
  name: "editStage",
  permission: "worker:write",
  subject: "stage",
  input: editStageSchema,
  run: async ({ db, input }): Promise<Saved | StageRefused | Conflict<StageRecord>> => {
    const { id } = input;
    const pathway = await holdPathway(db, (await loadStage(db, id)).workerId);
    if (!pathway.ok) return pathway;
    const held = await holdRecord(db, "stage", input, loadStage);
    if (!held.ok) return held;
    const { kind, exitReason, exitDestination } = held.current;
    const answers = await exitAnswers(db, kind, input, [exitReason?.id, exitDestination?.id]);
    if (!answers.ok) return answers;
    const stage = { id, kind, ...datesOf(kind, input) };
    const stages = pathway.stages.map((one) => (one.id === id ? stage : one));
    const decision = decidePathway(stages, today());
    if (!decision.ok) return refuse(refusalOfEntry(decision, stage, stages));
    await saveEnds(
      db,
      pathway.stages.filter((one) => one.id !== id),
      decision.stages,
    );
    const endsOn = decision.stages.find((one) => one.id === id)?.endsOn ?? null;
    await db
      .updateTable("stage")
      .set({ ...columns(stage, endsOn), ...answers.columns, note: input.note })
      .where("id", "=", id)
      .execute();
    return { ok: true, id };
  },
});

/**
 * Takes a stage back, if its pathway holds without it: contracts that it cut short run again. Recording it again
 * undoes it.
 * @throws NotFound when the organisation has no such stage
 */
export const removeStage = defineCommand({
  name: "removeStage",
  permission: "worker:write",
  subject: "stage",
  input: removeStageSchema,
  run: async ({ db, input }): Promise<Saved | StageRefused | Conflict<StageRecord>> => {
    const { id } = input;
    const pathway = await holdPathway(db, (await loadStage(db, id)).workerId);
    if (!pathway.ok) return pathway;
    const held = await holdRecord(db, "stage", input, loadStage);
    if (!held.ok) return held;
    const rest = pathway.stages.filter((one) => one.id !== id);
    const decision = decidePathway(rest, today());
    if (!decision.ok) return refuse(refusalOfRemoval(decision, rest));
    await db.deleteFrom("stage").where("id", "=", id).execute();
    await saveEnds(db, rest, decision.stages);
    return { ok: true, id };
  },
});

/** The id of a stage that has none yet. */
const NEW = "";

/**
 * Holds a person's file still until the transaction ends, so that nobody else moves their pathway meanwhile,
 * and reads it. Throws NotFound.
 */
async function holdPathway(db: Tx, workerId: string) {
  const worker = await db
    .selectFrom("worker")
    .select("anonymised_at")
    .where("id", "=", workerId)
    .forUpdate()
    .executeTakeFirst();
  if (!worker) throw new NotFound("No such worker");
  if (worker.anonymised_at) {
    return refuse({
      field: "startsOn",
      message: "Cette fiche est anonymisée\u202f: son parcours ne change plus.",
    });
  }
  const stages = (await stagesOf(db, [workerId])).get(workerId) ?? [];
  return { ok: true as const, stages };
}

type Held = Extract<Awaited<ReturnType<typeof holdPathway>>, { ok: true }>["stages"];

function refuse(fault: { field: string; message: string }): StageRefused {
  return { ok: false, reason: "stage_refused", ...fault };
}

/** The dates of a stage, of which only a CAPE keeps a term. */
function datesOf(kind: StageKind, input: StageInput) {
  return { startsOn: input.startsOn, termOn: isCape(kind) ? input.termOn : null };
}

function columns(stage: Stage, endsOn: string | null) {
  return { starts_on: stage.startsOn, term_on: stage.termOn, ends_on: endsOn };
}

/** Writes the last days that changed, of the stages that were there already. */
async function saveEnds(
  db: Tx,
  before: Held,
  after: readonly { id: string; endsOn: string | null }[],
) {
  for (const { id, endsOn } of before) {
    const now = after.find((stage) => stage.id === id)?.endsOn ?? null;
    if (now === endsOn) continue;
    await db.updateTable("stage").set({ ends_on: now }).where("id", "=", id).execute();
  }
}

/** The columns of an exit's reason and destination; a retired answer may stay, not come. */
async function exitAnswers(
  db: Tx,
  kind: StageKind,
  input: StageInput,
  kept: readonly (string | undefined)[],
) {
  const columns = { exit_reason_id: null, exit_destination_id: null };
  if (kind !== "exit") return { ok: true as const, columns };
  const keys = ["exit_reason", "exit_destination"] as const;
  const offered = await offeredValues(
    db,
    keys,
    kept.filter((id) => id !== undefined),
  );
  for (const key of keys) {
    const answer = input[key];
    if (answer === undefined) {
      return refuse({ field: key, message: answersWanted[key] });
    }
    if (answer !== UNKNOWN && !offered[key].some((value) => value.id === answer)) {
      return refuse({
        field: key,
        message: "Cette réponse n’est plus proposée. Choisissez-en une autre.",
      });
    }
  }
  const idOf = (answer: string | undefined) => (answer === UNKNOWN ? null : (answer ?? null));
  return {
    ok: true as const,
    columns: {
      exit_reason_id: idOf(input.exit_reason),
      exit_destination_id: idOf(input.exit_destination),
    },
  };
}

import { today } from "@essaim/database/today";
import { defineCommand, NotFound, type Refusal, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { listOf, workerListKeys } from "../list/value-list.schema.ts";
import { stagesOf } from "../pathway/stage.queries.ts";
import type { Dated, PathwayRefusal, Stage } from "../pathway/stage.rules.ts";
import { UNDO_DAYS } from "../undo.schema.ts";
import { loadMergeWorker } from "./merge.queries.ts";
import {
  decideMergedPathway,
  decideUnmergedPathways,
  type MergeWorker,
  mergeChanges,
  mergedRecord,
  type PlacedStage,
  proposedSide,
} from "./merge.rules.ts";
import { type MergeRefusal, mergeSchema, singleLists, type UndoRefusal } from "./merge.schema.ts";
import { isSensitiveOpenTo } from "./worker-values.rules.ts";

/** The columns of a worker that a merge decides, in the blocks that go together. */
const blocks = [
  ["given_name"],
  ["family_name"],
  ["email"],
  ["phone"],
  ["birth_on", "birth_year"],
  ["address_line", "postcode"],
  ["commune_code", "residence", "neighbourhood_code"],
  ["kind"],
  ["coach_id"],
  ["dependants"],
] as const;
type Columns = Record<(typeof blocks)[number][number], string | number | null>;

/** What an undo entry of a merge says to whoever may list it: the identity of the merged file, and both pathways. */
export type MergePayload = {
  given_name: string;
  family_name: string;
  email: string | null;
  phone: string | null;
  address_line: string | null;
  keptId: string;
  mergedId: string;
  keptBefore: Columns;
  keptAfter: Columns;
  stagesBefore: PlacedStage[];
  stagesAfter: Dated<Stage>[];
};

type Merged = { ok: true; id: string; entryId: string };

/**
 * Makes one file of two that are the same person's. All that the merged file holds goes to the one kept, whose
 * pathway must be in order with the stages chosen; what the two say differently goes by the choices, and what is
 * left out stays in the trail. The merged file disappears, its address leads to the other, and all of it can be
 * undone for UNDO_DAYS days.
 * @throws NotFound when the organisation has no such people
 */
export const mergeWorkers = defineCommand({
  name: "mergeWorkers",
  permission: "worker:merge",
  subject: "worker",
  input: mergeSchema,
  run: async ({ db, actor, input }): Promise<Merged | Refusal<MergeRefusal> | PathwayRefusal> => {
    const { keptId, mergedId, choices } = input;
    if (keptId === mergedId) return { ok: false, reason: "same_file" };
    // In one order, so that two merges at once wait for each other rather than for ever.
    await db
      .selectFrom("worker")
      .where("id", "in", [keptId, mergedId])
      .orderBy("id")
      .select("id")
      .forUpdate()
      .execute();
    const kept = await loadMergeWorker(db, keptId);
    const merged = await loadMergeWorker(db, mergedId);
    if (kept.isAnonymised || merged.isAnonymised) return { ok: false, reason: "anonymised" };
    if (kept.version !== input.keptVersion || merged.version !== input.mergedVersion) {
      return { ok: false, reason: "changed" };
    }
    const pair = await pairedInMentoring(db, keptId, mergedId);
    if (pair) return { ok: false, reason: pair };
    const byWorker = await stagesOf(db, [keptId, mergedId]);
    const before = [keptId, mergedId].flatMap((workerId) =>
      (byWorker.get(workerId) ?? []).map((stage) => ({ ...stage, workerId })),
    );
    const decision = decideMergedPathway(before, input.stages, today());
    if (!decision.ok) return decision;
    const after = mergedRecord(kept, merged, choices);
    const isOpen = ({ coachId }: MergeWorker) => isSensitiveOpenTo(actor, coachId);
    if (isOpen(after) && !(isOpen(kept) && isOpen(merged))) {
      return { ok: false, reason: "coach_kept" };
    }
    const stagesAfter = decision.stages.map(({ workerId: _, ...stage }) => stage);
    const payload: MergePayload = {
      given_name: merged.givenName,
      family_name: merged.familyName,
      email: merged.email,
      phone: merged.phone,
      address_line: merged.addressLine,
      keptId,
      mergedId,
      keptBefore: columnsOf(kept),
      keptAfter: columnsOf(after),
      stagesBefore: before,
      stagesAfter,
    };
    const decided = {
      worker: payload.keptAfter,
      // Whose answers say where the person has lived, from the first.
      homeOf: choices.place ?? proposedSide(kept, merged, "place"),
      dropStages: before
        .filter((stage) => !stagesAfter.some((one) => one.id === stage.id))
        .map((stage) => stage.id),
      stageEnds: stagesAfter.map(({ id, endsOn }) => ({ id, endsOn })),
      takenLists: singleLists
        .filter(({ field }) => choices[field] === "merged")
        .map(({ key, moment }) => ({ key, moment })),
      exclusive: workerListKeys.flatMap((key) =>
        listOf(key).exclusive.map((code) => ({ key, code })),
      ),
      changes: mergeChanges(kept, merged, after),
      payload,
      days: UNDO_DAYS,
    };
    const { rows } = await sql<{ entry: string }>`
      select merge_workers(${keptId}, ${mergedId}, ${JSON.stringify(decided)}::jsonb) as entry`.execute(
      db,
    );
    return { ok: true, id: keptId, entryId: rows[0]?.entry ?? "" };
  },
});

/**
 * Takes a merge back: the merged file is there again with all that was its own and still exists, and the kept one
 * with what it had, unless somebody changed it since. What was written since stays with the kept file.
 * @param input.id that of the entry to undo
 * @throws NotFound when there is nothing to undo, or no longer
 */
export const undoWorkerMerge = defineCommand({
  name: "undoWorkerMerge",
  permission: "worker:merge",
  subject: "worker",
  input: z.object({ id: z.uuid() }),
  run: async ({
    db,
    input,
  }): Promise<
    { ok: true; id: string; workerId: string } | Refusal<UndoRefusal> | PathwayRefusal
  > => {
    const entry = await db
      .selectFrom("undo_entry")
      .where("id", "=", input.id)
      .where("kind", "=", "worker_merge")
      .where("expires_at", ">", sql<Date>`now()`)
      .select("payload")
      .executeTakeFirst();
    if (!entry) throw new NotFound("Nothing to undo");
    const payload = entry.payload as unknown as MergePayload;
    const { keptId } = payload;
    const kept = await db
      .selectFrom("worker")
      .where("id", "=", keptId)
      .where("anonymised_at", "is", null)
      .select(blocks.flat())
      .forUpdate()
      .executeTakeFirst();
    if (!kept) return { ok: false, reason: "kept_gone" };
    const pathways = decideUnmergedPathways(
      keptId,
      payload.stagesBefore,
      payload.stagesAfter,
      (await stagesOf(db, [keptId])).get(keptId) ?? [],
      today(),
    );
    if (!pathways.ok) return pathways;
    const decided = {
      worker: columnsToSetBack(payload, kept),
      stages: pathways.stages.map(({ id, workerId, endsOn }) => ({ id, workerId, endsOn })),
    };
    const { rows } = await sql<{ back: string | null }>`
      select unmerge_workers(${input.id}, ${JSON.stringify(decided)}::jsonb) as back`.execute(db);
    const workerId = rows[0]?.back;
    // Of two clicks at once, the second finds nothing to undo.
    if (!workerId) throw new NotFound("Nothing to undo");
    return { ok: true, id: keptId, workerId };
  },
});

function columnsOf(worker: MergeWorker): Columns {
  return {
    given_name: worker.givenName,
    family_name: worker.familyName,
    email: worker.email,
    phone: worker.phone,
    birth_on: worker.birthOn,
    birth_year: worker.birthYear,
    address_line: worker.addressLine,
    postcode: worker.postcode,
    commune_code: worker.communeCode,
    residence: worker.residence,
    neighbourhood_code: worker.neighbourhoodCode,
    kind: worker.kind,
    coach_id: worker.coachId,
    dependants: worker.dependants,
  };
}

/** What the merge changed of the kept file and nobody has changed since. */
function columnsToSetBack({ keptBefore, keptAfter }: MergePayload, now: Columns): Partial<Columns> {
  const untouched = blocks.filter((block) =>
    (block as readonly (keyof Columns)[]).every((column) => keptAfter[column] === now[column]),
  );
  return Object.fromEntries(untouched.flat().map((column) => [column, keptBefore[column]]));
}

/** Mentorships in the way of a merge, if any. */
async function pairedInMentoring(
  db: Tx,
  keptId: string,
  mergedId: string,
): Promise<"mentorship_between" | "mentorship_twice" | null> {
  const both = [keptId, mergedId];
  const rows = await db
    .selectFrom("mentorship")
    .where(({ or, eb }) => or([eb("mentor_id", "in", both), eb("novice_id", "in", both)]))
    .select(["mentor_id", "novice_id"])
    .select(sql<boolean>`declined_on is null and ended_on is null`.as("isOpen"))
    .execute();
  if (rows.some((row) => both.includes(row.mentor_id) && both.includes(row.novice_id))) {
    return "mentorship_between";
  }
  const pairs = rows
    .filter((row) => row.isOpen)
    .map((row) =>
      both.includes(row.mentor_id) ? `mentor of ${row.novice_id}` : `novice of ${row.mentor_id}`,
    );
  return new Set(pairs).size < pairs.length ? "mentorship_twice" : null;
}

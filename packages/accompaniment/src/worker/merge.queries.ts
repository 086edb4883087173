import { defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import type { ListValue, WorkerListKey } from "../list/value-list.schema.ts";
import { stagesOf } from "../pathway/stage.queries.ts";
import type { Dated, Stage } from "../pathway/stage.rules.ts";
import { type Fullness, isSaid, type MergeWorker, proposedKept } from "./merge.rules.ts";
import { mergeFieldKeys } from "./merge.schema.ts";
import { valuesOf } from "./situation.queries.ts";
import { loadWorker } from "./worker.queries.ts";
import { isSensitiveOpenTo, type Moment } from "./worker-values.rules.ts";

/** What a file holds, in numbers. */
export type FileCounts = {
  meetings: number;
  workshops: number;
  actions: number;
  aids: number;
  documents: number;
  mentorships: number;
  contributions: number;
};

/** One of the two files of a merge, as far as the member may read it. */
export type MergeFile = {
  worker: MergeWorker;
  values: Record<Moment, Record<WorkerListKey, ListValue[]>>;
  stages: Dated<Stage>[];
  counts: FileCounts;
  /** May the member read its sensitive answers? They go along either way. */
  isSensitiveOpen: boolean;
};

/**
 * A person's file, to be compared with another.
 * @throws NotFound when the organisation has no such person, or their file is anonymised
 */
export const getMergeFile = defineQuery({
  name: "getMergeFile",
  permission: "worker:merge",
  looksAt: { subject: "worker", id: (input) => input.id },
  input: z.object({ id: z.uuid() }),
  run: async ({ db, actor, input }): Promise<MergeFile> => {
    const worker = await loadMergeWorker(db, input.id);
    if (worker.isAnonymised) throw new NotFound("An anonymised file is not merged");
    const counts = await countsOf(db, input.id);
    return {
      worker,
      values: await valuesOf(db, input.id),
      stages: (await stagesOf(db, [input.id])).get(input.id) ?? [],
      counts,
      isSensitiveOpen: isSensitiveOpenTo(actor, worker.coachId),
    };
  },
});

/**
 * Which of two files to keep until somebody chooses: the one that holds more.
 * @throws NotFound when the organisation does not have both
 */
export const proposeKept = defineQuery({
  name: "proposeKept",
  permission: "worker:merge",
  input: z.object({ aId: z.uuid(), bId: z.uuid() }),
  run: async ({ db, input }): Promise<string> =>
    proposedKept(await fullnessOf(db, input.aId), await fullnessOf(db, input.bId)),
});

async function fullnessOf(db: Tx, id: string): Promise<Fullness> {
  const worker = await loadMergeWorker(db, id);
  const { now, entry } = await valuesOf(db, id);
  const counts = Object.values(await countsOf(db, id));
  const stages = (await stagesOf(db, [id])).get(id) ?? [];
  const answers = [...Object.values(now), ...Object.values(entry), worker.resources];
  return {
    id,
    records: counts.reduce((sum, count) => sum + count, stages.length),
    answers: mergeFieldKeys.filter((field) => isSaid(worker, field)).length + answers.flat().length,
    supportedFrom: worker.supportedFrom,
  };
}

async function countsOf(db: Tx, id: string): Promise<FileCounts> {
  return await db
    .selectFrom("worker as w")
    .where("w.id", "=", id)
    .select([
      countOf("meeting").as("meetings"),
      countOf("participant").as("workshops"),
      countOf("plan_action").as("actions"),
      countOf("aid").as("aids"),
      countOf("document").as("documents"),
      countOf("contribution").as("contributions"),
      sql<number>`(select count(*) from mentorship t where t.organisation_id = w.organisation_id
        and w.id in (t.mentor_id, t.novice_id))`.as("mentorships"),
    ])
    .executeTakeFirstOrThrow();
}

const countOf = (
  table: "meeting" | "participant" | "plan_action" | "aid" | "document" | "contribution",
) =>
  sql<number>`(select count(*) from ${sql.table(table)} t
    where t.organisation_id = w.organisation_id and t.worker_id = w.id)`;

/** A person's record with what a merge compares besides. Throws NotFound. */
export async function loadMergeWorker(db: Tx, id: string): Promise<MergeWorker> {
  const { dependants } = (await db
    .selectFrom("worker")
    .where("id", "=", id)
    .select("dependants")
    .executeTakeFirst()) ?? { dependants: null };
  return { ...(await loadWorker(db, id)), dependants };
}

/** Where the file of an address that is no longer there is now; null when it was never merged. */
export const findMergedInto = defineQuery({
  name: "findMergedInto",
  permission: "worker:read",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }): Promise<string | null> => {
    const merged = await db
      .selectFrom("merged_worker")
      .where("merged_id", "=", input.id)
      .select("kept_id")
      .executeTakeFirst();
    return merged?.kept_id ?? null;
  },
});

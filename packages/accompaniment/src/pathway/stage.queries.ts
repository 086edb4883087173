import { today } from "@essaim/database/today";
import { defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { offeredValues } from "../list/value-list.queries.ts";
import { type Deadline, deadlinesOf } from "./deadline.rules.ts";
import {
  type Dated,
  forgettableKinds,
  nextStages,
  type Stage,
  type Suggestion,
} from "./stage.rules.ts";
import { type StageKind, stageKinds } from "./stage.schema.ts";

export type DatedStage = Dated<Stage>;

/** A stage as its page shows it. `exitReason` and `exitDestination` are null when nobody said. */
export type StageRecord = DatedStage & {
  version: number;
  workerId: string;
  note: string;
  exitReason: { id: string; label: string } | null;
  exitDestination: { id: string; label: string } | null;
  updatedAt: Date;
  updatedByName: string | null;
};

/** What an exit leaves behind: it closes none of it. */
export type LeftOpen = { actions: number; appointments: number };

/** Stages of one day in the order in which they follow each other; `s` is the table stage. */
export const stageRank = sql<number>`array_position(${sql.lit(`{${stageKinds.join(",")}}`)}::text[], s.kind)`;

/**
 * A person's pathway: their stages in order, the deadlines that follow, what may come next with dates to begin
 * from, and what an exit would leave open.
 * @throws NotFound when the organisation has no such person
 */
export const getPathway = defineQuery({
  name: "getPathway",
  permission: "worker:read",
  looksAt: { subject: "worker", id: (input) => input.workerId },
  input: z.object({ workerId: z.uuid() }),
  run: async ({ db, input: { workerId } }) => {
    const worker = await db
      .selectFrom("worker")
      .where("id", "=", workerId)
      .select([
        "id",
        sql<string>`given_name || ' ' || family_name`.as("name"),
        sql<boolean>`anonymised_at is not null`.as("isAnonymised"),
      ])
      .executeTakeFirst();
    if (!worker) throw new NotFound("No such worker");
    const day = today();
    const stages = await records(db).where("s.worker_id", "=", workerId).execute();
    const pathway = stages.map(told);
    return {
      worker,
      stages: pathway,
      deadlines: deadlinesOf(pathway, day) satisfies Deadline[],
      next: nextStages(pathway, day) satisfies Suggestion[],
      forgettable: forgettableKinds(pathway, day),
      leftOpen: await leftOpen(db, workerId, day),
      lists: await offeredValues(db, ["exit_reason", "exit_destination"]),
    };
  },
});

/**
 * A stage already recorded, to correct it or take it back, with the answers that its form offers.
 * @throws NotFound when the organisation has no such stage
 */
export const getStageForm = defineQuery({
  name: "getStageForm",
  permission: "worker:write",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }) => {
    const stage = await loadStage(db, input.id);
    const kept = [stage.exitReason, stage.exitDestination].flatMap((value) => value?.id ?? []);
    return { stage, lists: await offeredValues(db, ["exit_reason", "exit_destination"], kept) };
  },
});

/** One stage. Throws NotFound. */
export async function loadStage(db: Tx, id: string): Promise<StageRecord> {
  const row = await records(db).where("s.id", "=", id).executeTakeFirst();
  if (!row) throw new NotFound("No such stage");
  return told(row);
}

/** Stages `s`, with the reason `r` and the destination `d` of an exit, values of lists. */
export function stagesWithExit(db: Tx) {
  return db
    .selectFrom("stage as s")
    .leftJoin("list_value as r", (join) =>
      join
        .onRef("r.organisation_id", "=", "s.organisation_id")
        .onRef("r.id", "=", "s.exit_reason_id"),
    )
    .leftJoin("list_value as d", (join) =>
      join
        .onRef("d.organisation_id", "=", "s.organisation_id")
        .onRef("d.id", "=", "s.exit_destination_id"),
    );
}

function records(db: Tx) {
  return stagesWithExit(db)
    .leftJoin("membership as m", (join) =>
      join.onRef("m.organisation_id", "=", "s.organisation_id").onRef("m.id", "=", "s.updated_by"),
    )
    .leftJoin("user_account as u", "u.id", "m.user_id")
    .orderBy("s.starts_on")
    .orderBy(stageRank)
    .select([
      "s.id",
      "s.version",
      "s.worker_id as workerId",
      "s.kind",
      "s.starts_on as startsOn",
      "s.term_on as termOn",
      "s.ends_on as endsOn",
      "s.note",
      "r.id as reason_id",
      "r.label as reason",
      "d.id as destination_id",
      "d.label as destination",
      "s.updated_at as updatedAt",
      "u.full_name as updatedByName",
    ]);
}

function told(
  row: Awaited<ReturnType<ReturnType<typeof records>["executeTakeFirstOrThrow"]>>,
): StageRecord {
  const { kind, reason_id, reason, destination_id, destination, ...stage } = row;
  return {
    ...stage,
    kind: kind as StageKind,
    exitReason: reason_id && reason ? { id: reason_id, label: reason } : null,
    exitDestination:
      destination_id && destination ? { id: destination_id, label: destination } : null,
  };
}

async function leftOpen(db: Tx, workerId: string, day: string): Promise<LeftOpen> {
  const { actions, appointments } = await db
    .selectNoFrom([
      sql<number>`(select count(*) from plan_action a
        where a.worker_id = ${workerId} and a.done_on is null and a.dropped_on is null)`.as(
        "actions",
      ),
      sql<number>`(select count(*) from encounter e
        where e.worker_id = ${workerId} and e.attendance = 'expected' and e.held_on >= ${day})`.as(
        "appointments",
      ),
    ])
    .executeTakeFirstOrThrow();
  return { actions, appointments };
}

/** The stages of some people, each pathway in its order. */
export async function stagesOf(
  db: Tx,
  workerIds: readonly string[],
): Promise<Map<string, DatedStage[]>> {
  const byWorker = new Map<string, DatedStage[]>();
  if (workerIds.length === 0) return byWorker;
  const rows = await db
    .selectFrom("stage as s")
    .where("s.worker_id", "in", [...workerIds])
    .orderBy("s.worker_id")
    .orderBy("s.starts_on")
    .orderBy(stageRank)
    .select([
      "s.worker_id as workerId",
      "s.id",
      "s.kind",
      "s.starts_on as startsOn",
      "s.term_on as termOn",
      "s.ends_on as endsOn",
    ])
    .execute();
  for (const { workerId, kind, ...stage } of rows) {
    const stages = byWorker.get(workerId) ?? [];
    stages.push({ ...stage, kind: kind as StageKind });
    byWorker.set(workerId, stages);
  }
  return byWorker;
}

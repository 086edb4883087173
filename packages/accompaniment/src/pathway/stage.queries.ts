import type { Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import type { Dated, Stage } from "./stage.rules.ts";
import { type StageKind, stageKinds } from "./stage.schema.ts";

export type DatedStage = Dated<Stage>;

/** Stages of one day in the order in which they follow each other. */
export const stageRank = sql<number>`array_position(${sql.lit(`{${stageKinds.join(",")}}`)}::text[], s.kind)`;

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

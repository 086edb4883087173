import type { Tx } from "@essaim/identity/operation";
import type { Change } from "./worker-change.rules.ts";

/**
 * Writes one line of a person's trail of rectifications (RGPD, articles 16 and 19): which fields changed, from
 * what to what. Nothing when nothing changed. What is sensitive goes in a line of its own, that a colleague of
 * the coach does not read.
 */
export async function writeWorkerChange(
  db: Tx,
  actor: { organisationId: string; membershipId: string | null },
  workerId: string,
  changes: readonly Change[],
  isSensitive = false,
): Promise<void> {
  if (changes.length === 0) return;
  await db
    .insertInto("worker_change")
    .values({
      organisation_id: actor.organisationId,
      worker_id: workerId,
      changed_by: actor.membershipId,
      changes: JSON.stringify(changes),
      is_sensitive: isSensitive,
    })
    .execute();
}

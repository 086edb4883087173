import type { Tx } from "@essaim/identity/operation";
import { listOf } from "../list/value-list.schema.ts";
import { checkWorkerValues, type ValuesRefused } from "./worker-values.queries.ts";
import type { Moment, WorkerValues } from "./worker-values.rules.ts";

/**
 * Replaces a person's answers to some lists at one moment. Refuses, list by list, a value of another list, one
 * retired since, several where one is wanted, and « aucun » beside something: nothing is then written.
 * The person must exist, and whoever writes a sensitive list must be allowed to (`isSensitiveOpenTo`): row
 * level security throws otherwise. Leaves the trail (worker_change) to its caller.
 * @param moment "entry" for the lists that keep it (`entryListKeys`) only
 */
export async function writeWorkerValues(
  db: Tx,
  actor: { organisationId: string },
  workerId: string,
  moment: Moment,
  values: WorkerValues,
): Promise<{ ok: true } | ValuesRefused> {
  const checked = await checkWorkerValues(db, workerId, moment, values);
  if (!checked.ok) return checked;
  const { rows, saidIds } = checked;
  const kept = new Set(rows.map((row) => row.id));
  const gone = saidIds.filter((id) => !kept.has(id));
  if (gone.length > 0) {
    await db
      .deleteFrom("worker_value")
      .where("worker_id", "=", workerId)
      .where("moment", "=", moment)
      .where("value_id", "in", gone)
      .execute();
  }
  const fresh = rows.filter((row) => !saidIds.includes(row.id));
  if (fresh.length > 0) {
    await db
      .insertInto("worker_value")
      .values(
        fresh.map(({ key, id }) => ({
          organisation_id: actor.organisationId,
          worker_id: workerId,
          list_key: key,
          value_id: id,
          moment,
          is_multiple: listOf(key).isMultiple,
          is_sensitive: listOf(key).isSensitive,
        })),
      )
      .execute();
  }
  return { ok: true };
}

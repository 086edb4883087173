import type { Tx } from "@essaim/identity/operation";
import { listOf, type WorkerListKey } from "../list/value-list.schema.ts";
import { decideValues, type Moment, valueField } from "./worker-values.rules.ts";

/** Ids of the values of each list; a list that is absent keeps its answers, an empty one becomes « non renseigné ». */
export type WorkerValues = Partial<Record<WorkerListKey, readonly string[]>>;

/** What is wrong with some answers, by the name of their field. */
export type ValuesRefused = { ok: false; reason: "values_refused"; errors: Record<string, string> };

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
  const keys = Object.keys(values) as WorkerListKey[];
  if (keys.length === 0) return { ok: true };
  const choices = await db
    .selectFrom("list_value")
    .where("list_key", "in", keys)
    .select(["id", "list_key", "code", "label", "retired_at"])
    .execute();
  const said = await db
    .selectFrom("worker_value")
    .where("worker_id", "=", workerId)
    .where("list_key", "in", keys)
    .select(["value_id", "moment"])
    .execute();
  const saidIds = said.filter((row) => row.moment === moment).map((row) => row.value_id);
  const everSaid = said.map((row) => row.value_id);
  const errors: Record<string, string> = {};
  const rows: { key: WorkerListKey; id: string }[] = [];
  for (const key of keys) {
    const decision = decideValues(
      key,
      choices
        .filter((choice) => choice.list_key === key)
        .map((choice) => ({ ...choice, isRetired: choice.retired_at !== null })),
      everSaid,
      values[key] ?? [],
    );
    if (decision.ok) rows.push(...decision.ids.map((id) => ({ key, id })));
    else errors[valueField(key, moment)] = decision.message;
  }
  if (Object.keys(errors).length > 0) return { ok: false, reason: "values_refused", errors };
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

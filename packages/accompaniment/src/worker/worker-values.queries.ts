import type { Tx } from "@essaim/identity/operation";
import type { WorkerListKey } from "../list/value-list.schema.ts";
import { decideValues, type Moment, valueField, type WorkerValues } from "./worker-values.rules.ts";

/** What is wrong with some answers, by the name of their field. */
export type ValuesRefused = { ok: false; reason: "values_refused"; errors: Record<string, string> };

/**
 * May these be a person's answers at one moment? Gives what is wrong, list by list, or the answers to write with
 * those already said at that moment.
 */
export async function checkWorkerValues(
  db: Tx,
  workerId: string,
  moment: Moment,
  values: WorkerValues,
): Promise<
  { ok: true; rows: { key: WorkerListKey; id: string }[]; saidIds: string[] } | ValuesRefused
> {
  const keys = Object.keys(values) as WorkerListKey[];
  if (keys.length === 0) return { ok: true, rows: [], saidIds: [] };
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
  const errors: Record<string, string> = {};
  const rows: { key: WorkerListKey; id: string }[] = [];
  for (const key of keys) {
    const decision = decideValues(
      key,
      choices
        .filter((choice) => choice.list_key === key)
        .map((choice) => ({ ...choice, isRetired: choice.retired_at !== null })),
      said.map((row) => row.value_id),
      values[key] ?? [],
    );
    if (decision.ok) rows.push(...decision.ids.map((id) => ({ key, id })));
    else errors[valueField(key, moment)] = decision.message;
  }
  if (Object.keys(errors).length > 0) return { ok: false, reason: "values_refused", errors };
  const saidIds = said.filter((row) => row.moment === moment).map((row) => row.value_id);
  return { ok: true, rows, saidIds };
}

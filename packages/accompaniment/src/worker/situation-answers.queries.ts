import { defineQuery, type Tx } from "@essaim/identity/operation";
import { z } from "zod";
import { listOf, workerListKeys } from "../list/value-list.schema.ts";
import { loadSituation } from "./situation.queries.ts";
import type { SituationRecord } from "./situation.rules.ts";
import { type Answers, answersSchema, askedValues, inFormOrder } from "./situation.schema.ts";
import { checkWorkerValues } from "./worker-values.queries.ts";
import { decideEntry, type Moment, type WorkerValues } from "./worker-values.rules.ts";

/**
 * What is wrong with the answers of a form, by field, so that it is said together with what is wrong in its other
 * fields. Empty when all is well.
 * @throws NotFound when the organisation has no such person
 */
export const checkSituation = defineQuery({
  name: "checkSituation",
  permission: "worker:write",
  input: answersSchema.extend({ id: z.uuid() }),
  run: async ({ db, input }) => wrongAnswers(db, input, await loadSituation(db, input.id)),
});

/** What is wrong at both moments, in the order of the form. An answer copied to the arrival is wrong once. */
export async function wrongAnswers(
  db: Tx,
  input: Answers,
  before: SituationRecord,
): Promise<Record<string, string>> {
  const { entry, now } = askedAnswers(input, before);
  const atEntry = await checkWorkerValues(db, before.id, "entry", entry);
  const today = await checkWorkerValues(db, before.id, "now", now);
  const errors = today.ok ? {} : { ...today.errors };
  for (const [field, message] of Object.entries(atEntry.ok ? {} : atEntry.errors)) {
    if (errors[field.replace(/^entry_/, "")] !== message) errors[field] = message;
  }
  return inFormOrder(errors);
}

/** The answers to write at each moment: those of the lists that the form showed. */
export function askedAnswers(
  input: Answers,
  before: SituationRecord,
): Record<Moment, WorkerValues> {
  const entry: WorkerValues = {};
  const now: WorkerValues = {};
  for (const key of workerListKeys) {
    const { isSensitive, hasEntry } = listOf(key);
    if (isSensitive && !input.sensitive) continue;
    now[key] = askedValues(input, key, "now");
    if (!hasEntry) continue;
    entry[key] = decideEntry(
      {
        entry: before.entry[key].map((value) => value.id),
        now: before.now[key].map((value) => value.id),
      },
      { entry: askedValues(input, key, "entry"), now: now[key] },
    );
  }
  return { entry, now };
}

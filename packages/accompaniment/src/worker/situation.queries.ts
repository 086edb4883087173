import { defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { offeredValues } from "../list/value-list.queries.ts";
import { type ListValue, type WorkerListKey, workerListKeys } from "../list/value-list.schema.ts";
import type { SituationRecord } from "./situation.rules.ts";
import { loadWorker, resourcesOf } from "./worker.queries.ts";
import { changesOf } from "./worker-change.queries.ts";
import { isSensitiveOpenTo, type Moment } from "./worker-values.rules.ts";

/** Lines of the trail that a person's file shows. */
const LATEST_CHANGES = 20;

/**
 * A person's file: identity and situation, at the arrival and now, with the latest changes. The sensitive part is empty, and said to be
 * closed, for a colleague of the coach.
 * @throws NotFound when the organisation has no such person
 */
export const getSituation = defineQuery({
  name: "getSituation",
  permission: "worker:read",
  looksAt: { subject: "worker", id: (input) => input.id },
  input: z.object({ id: z.uuid() }),
  run: async ({ db, actor, input }) => {
    const worker = await loadWorker(db, input.id);
    return {
      worker,
      situation: await loadSituation(db, input.id),
      isSensitiveOpen: isSensitiveOpenTo(actor, worker.coachId),
      changes: await changesOf(db, input.id, LATEST_CHANGES),
    };
  },
});

/**
 * What the form of a situation needs: the situation, the values of each list (those retired that the file says
 * already too), and the commons.
 * @throws NotFound when the organisation has no such person, or their file is anonymised
 */
export const getSituationForm = defineQuery({
  name: "getSituationForm",
  permission: "worker:write",
  looksAt: { subject: "worker", id: (input) => input.id },
  input: z.object({ id: z.uuid() }),
  run: async ({ db, actor, input }) => {
    const situation = await loadSituation(db, input.id);
    if (situation.isAnonymised) throw new NotFound("An anonymised file is not edited");
    const isSensitiveOpen = isSensitiveOpenTo(actor, situation.coachId);
    const resources = await db
      .selectFrom("open_resource")
      .select(["id", "name"])
      .orderBy(sql`fold(name)`)
      .orderBy("id")
      .execute();
    const said = workerListKeys.flatMap((key) =>
      [...situation.entry[key], ...situation.now[key]].map((value) => value.id),
    );
    return {
      situation,
      isSensitiveOpen,
      /** The values of each list; those of the sensitive lists are of no use to whoever may not answer them. */
      choices: await offeredValues(db, workerListKeys, said),
      resources,
    };
  },
});

/** A person's situation as far as the role may read it. Throws NotFound. */
export async function loadSituation(db: Tx, id: string): Promise<SituationRecord> {
  const worker = await db
    .selectFrom("worker")
    .where("id", "=", id)
    .select([
      "id",
      "version",
      "given_name as givenName",
      "family_name as familyName",
      "kind",
      "coach_id as coachId",
      "dependants",
    ])
    .select(sql<boolean>`anonymised_at is not null`.as("isAnonymised"))
    .executeTakeFirst();
  if (!worker) throw new NotFound("No such worker");
  const values = await valuesOf(db, id);
  return { ...worker, ...values, resources: await resourcesOf(db, id) };
}

/** What a person answers to each list, in the order of the lists. */
export async function valuesOf(
  db: Tx,
  workerId: string,
): Promise<Record<Moment, Record<WorkerListKey, ListValue[]>>> {
  const rows = await db
    .selectFrom("worker_value as wv")
    .innerJoin("list_value as v", (join) =>
      join.onRef("v.organisation_id", "=", "wv.organisation_id").onRef("v.id", "=", "wv.value_id"),
    )
    .where("wv.worker_id", "=", workerId)
    .select(["wv.moment", "wv.list_key as key", "v.id", "v.code", "v.label"])
    .orderBy("v.position")
    .orderBy(sql`fold(v.label)`)
    .orderBy("v.id")
    .execute();
  const at = (moment: Moment) =>
    Object.fromEntries(
      workerListKeys.map((key) => [
        key,
        rows
          .filter((row) => row.moment === moment && row.key === key)
          .map(({ id, code, label }) => ({ id, code, label })),
      ]),
    ) as Record<WorkerListKey, ListValue[]>;
  return { entry: at("entry"), now: at("now") };
}

import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import {
  entryListKeys,
  listOf,
  type WorkerListKey,
  workerListKeys,
} from "../list/value-list.schema.ts";
import type { Moment } from "./worker-values.rules.ts";

/** How many people answer each value of a list, at one moment. With a list of several answers, one person counts in each. */
export type FactCount = {
  key: WorkerListKey;
  moment: Moment;
  /** In the order of the list; a retired value is there while somebody's file says it. */
  values: { id: string; label: string; people: number }[];
  /** « Non renseigné »: no answer at all. */
  unknown: number;
};

/**
 * The people accompanied on a day, by value of each list about them, « non renseigné » included. Sensitive lists
 * are counted for managers only: a coach, who reads those of their own people, would count the rest as unknown.
 */
export const countWorkerFacts = defineQuery({
  name: "countWorkerFacts",
  permission: "worker:read",
  input: z.object({ day: z.iso.date() }),
  run: async ({ db, actor, input: { day } }) => {
    const supported = sql<boolean>`exists (
      select from support_period p
      where p.organisation_id = w.organisation_id and p.worker_id = w.id
        and p.starts_on <= ${day} and (p.ends_on is null or p.ends_on >= ${day}))`;
    const { people } = await db
      .selectFrom("worker as w")
      .where(supported)
      .select(({ fn }) => fn.countAll<number>().as("people"))
      .executeTakeFirstOrThrow();
    const keys = workerListKeys.filter(
      (key) => actor.role === "manager" || !listOf(key).isSensitive,
    );
    const said = await db
      .selectFrom("worker_value as wv")
      .innerJoin("worker as w", (join) =>
        join
          .onRef("w.organisation_id", "=", "wv.organisation_id")
          .onRef("w.id", "=", "wv.worker_id"),
      )
      .where("wv.list_key", "in", keys)
      .where(supported)
      .groupBy(sql`grouping sets ((wv.list_key, wv.moment, wv.value_id), (wv.list_key, wv.moment))`)
      .select([
        "wv.list_key as key",
        "wv.moment",
        "wv.value_id as valueId",
        sql<number>`count(distinct wv.worker_id)`.as("people"),
      ])
      .execute();
    const values = await db
      .selectFrom("list_value")
      .where("list_key", "in", keys)
      .select(["id", "list_key as key", "label", "retired_at as retiredAt"])
      .orderBy("position")
      .orderBy(sql`fold(label)`)
      .orderBy("id")
      .execute();
    const countOf = (key: WorkerListKey, moment: Moment): FactCount => {
      const here = said.filter((row) => row.key === key && row.moment === moment);
      const answered = here.find((row) => row.valueId === null)?.people ?? 0;
      return {
        key,
        moment,
        values: values
          .filter((value) => value.key === key)
          .map(({ id, label, retiredAt }) => ({
            id,
            label,
            isRetired: retiredAt !== null,
            people: here.find((row) => row.valueId === id)?.people ?? 0,
          }))
          .filter((value) => !value.isRetired || value.people > 0)
          .map(({ isRetired: _, ...value }) => value),
        unknown: people - answered,
      };
    };
    const isEntry = (key: WorkerListKey) => (entryListKeys as readonly string[]).includes(key);
    return {
      people,
      facts: keys.flatMap((key) =>
        isEntry(key) ? [countOf(key, "entry"), countOf(key, "now")] : [countOf(key, "now")],
      ),
    };
  },
});

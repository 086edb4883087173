import { defineCommand } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { sourceSchema } from "./source.schema.ts";

const alias = z.string().min(1).max(254);

export const mapContributorsSchema = z.object({
  source: sourceSchema,
  /** Null: the cooperative itself. */
  ours: z.array(z.object({ alias, workerId: z.uuid().nullable() })),
  /** Outsiders: nothing is kept of them. */
  others: z.array(alias),
});

/**
 * Says who the authors of a file are. Only ours are remembered; whoever is not is forgotten if they were.
 * Refuses somebody erased or of another organisation.
 */
export const mapContributors = defineCommand({
  name: "mapContributors",
  permission: "commons:write",
  subject: "contributor_alias",
  input: mapContributorsSchema,
  run: async ({ db, actor, input }) => {
    const { source, ours, others } = input;
    const ids = [...new Set(ours.flatMap(({ workerId }) => workerId ?? []))];
    if (ids.length > 0) {
      // Held against an erasure: what is told of somebody erased would not be forgotten.
      const living = await db
        .selectFrom("worker")
        .select("id")
        .where("id", "in", ids)
        .where("anonymised_at", "is", null)
        .orderBy("id")
        .forKeyShare()
        .execute();
      if (living.length < ids.length) return { ok: false, reason: "worker_unknown" } as const;
    }
    if (others.length > 0) {
      await db
        .deleteFrom("contributor_alias")
        .where("source", "=", source)
        .where("alias", "=", sql<string>`any(${others}::text[])`)
        .execute();
    }
    const rows = [...new Map(ours.map((one) => [one.alias, one.workerId]))].sort();
    if (rows.length > 0) {
      await db
        .insertInto("contributor_alias")
        .values(
          rows.map(([name, workerId]) => ({
            organisation_id: actor.organisationId,
            source,
            alias: name,
            standing: workerId ? "worker" : "organisation",
            worker_id: workerId,
          })),
        )
        .onConflict((conflict) =>
          conflict.columns(["organisation_id", "source", "alias"]).doUpdateSet((eb) => ({
            standing: eb.ref("excluded.standing"),
            worker_id: eb.ref("excluded.worker_id"),
          })),
        )
        .execute();
    }
    return { ok: true, id: null } as const;
  },
});

import { lastChange } from "@essaim/database/record";
import { defineCommand } from "@essaim/identity/operation";
import { loadCommons } from "./commons.queries.ts";
import { watchCommonsSchema } from "./commons.schema.ts";

/**
 * Says what is watched of a commons that nobody changed since `version`; the first time, begins to watch it.
 * @throws NotFound when the directory has no such resource
 */
export const watchCommons = defineCommand({
  name: "watchCommons",
  permission: "commons:write",
  subject: "commons",
  input: watchCommonsSchema,
  run: async ({ db, actor, input }) => {
    const { id } = input;
    await loadCommons(db, id);
    const of = { organisation_id: actor.organisationId, open_resource_id: id };
    await db
      .insertInto("commons")
      .values(of)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const held = await db
      .selectFrom("commons")
      .where("open_resource_id", "=", id)
      .select(["version", "updated_by", "updated_at"])
      .forUpdate()
      .executeTakeFirstOrThrow();
    const current = await loadCommons(db, id);
    if (held.version !== input.version) {
      const change = await lastChange(db, held);
      return { ok: false, reason: "conflict", current, ...change } as const;
    }
    await db
      .updateTable("commons")
      .set({
        legal_form: input.legalForm,
        upstream_urls: input.upstreamUrls,
        health: input.health,
        health_note: input.healthNote,
        bus_factor: input.busFactor,
        checked_on: input.checkedOn,
        tells_giving: input.tellsGiving,
      })
      .where("open_resource_id", "=", id)
      .execute();
    return { ok: true, id } as const;
  },
});

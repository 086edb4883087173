import { holdRecord } from "@essaim/database/record";
import { loadGrant } from "@essaim/funding/grant/grant.queries";
import { defineCommand } from "@essaim/identity/operation";
import { setTargetsSchema } from "./target.schema.ts";

/**
 * Replaces all the targets of a grant. They share the grant's version, so that a change of its period or
 * programme made meanwhile is seen before it is built upon.
 */
export const setTargets = defineCommand({
  name: "setTargets",
  permission: "grant:write",
  subject: "grant",
  input: setTargetsSchema,
  run: async ({ db, actor, input }) => {
    const { grantId: id, version } = input;
    const held = await holdRecord(db, "funding_grant", { id, version }, loadGrant);
    if (!held.ok) return held;
    const { title, actions } = held.current;
    const actionIds = new Set(actions.map((action) => action.id));
    const astray = input.targets.find(({ actionId }) => actionId && !actionIds.has(actionId));
    if (astray) {
      return { ok: false, reason: "action_unknown", indicatorKey: astray.indicatorKey } as const;
    }
    await db.deleteFrom("target").where("grant_id", "=", id).execute();
    if (input.targets.length > 0) {
      await db
        .insertInto("target")
        .values(
          input.targets.map((target) => ({
            organisation_id: actor.organisationId,
            grant_id: id,
            indicator_key: target.indicatorKey,
            action_id: target.actionId,
            value: target.value,
          })),
        )
        .execute();
    }
    // Moves the version on.
    await db.updateTable("funding_grant").set({ title }).where("id", "=", id).execute();
    return { ok: true, id } as const;
  },
});

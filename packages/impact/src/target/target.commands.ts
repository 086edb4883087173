import { holdRecord } from "@essaim/database/record";
import { loadGrant } from "@essaim/funding/grant/grant.queries";
import { defineCommand } from "@essaim/identity/operation";
import { readDefinitions } from "../registry/own-indicator.queries.ts";
import { canBePromised, setTargetsSchema } from "./target.schema.ts";
import { faultOf } from "./trajectory.rules.ts";

/**
 * Sets all the targets of a grant, with what is promised on the way. They share the grant's version, so that a change
 * of its period or programme made meanwhile is seen before it is built upon.
 */
export const setTargets = defineCommand({
  name: "setTargets",
  permission: "grant:write",
  subject: "grant",
  input: setTargetsSchema,
  run: async ({ db, actor, input }) => {
    const { grantId: id, version, targets } = input;
    const held = await holdRecord(db, "funding_grant", { id, version }, loadGrant);
    if (!held.ok) return held;
    const { title, actions, startsOn, endsOn } = held.current;
    const actionIds = new Set(actions.map((action) => action.id));
    const astray = targets.find(({ actionId }) => actionId && !actionIds.has(actionId));
    if (astray) {
      return { ok: false, reason: "action_unknown", indicatorKey: astray.indicatorKey } as const;
    }
    const definitions = new Map((await readDefinitions(db)).map((one) => [one.key, one]));
    for (const { indicatorKey } of targets) {
      const definition = definitions.get(indicatorKey);
      if (!definition || !canBePromised(definition)) {
        return { ok: false, reason: "not_promised", indicatorKey } as const;
      }
    }
    const faults = targets.flatMap(({ indicatorKey, ...target }) => {
      const found = faultOf({ ...target, startsOn, endsOn });
      return found ? [{ indicatorKey, ...found }] : [];
    });
    if (faults.length > 0) return { ok: false, reason: "milestones", faults } as const;

    const keys = targets.map(({ indicatorKey }) => indicatorKey);
    const dropped = db.deleteFrom("target").where("grant_id", "=", id);
    await (keys.length > 0 ? dropped.where("indicator_key", "not in", keys) : dropped).execute();
    if (targets.length > 0) {
      const saved = await db
        .insertInto("target")
        .values(
          targets.map(({ indicatorKey, actionId, value }) => ({
            organisation_id: actor.organisationId,
            grant_id: id,
            indicator_key: indicatorKey,
            action_id: actionId,
            value,
          })),
        )
        .onConflict((conflict) =>
          conflict
            .columns(["organisation_id", "grant_id", "indicator_key"])
            .doUpdateSet(({ ref }) => ({
              action_id: ref("excluded.action_id"),
              value: ref("excluded.value"),
            })),
        )
        .returning(["id", "indicator_key"])
        .execute();
      const ids = new Map(saved.map((row) => [row.indicator_key, row.id]));
      await db
        .deleteFrom("target_milestone")
        .where("target_id", "in", [...ids.values()])
        .execute();
      const milestones = targets.flatMap(({ indicatorKey, milestones }) =>
        milestones.map(({ dueOn, value }) => ({
          organisation_id: actor.organisationId,
          target_id: ids.get(indicatorKey) ?? "",
          due_on: dueOn,
          value,
        })),
      );
      if (milestones.length > 0) {
        await db.insertInto("target_milestone").values(milestones).execute();
      }
    }
    // Moves the version on.
    await db.updateTable("funding_grant").set({ title }).where("id", "=", id).execute();
    return { ok: true, id } as const;
  },
});

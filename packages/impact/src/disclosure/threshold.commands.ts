import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { defineCommand } from "@essaim/identity/operation";
import { loadThreshold, type ThresholdSetting } from "./threshold.queries.ts";
import { setThresholdSchema } from "./threshold.schema.ts";

/** Chooses how many people a class holds at least, in the releases to come: those made stay as they are. */
export const setThreshold = defineCommand({
  name: "setThreshold",
  permission: "impact:publish",
  subject: "organisation",
  input: setThresholdSchema,
  run: async ({ db, actor, input }): Promise<Saved | Conflict<ThresholdSetting>> => {
    const id = actor.organisationId;
    const held = await holdRecord(db, "organisation", { ...input, id }, loadThreshold);
    if (!held.ok) return held;
    await db
      .updateTable("organisation")
      .set({ disclosure_threshold: input.threshold })
      .where("id", "=", id)
      .execute();
    return { ok: true, id };
  },
});

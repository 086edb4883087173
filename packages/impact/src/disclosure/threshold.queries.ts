import { defineQuery, type Tx } from "@essaim/identity/operation";
import { z } from "zod";

export type ThresholdSetting = Awaited<ReturnType<typeof loadThreshold>>;

/** Row level security leaves one organisation. */
export const loadThreshold = (db: Tx) =>
  db
    .selectFrom("organisation")
    .select(["disclosure_threshold as threshold", "version"])
    .executeTakeFirstOrThrow();

/** How many people a class holds at least, before anybody outside the team reads it. */
export const getThreshold = defineQuery({
  name: "getThreshold",
  permission: "impact:publish",
  input: z.object({}),
  run: ({ db }) => loadThreshold(db),
});

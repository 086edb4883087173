import { defineQuery } from "@essaim/identity/operation";
import { z } from "zod";

/** Every funder of the organisation, by name. */
export const listFunders = defineQuery({
  name: "listFunders",
  permission: "grant:read",
  input: z.object({}),
  run: ({ db }) =>
    db
      .selectFrom("funder")
      .select(["id", "name", "kind", "website_url as websiteUrl"])
      .orderBy("name")
      .execute(),
});

/** Every programme with its actions, in their order. */
export const listProgrammes = defineQuery({
  name: "listProgrammes",
  permission: "grant:read",
  input: z.object({}),
  run: async ({ db }) => {
    const programmes = await db
      .selectFrom("programme")
      .select(["id", "name", "description"])
      .orderBy("name")
      .execute();
    const actions = await db
      .selectFrom("programme_action")
      .select(["id", "programme_id as programmeId", "name", "description"])
      .orderBy("position")
      .execute();
    return programmes.map((programme) => ({
      ...programme,
      actions: actions.filter((action) => action.programmeId === programme.id),
    }));
  },
});

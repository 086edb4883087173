import { defineQuery } from "@essaim/identity/operation";
import { z } from "zod";
import type { FunderKind } from "./funder.schema.ts";

/** Every funder of the organisation, by name. */
export const listFunders = defineQuery({
  name: "listFunders",
  permission: "grant:read",
  input: z.object({}),
  run: async ({ db, actor }) => {
    const funders = await db
      .selectFrom("funder")
      .where("organisation_id", "=", actor.organisationId)
      .select(["id", "name", "kind", "website_url as websiteUrl"])
      .orderBy("name")
      .execute();
    return funders.map((funder) => ({ ...funder, kind: funder.kind as FunderKind }));
  },
});

/** Every programme with its actions, in their order. */
export const listProgrammes = defineQuery({
  name: "listProgrammes",
  permission: "grant:read",
  input: z.object({}),
  run: async ({ db, actor }) => {
    const programmes = await db
      .selectFrom("programme")
      .where("organisation_id", "=", actor.organisationId)
      .select(["id", "name", "description"])
      .orderBy("name")
      .execute();
    const actions = await db
      .selectFrom("programme_action")
      .where("organisation_id", "=", actor.organisationId)
      .select(["id", "programme_id as programmeId", "name", "description"])
      .orderBy("position")
      .execute();
    return programmes.map((programme) => ({
      ...programme,
      actions: actions.filter((action) => action.programmeId === programme.id),
    }));
  },
});

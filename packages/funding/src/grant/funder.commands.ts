import { defineCommand } from "@essaim/identity/operation";
import { funderSchema } from "./funder.schema.ts";
import { programmeSchema } from "./programme.schema.ts";

export const createFunder = defineCommand({
  name: "createFunder",
  permission: "grant:write",
  subject: "funder",
  input: funderSchema,
  run: async ({ db, actor, input }) => {
    const created = await db
      .insertInto("funder")
      .values({
        organisation_id: actor.organisationId,
        name: input.name,
        kind: input.kind,
        website_url: input.websiteUrl,
      })
      .onConflict((conflict) => conflict.columns(["organisation_id", "name"]).doNothing())
      .returning("id")
      .executeTakeFirst();
    if (!created) return { ok: false, reason: "name_taken" } as const;
    return { ok: true, id: created.id } as const;
  },
});

/** A programme and its actions, numbered in the order given. */
export const createProgramme = defineCommand({
  name: "createProgramme",
  permission: "grant:write",
  subject: "programme",
  input: programmeSchema,
  run: async ({ db, actor, input }) => {
    const { id } = await db
      .insertInto("programme")
      .values({
        organisation_id: actor.organisationId,
        name: input.name,
        description: input.description,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    if (input.actions.length > 0) {
      await db
        .insertInto("programme_action")
        .values(
          input.actions.map((action, index) => ({
            organisation_id: actor.organisationId,
            programme_id: id,
            position: index + 1,
            name: action.name,
            description: action.description,
          })),
        )
        .execute();
    }
    return { ok: true, id } as const;
  },
});

import { holdRecord } from "@essaim/database/record";
import { defineCommand } from "@essaim/identity/operation";
import { loadFunder } from "./funder.queries.ts";
import { editFunderSchema, type FunderInput, funderSchema } from "./funder.schema.ts";
import { programmeSchema } from "./programme.schema.ts";

const row = (input: FunderInput) => ({
  name: input.name,
  kind: input.kind,
  website_url: input.websiteUrl,
  siret: input.siret,
});

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
        updated_by: actor.membershipId,
        ...row(input),
      })
      .onConflict((conflict) => conflict.columns(["organisation_id", "name"]).doNothing())
      .returning("id")
      .executeTakeFirst();
    if (!created) return { ok: false, reason: "name_taken" } as const;
    return { ok: true, id: created.id } as const;
  },
});

/** Changes a funder that nobody changed since `version`. */
export const editFunder = defineCommand({
  name: "editFunder",
  permission: "grant:write",
  subject: "funder",
  input: editFunderSchema,
  run: async ({ db, input }) => {
    const { id } = input;
    const held = await holdRecord(db, "funder", input, loadFunder);
    if (!held.ok) return held;
    const namesake = await db
      .selectFrom("funder")
      .where("name", "=", input.name)
      .where("id", "<>", id)
      .select("id")
      .executeTakeFirst();
    if (namesake) return { ok: false, reason: "name_taken" } as const;
    await db.updateTable("funder").set(row(input)).where("id", "=", id).execute();
    return { ok: true, id } as const;
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

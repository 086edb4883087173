import type { Tx } from "@essaim/database/operation";
import { holdRecord } from "@essaim/database/record";
import { defineCommand } from "@essaim/identity/operation";
import { loadPartner } from "./partner.queries.ts";
import { editPartnerSchema, type PartnerInput, partnerSchema } from "./partner.schema.ts";

function row(input: PartnerInput) {
  return {
    name: input.name,
    kind: input.kind,
    status: input.status,
    role: input.role,
    website_url: input.websiteUrl,
  };
}

export const createPartner = defineCommand({
  name: "createPartner",
  permission: "partner:write",
  subject: "partner",
  input: partnerSchema,
  run: async ({ db, actor, input }) => {
    const created = await db
      .insertInto("partner")
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

/** Changes a partner that nobody changed since `version`. */
export const editPartner = defineCommand({
  name: "editPartner",
  permission: "partner:write",
  subject: "partner",
  input: editPartnerSchema,
  run: async ({ db, input }) => {
    const { id } = input;
    const held = await holdRecord(db, "partner", input, loadPartner);
    if (!held.ok) return held;
    if (await isNameTaken(db, id, input.name)) return { ok: false, reason: "name_taken" } as const;
    await db.updateTable("partner").set(row(input)).where("id", "=", id).execute();
    return { ok: true, id } as const;
  },
});

async function isNameTaken(db: Tx, id: string, name: string): Promise<boolean> {
  const other = await db
    .selectFrom("partner")
    .where("name", "=", name)
    .where("id", "<>", id)
    .select("id")
    .executeTakeFirst();
  return other !== undefined;
}

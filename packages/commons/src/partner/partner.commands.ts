import type { Tx } from "@essaim/database/operation";
import { holdRecord } from "@essaim/database/record";
import { defineCommand } from "@essaim/identity/operation";
import { findCommune } from "@essaim/territory/commune.queries";
import { loadPartner } from "./partner.queries.ts";
import { editPartnerSchema, type PartnerInput, partnerSchema } from "./partner.schema.ts";

function row(input: PartnerInput) {
  return {
    name: input.name,
    kind: input.kind,
    status: input.status,
    role: input.role,
    gives: input.gives,
    receives: input.receives,
    next_step: input.nextStep,
    next_step_on: input.nextStepOn,
    website_url: input.websiteUrl,
  };
}

export const createPartner = defineCommand({
  name: "createPartner",
  permission: "partner:write",
  subject: "partner",
  input: partnerSchema,
  run: async ({ db, actor, input }) => {
    const communes = await findCommunes(db, input.communes);
    if (!communes.ok) return communes;
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
    await placePartner(db, actor.organisationId, created.id, communes.codes);
    return { ok: true, id: created.id } as const;
  },
});

/** Changes a partner that nobody changed since `version`. */
export const editPartner = defineCommand({
  name: "editPartner",
  permission: "partner:write",
  subject: "partner",
  input: editPartnerSchema,
  run: async ({ db, actor, input }) => {
    const { id } = input;
    const held = await holdRecord(db, "partner", input, loadPartner);
    if (!held.ok) return held;
    if (await isNameTaken(db, id, input.name)) return { ok: false, reason: "name_taken" } as const;
    const communes = await findCommunes(db, input.communes);
    if (!communes.ok) return communes;
    await db.updateTable("partner").set(row(input)).where("id", "=", id).execute();
    await placePartner(db, actor.organisationId, id, communes.codes);
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

/** Codes of the communes that a form names, or those of its names that say none. */
async function findCommunes(db: Tx, names: readonly string[]) {
  const codes = new Set<string>();
  const unknown: string[] = [];
  for (const name of names) {
    const commune = await findCommune(db, name);
    if (commune.ok) codes.add(commune.code);
    else unknown.push(name);
  }
  return unknown.length > 0
    ? ({ ok: false, reason: "communes_unknown", names: unknown } as const)
    : ({ ok: true, codes: [...codes] } as const);
}

async function placePartner(db: Tx, organisationId: string, id: string, codes: readonly string[]) {
  await db.deleteFrom("partner_commune").where("partner_id", "=", id).execute();
  if (codes.length === 0) return;
  const partner = { organisation_id: organisationId, partner_id: id };
  await db
    .insertInto("partner_commune")
    .values(codes.map((commune_code) => ({ ...partner, commune_code })))
    .execute();
}

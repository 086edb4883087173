import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { defineCommand } from "@essaim/identity/operation";
import { type LegalIdentity, loadLegalIdentity } from "./cooperative.queries.ts";
import { legalIdentitySchema } from "./cooperative.schema.ts";

/** What the cooperative is called in law, which its applications and reports carry. */
export const setLegalIdentity = defineCommand({
  name: "setLegalIdentity",
  permission: "grant:write",
  subject: "organisation",
  input: legalIdentitySchema,
  run: async ({ db, actor, input }): Promise<Saved | Conflict<LegalIdentity>> => {
    const id = actor.organisationId;
    const held = await holdRecord(db, "organisation", { ...input, id }, loadLegalIdentity);
    if (!held.ok) return held;
    await db
      .updateTable("organisation")
      .set({ legal_name: input.legalName, siret: input.siret })
      .where("id", "=", id)
      .execute();
    return { ok: true, id };
  },
});

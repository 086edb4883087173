import { lastChange } from "@essaim/database/record";
import { defineCommand } from "./operation.ts";
import { selectOrganisation } from "./organisation.queries.ts";
import { organisationSchema } from "./organisation.schema.ts";

/** Changes the name and the site of the organisation. */
export const renameOrganisation = defineCommand({
  name: "renameOrganisation",
  permission: "organisation:write",
  subject: "organisation",
  input: organisationSchema,
  run: async ({ db, input }) => {
    const current = await selectOrganisation(db).forUpdate().executeTakeFirstOrThrow();
    if (current.version !== input.version) {
      const { changedBy, changedAt } = await lastChange(db, {
        ...current,
        organisation_id: current.id,
      });
      return { ok: false as const, reason: "conflict" as const, current, changedBy, changedAt };
    }
    await db
      .updateTable("organisation")
      .set({ name: input.name, website_url: input.websiteUrl })
      .where("id", "=", current.id)
      .execute();
    return { ok: true as const, id: current.id };
  },
});

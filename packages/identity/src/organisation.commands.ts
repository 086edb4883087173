import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { defineCommand } from "./operation.ts";
import { loadOrganisation, type Organisation } from "./organisation.queries.ts";
import { organisationSchema } from "./organisation.schema.ts";

/**
 * Changes the name and the site of the organisation, whether a second person reads before it publishes, and the forum
 * where its open questions are asked.
 */
export const renameOrganisation = defineCommand({
  name: "renameOrganisation",
  permission: "organisation:write",
  subject: "organisation",
  input: organisationSchema,
  run: async ({ db, actor, input }): Promise<Saved | Conflict<Organisation>> => {
    const id = actor.organisationId;
    const held = await holdRecord(db, "organisation", { ...input, id }, loadOrganisation);
    if (!held.ok) return held;
    await db
      .updateTable("organisation")
      .set({
        name: input.name,
        website_url: input.websiteUrl,
        needs_review: input.needsReview,
        forum_url: input.forumUrl,
        forum_category: input.forumCategory,
      })
      .where("id", "=", id)
      .execute();
    return { ok: true, id };
  },
});

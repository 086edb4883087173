import { noInputSchema } from "./member.schema.ts";
import { defineQuery, type Tx } from "./operation.ts";

/** The member's own organisation, for the page where an admin names it. */
export const getOrganisation = defineQuery({
  name: "getOrganisation",
  permission: "organisation:write",
  input: noInputSchema,
  run: ({ db }) => loadOrganisation(db),
});

export type Organisation = Awaited<ReturnType<typeof loadOrganisation>>;

/** Row level security leaves one. */
export const loadOrganisation = (db: Tx) =>
  db
    .selectFrom("organisation")
    .select(["id", "name", "website_url as websiteUrl", "needs_review as needsReview", "version"])
    .select(["forum_url as forumUrl", "forum_category as forumCategory"])
    .executeTakeFirstOrThrow();

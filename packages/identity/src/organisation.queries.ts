import { noInputSchema } from "./member.schema.ts";
import { defineQuery, type Tx } from "./operation.ts";

/** The member's own organisation, for the page where an admin names it. */
export const getOrganisation = defineQuery({
  name: "getOrganisation",
  permission: "organisation:write",
  input: noInputSchema,
  run: ({ db }) => selectOrganisation(db).executeTakeFirstOrThrow(),
});

export function selectOrganisation(db: Tx) {
  return db
    .selectFrom("organisation")
    .select(["id", "name", "website_url as websiteUrl", "version", "updated_at", "updated_by"]);
}

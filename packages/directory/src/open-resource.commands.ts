import { type Conflict, holdRecord } from "@essaim/database/record";
import { defineCommand, type Tx } from "@essaim/identity/operation";
import { knownImages } from "./image.rules.ts";
import { normaliseLicence, proposeLicence } from "./licence.rules.ts";
import { loadOpenResource, type OpenResourceRecord } from "./open-resource.queries.ts";
import {
  editOpenResourceSchema,
  type OpenResourceInput,
  openResourceSchema,
} from "./open-resource.schema.ts";
import { publish, withdraw } from "./publication/publish.commands.ts";
import { type Invalid, insertUnderFreeSlug, type SavedPage } from "./publication.commands.ts";
import { publicationSchema } from "./publication.schema.ts";
import { slugOf } from "./slug.rules.ts";

/**
 * Begins an open resource, as a draft. Its public address is made from its name, once and for all.
 * Refuses (`invalid`) a licence that is not an SPDX expression.
 */
export const createOpenResource = defineCommand({
  name: "createOpenResource",
  permission: "directory:write",
  subject: "open_resource",
  input: openResourceSchema,
  run: async ({ db, actor, input }): Promise<SavedPage | Invalid> => {
    const checked = check({ ...input, images: [] });
    if (!checked.ok) return checked;
    const saved = await insertUnderFreeSlug(slugOf(input.name, "ressource"), (slug) =>
      db
        .insertInto("open_resource")
        .values({
          organisation_id: actor.organisationId,
          updated_by: actor.membershipId,
          slug,
          ...checked.columns,
        })
        .onConflict((conflict) => conflict.column("slug").doNothing())
        .returning(["id", "slug", "version"])
        .executeTakeFirst(),
    );
    return { ok: true, ...saved };
  },
});

/**
 * Replaces what a resource says, if it is still the version that the form was made from.
 * @throws NotFound when the organisation has no such resource
 */
export const editOpenResource = defineCommand({
  name: "editOpenResource",
  permission: "directory:write",
  subject: "open_resource",
  input: editOpenResourceSchema,
  run: async ({ db, input }): Promise<SavedPage | Invalid | Conflict<OpenResourceRecord>> => {
    const held = await holdRecord(db, "open_resource", input, loadOpenResource);
    if (!held.ok) return held;
    return writeOpenResource(db, input.id, {
      ...input,
      images: knownImages(input.images, held.current.images),
    });
  },
});

/**
 * Shows a resource to everybody, with its licence as it is.
 * @throws NotFound when the organisation has no such resource
 */
export const publishOpenResource = defineCommand({
  name: "publishOpenResource",
  permission: "directory:write",
  subject: "open_resource",
  input: publicationSchema,
  run: ({ db, actor, input }) => publish(db, actor, "resource", input),
});

/**
 * Withdraws a resource from the public directory; activities that rest on it no longer show it.
 * @throws NotFound when the organisation has no such resource
 */
export const unpublishOpenResource = defineCommand({
  name: "unpublishOpenResource",
  permission: "directory:write",
  subject: "open_resource",
  input: publicationSchema,
  run: ({ db, input }) => withdraw(db, "resource", input),
});

/**
 * Makes the working copy of a resource say this, and nothing else.
 * @param id of a resource that the transaction holds (`holdRecord`)
 * @returns `invalid` when its licence is not an SPDX expression
 */
export async function writeOpenResource(
  db: Tx,
  id: string,
  input: OpenResourceInput,
): Promise<SavedPage | Invalid> {
  const checked = check(input);
  if (!checked.ok) return checked;
  const saved = await db
    .updateTable("open_resource")
    .set(checked.columns)
    .where("id", "=", id)
    .returning(["id", "slug", "version"])
    .executeTakeFirstOrThrow();
  return { ok: true, ...saved };
}

/** The columns of a resource, its licence written as SPDX does; or why that cannot be read. */
function check(input: OpenResourceInput) {
  const { licenceExpression: typed } = input;
  const licence = typed === null ? null : normaliseLicence(typed);
  if (typed !== null && licence === null) {
    const proposed = proposeLicence(typed);
    const errors = {
      licenceExpression: proposed
        ? `Écrivez l’identifiant SPDX de cette licence. Est-ce ${proposed}\u202f?`
        : "Cette licence n’est pas un identifiant SPDX. Écrivez par exemple AGPL-3.0-or-later, CC-BY-SA-4.0 ou, pour une licence à part, LicenseRef- suivi de son nom.",
    };
    return { ok: false as const, reason: "invalid" as const, errors };
  }
  const columns = {
    kind: input.kind,
    name: input.name,
    summary: input.summary,
    description: input.description,
    licence_expression: licence,
    licence_note: input.licenceNote,
    licence_original: input.licenceOriginal,
    website_url: input.websiteUrl,
    source_url: input.sourceUrl,
    documentation_url: input.documentationUrl,
    usage_guide: input.usageGuide,
    contribution_guide: input.contributionGuide,
    governance: input.governance,
    needs: input.needs,
    links: JSON.stringify(input.links),
    images: JSON.stringify(input.images),
    english: input.english && JSON.stringify(input.english),
  };
  return { ok: true as const, columns };
}

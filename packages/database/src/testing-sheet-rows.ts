import { imagesPrefix, newFileKey } from "./file.ts";
import type { Tx } from "./operation.ts";
import type { Rows } from "./testing-rows.ts";

/** One row in each table of sheets and wikis: a published sheet that comes from a wiki, with a file, and its page in conflict there. */
export async function sheetRows(db: Tx, { organisationId, membershipId }: Rows): Promise<void> {
  const tenant = { organisation_id: organisationId };
  const said = { title: "Fiche", body: "Un texte" };
  const { id: sheet_id } = await db
    .insertInto("sheet")
    .values({
      ...{ ...tenant, position: 0, slug: "fiche", head_number: 1, title: "Fiche" },
      licence_expression: "CC-BY-SA-4.0",
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await db
    .insertInto("sheet_version")
    .values({
      ...{ ...tenant, ...said, sheet_id, number: 1, written_by: membershipId },
      ...{ wiki_revision_id: 7, wiki_author: "Zoé", published_at: "2026-07-01T10:00:00Z" },
    })
    .execute();
  await db
    .insertInto("published_sheet")
    .values({
      ...{ ...tenant, ...said, id: sheet_id, number: 1, position: 0, path: "" },
      ...{ language: "fr", licence_expression: "CC-BY-SA-4.0" },
    })
    .execute();
  await db
    .insertInto("sheet_file")
    .values({
      ...{ ...tenant, sheet_id, name: "Modèle.odt", size_bytes: 10, sha256: "0".repeat(64) },
      ...{ content_type: "application/vnd.oasis.opendocument.text", attribution: "La coopérative" },
      ...{ licence_expression: "CC-BY-SA-4.0", created_by: membershipId },
      storage_key: newFileKey(organisationId, imagesPrefix),
    })
    .execute();
  await db
    .insertInto("sheet_redirect")
    .values({ ...tenant, path: "ancienne-fiche", sheet_id })
    .execute();
  const { id: wiki_id } = await db
    .insertInto("wiki")
    .values({ ...tenant, name: "Wiki", api_url: "https://wiki.example.org/api.php" })
    .returning("id")
    .executeTakeFirstOrThrow();
  await db
    .insertInto("wiki_page")
    .values({
      ...{ ...tenant, wiki_id, sheet_id, page_title: "Essaim/Fiche", state: "conflict" },
      ...{ base_revision_id: 1, base_text: "Un texte", their_text: "Un autre" },
    })
    .execute();
}

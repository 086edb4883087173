import type { Tx } from "@essaim/identity/operation";
import { sql } from "kysely";

/** Publishes a document as its working copy would be; the copy itself stays as short as it may be. */
export async function publishContent(
  db: Tx,
  organisationId: string,
  {
    kind,
    slug,
    content,
  }: { kind: "activity" | "resource"; slug: string; content: Record<string, unknown> },
): Promise<void> {
  const copy =
    kind === "activity"
      ? sql<{ id: string }>`insert into activity (organisation_id, slug, title, summary, sector)
          values (${organisationId}, ${slug}, 'T', 'S', 'other') returning id`
      : sql<{ id: string }>`insert into open_resource (organisation_id, slug, name, summary, kind)
          values (${organisationId}, ${slug}, 'N', 'S', 'software') returning id`;
  const { rows } = await copy.execute(db);
  await sql`insert into published_record (organisation_id, id, record_kind, slug, content)
    values (${organisationId}, ${rows[0]?.id}, ${kind}, ${slug}, ${JSON.stringify(content)})`.execute(
    db,
  );
}

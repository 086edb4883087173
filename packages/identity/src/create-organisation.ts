import { connectAs } from "@essaim/database/connection";
import { sql } from "kysely";
import { createToken } from "./token.ts";

/**
 * Opens the house to a new organisation and invites its first admin. An installer's act, run as the
 * database's owner, whole or not at all. The first of an installation keeps its register of neighbourhoods.
 * @returns the path of the invitation, under the staff app's address: it serves once, for seven days
 * @throws when the name in addresses (`slug`) is taken
 */
export async function createOrganisation(options: {
  url: string;
  name: string;
  slug: string;
  admin: { email: string; fullName: string };
}): Promise<{ organisationId: string; linkPath: string }> {
  const owner = connectAs(options.url, 1);
  const { token, hash } = createToken();
  try {
    const organisationId = await owner.db.transaction().execute(async (db) => {
      const { rows } = await sql<{ id: string }>`
        select set_config('app.organisation_id', uuidv7()::text, true) as id`.execute(db);
      const id = rows[0]?.id ?? "";
      // The owner sees its own organisation, and the keeper (migration 024).
      const keeper = await db
        .selectFrom("organisation")
        .where("keeps_territory", "=", true)
        .select("id")
        .executeTakeFirst();
      await db
        .insertInto("organisation")
        .values({ id, name: options.name, slug: options.slug, keeps_territory: !keeper })
        .execute();
      await db
        .insertInto("invitation")
        .values({
          organisation_id: id,
          email: options.admin.email,
          full_name: options.admin.fullName,
          role: "admin",
          token_hash: hash,
          sent_at: sql<Date>`now()`,
          expires_at: sql<Date>`now() + interval '7 days'`,
        })
        .execute();
      await db
        .insertInto("audit_event")
        .values({
          organisation_id: id,
          operation: "createOrganisation",
          subject_type: "organisation",
          subject_id: id,
        })
        .execute();
      return id;
    });
    return { organisationId, linkPath: `/invitation/${token}` };
  } finally {
    await owner.close();
  }
}

import { connect, connectAs } from "@essaim/database/connection";
import { sql } from "kysely";
import { createToken } from "./token.ts";

/**
 * Opens the house to a new organisation: the organisation, and a first admin who chooses a password by a
 * single-use link valid seven days. An installer's act, run as the database's owner.
 * @returns the path of the link, under the staff app's address
 * @throws when the name in addresses (`slug`) is taken
 */
export async function createOrganisation(options: {
  url: string;
  secret: string;
  name: string;
  slug: string;
  admin: { email: string; fullName: string };
}): Promise<{ organisationId: string; linkPath: string }> {
  const owner = connectAs(options.url, 1);
  const auth = connect({ ...options, role: "essaim_auth", max: 1 });
  try {
    const organisationId = await owner.db.transaction().execute(async (db) => {
      const { rows } = await sql<{ id: string }>`
        select set_config('app.organisation_id', uuidv7()::text, true) as id`.execute(db);
      const id = rows[0]?.id ?? "";
      await db
        .insertInto("organisation")
        .values({ id, name: options.name, slug: options.slug })
        .execute();
      return id;
    });
    const { token, hash } = createToken();
    await auth.db.transaction().execute(async (db) => {
      const { id: userId } = await db
        .insertInto("user_account")
        .values({ email: options.admin.email, full_name: options.admin.fullName })
        .onConflict((conflict) =>
          conflict.column("email").doUpdateSet({ email: options.admin.email }),
        )
        .returning("id")
        .executeTakeFirstOrThrow();
      await db
        .insertInto("membership")
        .values({ organisation_id: organisationId, user_id: userId, role: "admin" })
        .execute();
      await db
        .insertInto("password_reset")
        .values({
          user_id: userId,
          token_hash: hash,
          expires_at: sql<Date>`now() + interval '7 days'`,
        })
        .execute();
    });
    return { organisationId, linkPath: `/reinitialisation/${token}` };
  } finally {
    await Promise.all([owner.close(), auth.close()]);
  }
}

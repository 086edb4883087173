import { sql } from "kysely";
import { memberIdSchema, noInputSchema } from "./member.schema.ts";
import { defineQuery, NotFound, type Tx } from "./operation.ts";

/** Members of the organisation, those whose access is open first, then by name. */
export const listMembers = defineQuery({
  name: "listMembers",
  permission: "member:read",
  input: noInputSchema,
  run: ({ db }) =>
    members(db)
      .orderBy(sql`m.ended_at is not null`)
      .orderBy(sql`fold(u.full_name)`)
      .orderBy("m.id")
      .execute(),
});

export const getMember = defineQuery({
  name: "getMember",
  permission: "member:read",
  input: memberIdSchema,
  run: async ({ db, input }) => {
    const member = await members(db).where("m.id", "=", input.id).executeTakeFirst();
    if (!member) throw new NotFound("No such member");
    return member;
  },
});

export type Member = Awaited<ReturnType<typeof getMember.run>>;

/** The funders that a member with the role « Financeur » can be bound to. */
export const listFunderChoices = defineQuery({
  name: "listFunderChoices",
  permission: "member:read",
  input: noInputSchema,
  run: ({ db }) =>
    db.selectFrom("funder").select(["id", "name"]).orderBy(sql`fold(name)`).execute(),
});

function members(db: Tx) {
  return db
    .selectFrom("membership as m")
    .innerJoin("user_account as u", "u.id", "m.user_id")
    .leftJoin("funder as f", (join) =>
      join.onRef("f.organisation_id", "=", "m.organisation_id").onRef("f.id", "=", "m.funder_id"),
    )
    .select(["m.id", "m.role", "u.email", "u.full_name as fullName", "m.funder_id as funderId"])
    .select(["f.name as funderName", "m.created_at as createdAt", "m.ended_at as endedAt"]);
}

export async function funderExists(db: Tx, id: string): Promise<boolean> {
  return Boolean(
    await db.selectFrom("funder").select("id").where("id", "=", id).executeTakeFirst(),
  );
}

import { NotFound } from "@essaim/database/errors";
import type { Tx } from "@essaim/database/operation";
import { today } from "@essaim/database/today";
import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { PARTNERS_PER_PAGE, partnerFilterSchema } from "./partner.schema.ts";

const columns = [
  "id",
  "name",
  "kind",
  "status",
  "role",
  "gives",
  "receives",
  "next_step as nextStep",
  "next_step_on as nextStepOn",
  "website_url as websiteUrl",
  "version",
] as const;

/** Where a partner works, as its form writes it: « Lille (59350) », by name. */
const places = sql<string[]>`array(select c.name || ' (' || c.code || ')' from partner_commune pc
  join commune c on c.code = pc.commune_code
  where pc.organisation_id = partner.organisation_id and pc.partner_id = partner.id
  order by fold(c.name), c.code)`.as("communes");

/** Partners: secured first, then in discussion, then envisaged; by name. */
export const listPartners = defineQuery({
  name: "listPartners",
  permission: "partner:read",
  input: partnerFilterSchema,
  run: async ({ db, input }) => {
    const { search, status, kind, isLate, page } = input;
    let matching = db.selectFrom("partner");
    if (status) matching = matching.where("status", "=", status);
    if (kind) matching = matching.where("kind", "=", kind);
    if (isLate) matching = matching.where("next_step_on", "<", today());
    if (search) {
      // % and _ are letters like others in a search.
      const pattern = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
      matching = matching.where(
        sql<boolean>`fold(concat_ws(' ', name, role, gives, receives, next_step)) like fold(${pattern})`,
      );
    }
    const partners = await matching
      .select(columns)
      .select(places)
      .orderBy(sql`array_position(array['secured', 'in_discussion', 'envisaged'], status)`)
      .orderBy("name")
      .limit(PARTNERS_PER_PAGE)
      .offset((page - 1) * PARTNERS_PER_PAGE)
      .execute();
    const { total } = await matching
      .select(({ fn }) => fn.countAll<number>().as("total"))
      .executeTakeFirstOrThrow();
    return {
      partners,
      total,
      page,
      pageCount: Math.max(1, Math.ceil(total / PARTNERS_PER_PAGE)),
    };
  },
});

/** Partners that work in any of these communes: secured first, by name. */
export const listPartnersIn = defineQuery({
  name: "listPartnersIn",
  permission: "partner:read",
  input: z.object({ communeCodes: z.array(z.string()) }),
  run: ({ db, input }) =>
    db
      .selectFrom("partner")
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom("partner_commune as pc")
            .whereRef("pc.organisation_id", "=", "partner.organisation_id")
            .whereRef("pc.partner_id", "=", "partner.id")
            .where("pc.commune_code", "in", [...input.communeCodes, ""])
            .select("pc.partner_id"),
        ),
      )
      .select(["id", "name", "kind", "status", "role"])
      .orderBy(sql`array_position(array['secured', 'in_discussion', 'envisaged'], status)`)
      .orderBy("name")
      .execute(),
});

/** @throws NotFound */
export const getPartner = defineQuery({
  name: "getPartner",
  permission: "partner:read",
  input: z.object({ id: z.uuid() }),
  run: ({ db, input }) => loadPartner(db, input.id),
});

/** @throws NotFound */
export async function loadPartner(db: Tx, id: string) {
  const found = await db
    .selectFrom("partner")
    .where("id", "=", id)
    .select(columns)
    .select(places)
    .executeTakeFirst();
  if (!found) throw new NotFound(`No partner ${id}`);
  return found;
}
export type Partner = Awaited<ReturnType<typeof loadPartner>>;

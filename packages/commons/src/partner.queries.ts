import { NotFound } from "@essaim/database/errors";
import { requireId } from "@essaim/database/record";
import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import {
  PARTNERS_PER_PAGE,
  type PartnerKind,
  type PartnerStatus,
  partnerFilterSchema,
} from "./partner.schema.ts";

const columns = [
  "id",
  "name",
  "kind",
  "status",
  "role",
  "website_url as websiteUrl",
  "version",
] as const;

type Row = { kind: string; status: string };
const typed = <R extends Row>(row: R) => ({
  ...row,
  kind: row.kind as PartnerKind,
  status: row.status as PartnerStatus,
});

/** Partners: secured first, then in discussion, then envisaged; by name. */
export const listPartners = defineQuery({
  name: "listPartners",
  permission: "partner:read",
  input: partnerFilterSchema,
  run: async ({ db, actor, input }) => {
    const { search, status, page } = input;
    // % and _ are letters like others in a search.
    const pattern = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
    const matching = db
      .selectFrom("partner")
      .where("organisation_id", "=", actor.organisationId)
      .$if(status !== undefined, (q) => q.where("status", "=", status ?? ""))
      .$if(search !== "", (q) =>
        q.where(sql<boolean>`fold(name || ' ' || role) like fold(${pattern})`),
      );
    const partners = await matching
      .select(columns)
      .orderBy(sql`array_position(array['secured', 'in_discussion', 'envisaged'], status)`)
      .orderBy("name")
      .limit(PARTNERS_PER_PAGE)
      .offset((page - 1) * PARTNERS_PER_PAGE)
      .execute();
    const { total } = await matching
      .select(({ fn }) => fn.countAll<number>().as("total"))
      .executeTakeFirstOrThrow();
    return {
      partners: partners.map(typed),
      total,
      page,
      pageCount: Math.max(1, Math.ceil(total / PARTNERS_PER_PAGE)),
    };
  },
});

/** @throws NotFound */
export const getPartner = defineQuery({
  name: "getPartner",
  permission: "partner:read",
  input: z.object({ id: z.string() }),
  run: async ({ db, actor, input }) => {
    const id = requireId(input.id);
    const found = await db
      .selectFrom("partner")
      .where("organisation_id", "=", actor.organisationId)
      .where("id", "=", id)
      .select(columns)
      .executeTakeFirst();
    if (!found) throw new NotFound(`No partner ${id}`);
    return typed(found);
  },
});
export type Partner = Awaited<ReturnType<typeof getPartner.run>>;

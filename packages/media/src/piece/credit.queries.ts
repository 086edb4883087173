import { isAnnounced } from "@essaim/database/file";
import { defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { creditTargetSchema } from "./credit.schema.ts";
import { decideWithdrawal } from "./piece.rules.ts";

/**
 * A credit, and what the public would lose if this person changed their mind.
 * @throws NotFound when the organisation has no such credit
 */
export const getCredit = defineQuery({
  name: "getCredit",
  permission: "media:read",
  input: creditTargetSchema,
  run: ({ db, input }) => loadCredit(db, input.id),
});

/** @throws NotFound when the organisation has no such credit */
export async function loadCredit(db: Tx, id: string) {
  const row = await db
    .selectFrom("piece_credit as c")
    .innerJoin("piece as p", (join) =>
      join.onRef("p.organisation_id", "=", "c.organisation_id").onRef("p.id", "=", "c.piece_id"),
    )
    .leftJoin("published_piece as pp", (join) =>
      join.onRef("pp.organisation_id", "=", "p.organisation_id").onRef("pp.id", "=", "p.id"),
    )
    .select([
      "c.id",
      "c.piece_id as pieceId",
      "p.title as pieceTitle",
      "c.name",
      "c.role",
      "c.is_anonymous as isAnonymous",
      "c.consent_needed as consentNeeded",
      "c.signed_on as signedOn",
      "c.withdrawn_on as withdrawnOn",
      "c.kept_where as keptWhere",
      "c.in_force as isInForce",
      "c.file_name as fileName",
      "c.size_bytes as sizeBytes",
    ])
    .select(sql<boolean>`pp.id is not null`.as("isPublic"))
    .select(
      sql<boolean>`coalesce(tells_name(pp.content || jsonb_build_object('slug', pp.slug), c.name), false)`.as(
        "tellsName",
      ),
    )
    .where("c.id", "=", id)
    .executeTakeFirst();
  if (!row) throw new NotFound(`No credit ${id}`);
  const { isPublic, tellsName, ...credit } = row;
  return { ...credit, wouldLose: decideWithdrawal(row, isPublic ? { tellsName } : null) };
}
export type CreditRecord = Awaited<ReturnType<typeof loadCredit>>;

/** Is this file of a consent or of a sheet still to be put in the storage? */
export const isMediaFileAwaited = defineQuery({
  name: "isMediaFileAwaited",
  permission: "media:write",
  input: z.object({ storageKey: z.string() }),
  run: ({ db, input }) => isAnnounced(db, input.storageKey),
});

/** Where the bytes of a signed consent are. @throws NotFound when there is none */
export const openConsent = defineQuery({
  name: "openConsent",
  permission: "media:read",
  input: creditTargetSchema,
  run: async ({ db, input }) => {
    const file = await db
      .selectFrom("piece_credit")
      .select([
        "file_name as name",
        "content_type as contentType",
        "size_bytes as sizeBytes",
        "storage_key as storageKey",
      ])
      .where("id", "=", input.id)
      .executeTakeFirst();
    const { name, contentType, sizeBytes, storageKey } = file ?? {};
    if (!name || !contentType || !sizeBytes || !storageKey) throw new NotFound("No such consent");
    return { name, contentType, sizeBytes, storageKey };
  },
});

import { NotFound } from "@essaim/database/errors";
import type { Tx } from "@essaim/database/operation";
import { today } from "@essaim/database/today";
import { defineQuery } from "@essaim/identity/operation";
import { z } from "zod";
import { agreementState } from "./agreement.rules.ts";
import { agreementTargetSchema } from "./agreement.schema.ts";

const rows = (db: Tx) =>
  db
    .selectFrom("partner_agreement")
    .select(["id", "title", "reference", "signed_on as signedOn", "ends_on as endsOn"])
    .select([
      "file_name as fileName",
      "size_bytes as sizeBytes",
      "storage_key as storageKey",
      "version",
    ]);

/** What was signed with a partner, the latest first. */
export const listAgreements = defineQuery({
  name: "listAgreements",
  permission: "partner:read",
  input: z.object({ partnerId: z.uuid() }),
  run: async ({ db, input }) => {
    const agreements = await rows(db)
      .where("partner_id", "=", input.partnerId)
      .orderBy("signed_on", "desc")
      .orderBy("id", "desc")
      .execute();
    const day = today();
    return agreements.map(({ storageKey: _, ...one }) => ({
      ...one,
      state: agreementState(one, day),
    }));
  },
});
export type AgreementLine = Awaited<ReturnType<typeof listAgreements.run>>[number];

/** One agreement, to change it. @throws NotFound */
export const getAgreement = defineQuery({
  name: "getAgreement",
  permission: "partner:write",
  input: agreementTargetSchema,
  run: async ({ db, input }) => {
    const { storageKey: _, ...agreement } = await loadAgreement(db, input);
    return agreement;
  },
});

/** @throws NotFound */
export async function loadAgreement(db: Tx, { partnerId, id }: { partnerId: string; id: string }) {
  const found = await rows(db)
    .where("partner_id", "=", partnerId)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!found) throw new NotFound("No such agreement");
  return found;
}
export type Agreement = Awaited<ReturnType<typeof loadAgreement>>;

/** Where the bytes of a signed paper are: for whoever keeps the partners, as for the papers of grants. @throws NotFound */
export const openAgreement = defineQuery({
  name: "openAgreement",
  permission: "partner:write",
  input: agreementTargetSchema,
  run: async ({ db, input }) => {
    const file = await db
      .selectFrom("partner_agreement")
      .where("partner_id", "=", input.partnerId)
      .where("id", "=", input.id)
      .select(["file_name", "content_type", "size_bytes", "storage_key"])
      .executeTakeFirst();
    if (!file?.storage_key) throw new NotFound("No such file");
    return {
      name: file.file_name ?? "",
      contentType: file.content_type ?? "",
      sizeBytes: file.size_bytes ?? 0,
      storageKey: file.storage_key,
    };
  },
});

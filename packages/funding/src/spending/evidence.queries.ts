import { defineQuery, NotFound } from "@essaim/identity/operation";
import { evidenceTargetSchema } from "./evidence.schema.ts";

/** Where the bytes of a piece of evidence are. The journal keeps who opened it. @throws NotFound */
export const openEvidence = defineQuery({
  name: "openEvidence",
  permission: "spending:read",
  looksAt: { subject: "expense", id: ({ expenseId }) => expenseId },
  input: evidenceTargetSchema,
  run: async ({ db, input }) => {
    const file = await db
      .selectFrom("funding_file")
      .where("expense_id", "=", input.expenseId)
      .where("id", "=", input.id)
      .select([
        "name",
        "content_type as contentType",
        "size_bytes as sizeBytes",
        "storage_key as storageKey",
      ])
      .executeTakeFirst();
    if (!file) throw new NotFound("No such evidence");
    return file;
  },
});

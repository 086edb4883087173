import { NotFound } from "@essaim/database/errors";
import { defineQuery } from "@essaim/identity/operation";
import { z } from "zod";
import { grantFileTargetSchema } from "./grant-file.schema.ts";

/** The papers of a grant, the latest first. */
export const listGrantFiles = defineQuery({
  name: "listGrantFiles",
  permission: "grant:write",
  input: z.object({ grantId: z.uuid() }),
  run: ({ db, input }) =>
    db
      .selectFrom("funding_file as f")
      .leftJoin("membership as m", (join) =>
        join
          .onRef("m.organisation_id", "=", "f.organisation_id")
          .onRef("m.id", "=", "f.created_by"),
      )
      .leftJoin("user_account as u", "u.id", "m.user_id")
      .where("f.grant_id", "=", input.grantId)
      .select([
        "f.id",
        "f.kind",
        "f.name",
        "f.content_type as contentType",
        "f.size_bytes as sizeBytes",
        "f.created_at as attachedAt",
        "u.full_name as attachedBy",
      ])
      .orderBy("f.created_at", "desc")
      .orderBy("f.id", "desc")
      .execute(),
});
export type GrantFileLine = Awaited<ReturnType<typeof listGrantFiles.run>>[number];

/** Where the bytes of a paper are. @throws NotFound */
export const openGrantFile = defineQuery({
  name: "openGrantFile",
  permission: "grant:write",
  input: grantFileTargetSchema,
  run: async ({ db, input }) => {
    const file = await db
      .selectFrom("funding_file")
      .where("grant_id", "=", input.grantId)
      .where("id", "=", input.id)
      .select([
        "name",
        "content_type as contentType",
        "size_bytes as sizeBytes",
        "storage_key as storageKey",
      ])
      .executeTakeFirst();
    if (!file) throw new NotFound("No such file");
    return file;
  },
});

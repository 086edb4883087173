import { definePublicQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { sealCodeSchema } from "./seal.schema.ts";

/** The public halves of every key that ever sealed a report here, the newest first. For everybody. */
export const listSigningKeys = definePublicQuery({
  name: "listSigningKeys",
  permission: "published:read",
  input: z.object({}),
  run: ({ db }) =>
    db
      .selectFrom("signing_key")
      .select([
        "id",
        "public_key as publicKey",
        sql<string>`(created_at at time zone 'Europe/Paris')::date`.as("since"),
      ])
      .orderBy("created_at", "desc")
      .orderBy("id")
      .execute(),
});

/** What proves a report, for whoever has its code: neither its title nor a figure. Null for a code that is none. */
export const findSeal = definePublicQuery({
  name: "findSeal",
  permission: "published:read",
  input: sealCodeSchema,
  run: async ({ db, input }) => {
    const { rows } = await sql<{
      code: string;
      approvedOn: string;
      hash: string;
      signature: string;
      keyId: string;
      publicKey: string;
    }>`select code, (approved_at at time zone 'Europe/Paris')::date as "approvedOn", hash, signature, key_id as "keyId", public_key as "publicKey"
      from find_seal(${input.code})`.execute(db);
    return rows[0] ?? null;
  },
});

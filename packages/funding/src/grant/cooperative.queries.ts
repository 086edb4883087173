import type { Tx } from "@essaim/database/operation";
import { defineQuery } from "@essaim/identity/operation";
import { z } from "zod";

export type LegalIdentity = Awaited<ReturnType<typeof loadLegalIdentity>>;

/** Row level security leaves one. `legalName` is empty, and `siret` null, until somebody writes them. */
export const loadLegalIdentity = (db: Tx) =>
  db
    .selectFrom("organisation")
    .select(["name", "legal_name as legalName", "siret", "version"])
    .executeTakeFirstOrThrow();

export const getLegalIdentity = defineQuery({
  name: "getLegalIdentity",
  permission: "grant:read",
  input: z.object({}),
  run: ({ db }) => loadLegalIdentity(db),
});

import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";
import { siretFromText } from "./siret.rules.ts";

/** What the cooperative is called in law, for its applications and its reports. */
export const legalIdentitySchema = z.object({
  legalName: z.string().trim().max(200, "Écrivez au plus 200 caractères.").default(""),
  siret: siretFromText,
  version: versionSchema,
});

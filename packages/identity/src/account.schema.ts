import { z } from "zod";
import { currentPasswordSchema, newPasswordSchema } from "./password.schema.ts";

const email = (missing: string) =>
  z
    .string(missing)
    .trim()
    .max(254, "Cette adresse est trop longue.")
    .pipe(z.email("Indiquez une adresse complète, par exemple prenom.nom@exemple.fr."));

const fullName = (missing: string) =>
  z.string(missing).trim().min(1, missing).max(120, "Écrivez au plus 120 caractères.");

/** One's own. */
const emailSchema = email("Indiquez votre adresse électronique.");
const fullNameSchema = fullName("Indiquez votre nom complet.");

/** Those of somebody else. */
export const theirEmailSchema = email("Indiquez son adresse électronique.");
export const theirFullNameSchema = fullName("Indiquez son nom complet.");

/** The sign-in form. Any text is tried as an address: saying which are malformed would help nobody. */
export const signInSchema = z.object({
  email: z.string("Indiquez votre adresse électronique.").trim().max(254),
  password: currentPasswordSchema,
});

export const resetRequestSchema = z.object({ email: emailSchema });

export const resetSchema = z.object({ newPassword: newPasswordSchema });

/** Taking up an invitation: somebody new chooses a name and a password, the others prove theirs. */
export const newAccountSchema = z.object({ fullName: fullNameSchema, password: newPasswordSchema });
export const knownAccountSchema = z.object({ password: currentPasswordSchema });

export const passwordChangeSchema = z.object({
  currentPassword: currentPasswordSchema,
  newPassword: newPasswordSchema,
});

import { z } from "zod";

/** Shortest password accepted, in characters (CNIL, délibération 2022-100: length before composition). */
const minimumPasswordLength = 12;
/** A longer one would only make the server work. */
const maximumPasswordLength = 200;

export const passwordRule = `Au moins ${minimumPasswordLength} caractères. Une phrase que vous retenez vaut mieux qu’un mot compliqué.`;

/** A password somebody chooses: long enough, and no other rule. */
export const newPasswordSchema = z
  .string("Choisissez un mot de passe.")
  .min(minimumPasswordLength, `Choisissez au moins ${minimumPasswordLength} caractères.`)
  .max(maximumPasswordLength, `Choisissez au plus ${maximumPasswordLength} caractères.`);

/** A password somebody already has: whatever they type is tried. */
export const currentPasswordSchema = z
  .string("Indiquez votre mot de passe.")
  .max(1000, "Ce mot de passe est trop long.");

import { z } from "zod";

/** La Poste numbers its establishments by the sum of their digits (INSEE, Sirene documentation). */
const LA_POSTE = "356000000";

/**
 * Does a SIRET, fourteen digits, hold by Luhn's key? The establishments of La Poste hold when the sum of their digits is
 * a multiple of five too. The database says the same (`is_siret`, migration 036).
 */
export function isSiret(written: string): boolean {
  if (!/^[0-9]{14}$/.test(written)) return false;
  const digits = [...written].map(Number);
  const luhn = digits.reduce((sum, digit, index) => {
    const counted = index % 2 === 0 ? digit * 2 : digit;
    return sum + (counted > 9 ? counted - 9 : counted);
  }, 0);
  if (luhn % 10 === 0) return true;
  return written.startsWith(LA_POSTE) && digits.reduce((sum, digit) => sum + digit, 0) % 5 === 0;
}

/** « 356 000 000 00048 », as it is printed: the number of the establishment stands apart. */
export function formatSiret(siret: string): string {
  return siret.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, "$1\u202f$2\u202f$3\u202f$4");
}

/** A SIRET as people write it, with spaces of any kind or dots → its digits; null when the field is empty. */
export const siretFromText = z
  .string()
  .optional()
  .transform((text, context) => {
    const digits = (text ?? "").replace(/[\s\u00a0\u2007\u2009\u202f\u2060.]/gu, "");
    if (digits === "") return null;
    if (isSiret(digits)) return digits;
    const message = /^[0-9]{14}$/.test(digits)
      ? "Ce SIRET ne tombe pas juste\u202f: un chiffre est sans doute faux, ou deux sont échangés."
      : /^[0-9]{9}$/.test(digits)
        ? "C’est un SIREN, de 9 chiffres. Ajoutez les 5 chiffres de l’établissement."
        : "Un SIRET compte 14 chiffres.";
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  });

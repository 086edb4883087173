import type { FormState } from "@essaim/web/form";

/** Takes passwords out of what goes back to the page: the person types them again. */
export function withoutPasswords(state: FormState): FormState {
  const values = Object.entries(state.values).filter(([name]) => !/password/i.test(name));
  return { ...state, values: Object.fromEntries(values) };
}

/** « Réessayez dans 12 minutes. » */
export function tooManyAttempts(retryInSeconds: number): string {
  const minutes = Math.ceil(retryInSeconds / 60);
  return `Trop d’essais. Réessayez dans ${minutes}\u00a0minute${minutes > 1 ? "s" : ""}, ou choisissez un nouveau mot de passe.`;
}

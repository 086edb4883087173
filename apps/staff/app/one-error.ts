import type { FormState } from "@essaim/web/form";

/**
 * A short form with one error says it once, beside its field. Several, or one that is about the whole form, are told
 * above it too.
 * @returns what to tell above the form
 */
export function exceptOneError(state: FormState | undefined): FormState | undefined {
  const isAlone = Object.keys(state?.errors ?? {}).length === 1 && !state?.formError;
  return isAlone ? undefined : state;
}

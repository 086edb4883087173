import type { FormState } from "@essaim/web/form";
import { useEffect } from "react";

/**
 * A short form with one error says it once, beside its field, which takes the focus. Several, or one that is about the
 * whole form, are told above it too.
 * @returns what to tell above the form
 */
export function useOneError(state: FormState | undefined): FormState | undefined {
  const [field, ...others] = Object.keys(state?.errors ?? {});
  const isAlone = field !== undefined && others.length === 0 && !state?.formError;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same error sent again takes the focus again.
  useEffect(() => {
    if (isAlone) document.getElementById(field)?.focus();
  }, [state, isAlone, field]);
  return isAlone ? undefined : state;
}

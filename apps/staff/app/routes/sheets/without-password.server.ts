import type { FormState } from "@essaim/web/form";

/** What was typed, to be shown again, without the password: it is typed anew. */
export function withoutPassword(state: FormState): FormState {
  const { password: _, ...values } = state.values;
  return { ...state, values };
}

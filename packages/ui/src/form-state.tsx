/** What an action sends back to its form after a refusal: nothing typed is lost. */
export type FormState = {
  values: Record<string, string | string[]>;
  errors: Record<string, string>;
  formError?: string;
};

export type FieldProps = { name: string; defaultValue?: string; error?: string };

/** Props of a text-like field: what was typed when there is a refused form, otherwise the saved value. */
export function fieldProps(
  state: FormState | null | undefined,
  name: string,
  saved?: string | number | null,
): FieldProps {
  const typed = state?.values[name];
  const value = Array.isArray(typed) ? typed.at(-1) : typed;
  return {
    name,
    defaultValue: value ?? (saved == null ? undefined : String(saved)),
    error: state?.errors[name],
  };
}

/** The same for a group of check boxes. */
export function fieldListProps(
  state: FormState | null | undefined,
  name: string,
  saved: readonly string[] = [],
): { name: string; defaultValue: string[]; error?: string } {
  const typed = state?.values[name];
  const values = state
    ? typed === undefined
      ? []
      : Array.isArray(typed)
        ? typed
        : [typed]
    : [...saved];
  return { name, defaultValue: values, error: state?.errors[name] };
}

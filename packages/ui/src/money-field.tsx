import { cx } from "./cx.tsx";
import { describe, Field, type FieldOptions, fieldWidths } from "./field.tsx";
import { useWords } from "./locale.tsx";

/** An amount in euros, as people write it (« 1 234,50 »). The server turns it into cents. */
export function MoneyField({
  label,
  hint,
  error,
  optional,
  width = "short",
  className,
  name,
  id,
  defaultValue,
}: FieldOptions & { defaultValue?: string }) {
  const words = useWords();
  return (
    <Field
      {...{ name, id, label, hint, error, optional, className }}
      labelAside={<span className="sr-only"> {words.euros}</span>}
    >
      <span className={cx("relative block", fieldWidths[width])}>
        <input
          type="text"
          inputMode="decimal"
          autoComplete="off"
          className="control pr-9 text-right"
          defaultValue={defaultValue}
          {...describe({ name, id, hint, error, optional })}
        />
        <span
          aria-hidden="true"
          className="pointer-events-none absolute inset-y-0 right-3 flex items-center text-muted"
        >
          €
        </span>
      </span>
    </Field>
  );
}

import { cx } from "./cx.tsx";
import { describe, Field, type FieldOptions, fieldWidths } from "./field.tsx";

/** A day, sent as YYYY-MM-DD by the browser's own date control. `min` and `max` have the same form. */
export function DateField({
  label,
  hint,
  error,
  optional,
  width = "short",
  className,
  name,
  id,
  defaultValue,
  min,
  max,
  autoComplete,
}: FieldOptions & { defaultValue?: string; min?: string; max?: string; autoComplete?: string }) {
  return (
    <Field {...{ name, id, label, hint, error, optional, className }}>
      <input
        type="date"
        className={cx("control", fieldWidths[width])}
        defaultValue={defaultValue}
        min={min}
        max={max}
        autoComplete={autoComplete}
        {...describe({ name, id, hint, error, optional })}
      />
    </Field>
  );
}

import { cx } from "./cx.tsx";
import { describe, Field, type FieldOptions, fieldWidths } from "./field.tsx";

/** A time of day, sent as HH:MM by the browser's own control; typed so where there is none. */
export function TimeField({
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
  return (
    <Field {...{ name, id, label, hint, error, optional, className }}>
      <input
        type="time"
        className={cx("control", fieldWidths[width])}
        defaultValue={defaultValue}
        // Quarters of an hour are proposed; any minute may be typed.
        step={300}
        {...describe({ name, id, hint, error, optional })}
      />
    </Field>
  );
}

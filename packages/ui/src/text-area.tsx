import type { TextareaHTMLAttributes } from "react";
import { cx } from "./cx.tsx";
import { describe, Field, type FieldOptions, fieldWidths } from "./field.tsx";

/** Several lines of text; grows with its content where the browser knows how. */
export function TextArea({
  label,
  hint,
  error,
  optional,
  width = "full",
  className,
  name,
  id,
  rows = 5,
  ...native
}: FieldOptions &
  Pick<
    TextareaHTMLAttributes<HTMLTextAreaElement>,
    "defaultValue" | "rows" | "maxLength" | "spellCheck" | "autoFocus" | "lang" | "readOnly"
  >) {
  return (
    <Field {...{ name, id, label, hint, error, optional, className }}>
      <textarea
        rows={rows}
        className={cx(
          "control field-sizing-content max-w-measure",
          rows > 2 ? "min-h-28" : "min-h-19",
          fieldWidths[width],
        )}
        {...describe({ name, id, hint, error, optional })}
        {...native}
      />
    </Field>
  );
}

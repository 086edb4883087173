import type { InputHTMLAttributes } from "react";
import { cx } from "./cx.tsx";
import { describe, Field, type FieldOptions, fieldWidths } from "./field.tsx";

type Native = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  | "defaultValue"
  | "autoComplete"
  | "inputMode"
  | "maxLength"
  | "spellCheck"
  | "list"
  | "readOnly"
  | "autoFocus"
  | "min"
  | "max"
  | "step"
  | "lang"
  | "autoCapitalize"
>;

type TextFieldProps = FieldOptions &
  Native & { type?: "text" | "email" | "password" | "tel" | "url" | "number" };

/** One line of text. */
export function TextField({
  label,
  hint,
  error,
  optional,
  width = "long",
  className,
  name,
  id,
  type = "text",
  ...native
}: TextFieldProps) {
  return (
    <Field {...{ name, id, label, hint, error, optional, className }}>
      <input
        type={type}
        className={cx("control", fieldWidths[width])}
        {...describe({ name, id, hint, error, optional })}
        {...native}
      />
    </Field>
  );
}

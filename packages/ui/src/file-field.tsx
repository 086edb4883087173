import { useState } from "react";
import { cx } from "./cx.tsx";
import { describe, Field, type FieldOptions, fieldWidths } from "./field.tsx";
import { formatSize } from "./format.tsx";

/**
 * A file of the person's machine; its form has `encType="multipart/form-data"`. A file that is too large is said so
 * before it leaves, where scripts run; the server says it to the others.
 * @param accept extensions that the browser offers, as in « .pdf,.png »
 * @param maxBytes largest file, in bytes
 */
export function FileField({
  accept,
  maxBytes,
  label,
  hint,
  error: refusal,
  optional,
  width = "long",
  className,
  name,
  id,
}: FieldOptions & { accept: string; maxBytes: number }) {
  const [tooLarge, setTooLarge] = useState<string>();
  const error = tooLarge ?? refusal;
  return (
    <Field {...{ name, id, label, hint, error, optional, className }}>
      <input
        type="file"
        accept={accept}
        className={cx(
          "control h-auto bg-surface py-1.5 text-ink file:mr-3 file:rounded-sm file:border-0 file:bg-well file:px-3 file:py-1.5 file:font-semibold file:text-ink",
          fieldWidths[width],
        )}
        onChange={(event) => {
          const input = event.currentTarget;
          const file = input.files?.[0];
          if (!file || file.size <= maxBytes) return setTooLarge(undefined);
          setTooLarge(
            `«\u202f${file.name}\u202f» pèse ${formatSize(file.size)}\u202f: ${formatSize(maxBytes)} au plus. Choisissez un fichier plus petit.`,
          );
          input.value = "";
        }}
        {...describe({ name, id, hint, error, optional })}
      />
    </Field>
  );
}

import { useEffect, useRef, useState } from "react";
import { cx } from "./cx.tsx";
import { describe, Field, type FieldOptions, fieldWidths } from "./field.tsx";
import { formatSize } from "./format.tsx";

/**
 * A file of the person's machine; its form has `encType="multipart/form-data"`. A file that is too large is said so
 * before it leaves, where scripts run; the server says it to the others.
 * @param accept extensions that the browser offers, as in « .pdf,.png »
 * @param maxBytes largest file, in bytes
 * @param multiple several files at once, read with `readUpload(…).all`
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
  multiple,
}: FieldOptions & { accept: string; maxBytes: number; multiple?: boolean }) {
  const [tooLarge, setTooLarge] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  // The form does not leave with a file that was refused: the server would only see that there is none.
  useEffect(() => {
    if (!tooLarge) return;
    const stay = (event: Event) => {
      if (event.target !== input.current?.form) return;
      event.preventDefault();
      event.stopPropagation();
      input.current?.focus();
    };
    window.addEventListener("submit", stay, { capture: true });
    return () => window.removeEventListener("submit", stay, { capture: true });
  }, [tooLarge]);
  const error = tooLarge ?? refusal;
  return (
    <Field {...{ name, id, label, hint, error, optional, className }}>
      <input
        ref={input}
        type="file"
        accept={accept}
        multiple={multiple}
        className={cx(
          "control h-auto bg-surface py-1.5 text-ink file:mr-3 file:rounded-sm file:border-0 file:bg-well file:px-3 file:py-1.5 file:font-semibold file:text-ink",
          fieldWidths[width],
        )}
        onChange={(event) => {
          const chosen = [...(event.currentTarget.files ?? [])];
          const file = chosen.find((one) => one.size > maxBytes);
          if (!file) return setTooLarge(undefined);
          setTooLarge(
            `«\u202f${file.name}\u202f» pèse ${formatSize(file.size)}\u202f: ${formatSize(maxBytes)} au plus. Choisissez un fichier plus petit.`,
          );
          event.currentTarget.value = "";
        }}
        {...describe({ name, id, hint, error, optional })}
      />
    </Field>
  );
}

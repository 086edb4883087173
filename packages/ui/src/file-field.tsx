import { describe, Field, type FieldOptions } from "./field.tsx";

/** A file to send. `accept` as in HTML; the form needs encType="multipart/form-data". */
export function FileField({
  label,
  hint,
  error,
  optional,
  className,
  name,
  id,
  accept,
  multiple,
}: Omit<FieldOptions, "width"> & { accept?: string; multiple?: boolean }) {
  return (
    <Field {...{ name, id, label, hint, error, optional, className }}>
      <input
        type="file"
        accept={accept}
        multiple={multiple}
        className="max-w-full rounded-md border border-dashed border-edge bg-surface p-3 text-sm file:mr-3 file:min-h-9 file:cursor-pointer file:rounded-md file:border file:border-edge file:bg-paper file:px-3 file:font-semibold file:text-ink"
        {...describe({ name, id, hint, error, optional })}
      />
    </Field>
  );
}

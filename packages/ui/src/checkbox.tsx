import { cx } from "./cx.tsx";
import { describe, FieldError, type FieldOptions } from "./field.tsx";

/** A single yes or no, sent as `value` ("on" unless given) when ticked. Must be ticked only if `mustTick`. */
export function Checkbox({
  name,
  id = name,
  label,
  hint,
  error,
  className,
  value = "on",
  defaultChecked,
  mustTick = false,
}: Omit<FieldOptions, "width" | "optional"> & {
  value?: string;
  defaultChecked?: boolean;
  mustTick?: boolean;
}) {
  return (
    <div
      className={cx("flex flex-col gap-1.5", error && "border-l-4 border-danger pl-3", className)}
    >
      {error && <FieldError id={id}>{error}</FieldError>}
      <div className="flex gap-2.5">
        <span className="flex min-h-9 items-start pt-1.5 pointer-coarse:min-h-11">
          <input
            type="checkbox"
            className="tick"
            value={value}
            defaultChecked={defaultChecked}
            {...describe({ name, id, hint, error, optional: !mustTick })}
          />
        </span>
        <span className="min-w-0 flex-1 py-1.5">
          <label htmlFor={id} className="block">
            {label}
          </label>
          {hint && (
            <span id={`${id}-hint`} className="block max-w-measure text-sm text-muted">
              {hint}
            </span>
          )}
        </span>
      </div>
    </div>
  );
}

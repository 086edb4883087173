import { cx } from "./cx.tsx";
import type { Option } from "./select.tsx";

/** One radio or check box with its words; the whole line answers to a press. */
export function ChoiceLine({
  type,
  id,
  name,
  option,
  checked,
  invalid,
  required,
}: {
  type: "radio" | "checkbox";
  id: string;
  name: string;
  option: Option;
  checked: boolean;
  invalid?: boolean;
  required?: boolean;
}) {
  // The first choice of a group has the id of its group, whose own hint is `id-hint`.
  const about = `${id}-about`;
  return (
    <div className="flex gap-2.5">
      <span className="flex min-h-9 items-start pt-1.5 pointer-coarse:min-h-11">
        <input
          className="tick"
          type={type}
          id={id}
          name={name}
          value={option.value}
          defaultChecked={checked}
          disabled={option.disabled}
          required={required}
          aria-invalid={invalid || undefined}
          aria-describedby={option.hint ? about : undefined}
        />
      </span>
      <span className="min-w-0 flex-1 py-1.5">
        <label htmlFor={id} className={cx("block", option.disabled && "text-muted")}>
          {option.label}
        </label>
        {option.hint && (
          <span id={about} className="block text-sm text-muted">
            {option.hint}
          </span>
        )}
      </span>
    </div>
  );
}

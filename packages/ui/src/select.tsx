import { cx } from "./cx.tsx";
import { describe, Field, type FieldOptions, fieldWidths } from "./field.tsx";
import { useWords } from "./locale.tsx";

export type Option = { value: string; label: string; hint?: string; disabled?: boolean };
export type OptionGroup = { label: string; options: readonly Option[] };

/** A closed list. Up to six choices, prefer RadioGroup. `placeholder` adds an empty first choice; false for none. */
export function Select({
  label,
  hint,
  error,
  optional,
  width = "medium",
  className,
  name,
  id,
  options,
  defaultValue,
  placeholder,
}: FieldOptions & {
  options: readonly (Option | OptionGroup)[];
  defaultValue?: string;
  placeholder?: string | false;
}) {
  const words = useWords();
  return (
    <Field {...{ name, id, label, hint, error, optional, className }}>
      <select
        className={cx("control", fieldWidths[width])}
        defaultValue={defaultValue ?? ""}
        {...describe({ name, id, hint, error, optional })}
      >
        {placeholder !== false && <option value="">{placeholder ?? words.choose}</option>}
        {options.map((entry) =>
          "options" in entry ? (
            <optgroup key={entry.label} label={entry.label}>
              {entry.options.map((option) => (
                <Choice key={option.value} option={option} />
              ))}
            </optgroup>
          ) : (
            <Choice key={entry.value} option={entry} />
          ),
        )}
      </select>
    </Field>
  );
}

function Choice({ option }: { option: Option }) {
  return (
    <option value={option.value} disabled={option.disabled}>
      {option.label}
    </option>
  );
}

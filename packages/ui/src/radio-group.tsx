import { ChoiceLine } from "./choice.tsx";
import { cx } from "./cx.tsx";
import type { FieldOptions } from "./field.tsx";
import { Fieldset } from "./fieldset.tsx";
import type { Option } from "./select.tsx";

/** One choice among a few, all visible. The first button has the field's id, so that the error summary reaches it. */
export function RadioGroup({
  name,
  id = name,
  label,
  hint,
  error,
  optional,
  className,
  options,
  defaultValue,
  inline = false,
}: Omit<FieldOptions, "width"> & {
  options: readonly Option[];
  defaultValue?: string;
  inline?: boolean;
}) {
  return (
    <Fieldset
      level="field"
      role="radiogroup"
      question={label}
      {...{ id, hint, error, optional, className }}
    >
      <div className={cx("flex", inline ? "flex-wrap gap-x-6" : "flex-col")}>
        {options.map((option, index) => (
          <ChoiceLine
            key={option.value}
            type="radio"
            id={index === 0 ? id : `${id}-${index + 1}`}
            name={name}
            option={option}
            checked={option.value === defaultValue}
          />
        ))}
      </div>
    </Fieldset>
  );
}

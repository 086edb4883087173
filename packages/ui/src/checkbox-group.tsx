import { ChoiceLine } from "./choice.tsx";
import { cx } from "./cx.tsx";
import type { FieldOptions } from "./field.tsx";
import { Fieldset } from "./fieldset.tsx";
import type { Option } from "./select.tsx";

/** Several choices under one name; the form sends the name once per ticked box. `columns` spreads short choices, "narrow" very short ones. */
export function CheckboxGroup({
  name,
  id = name,
  label,
  hint,
  error,
  optional,
  className,
  options,
  defaultValue = [],
  columns = false,
}: Omit<FieldOptions, "width"> & {
  options: readonly Option[];
  defaultValue?: readonly string[];
  columns?: boolean | "narrow";
}) {
  return (
    <Fieldset level="field" question={label} {...{ id, hint, error, optional, className }}>
      <div
        className={
          columns
            ? cx(
                "grid gap-x-6",
                columns === "narrow"
                  ? "grid-cols-[repeat(auto-fill,minmax(8.5rem,1fr))]"
                  : "grid-cols-[repeat(auto-fill,minmax(13rem,1fr))]",
              )
            : cx("flex flex-col")
        }
      >
        {options.map((option, index) => (
          <ChoiceLine
            key={option.value}
            type="checkbox"
            id={index === 0 ? id : `${id}-${index + 1}`}
            name={name}
            option={option}
            checked={defaultValue.includes(option.value)}
            invalid={Boolean(error)}
          />
        ))}
      </div>
    </Fieldset>
  );
}

import { buttonClass } from "./button.tsx";
import { cx } from "./cx.tsx";
import { Icon } from "./icon.tsx";
import { useWords } from "./locale.tsx";

/** A search box with its button, to be put in a GET form. `large` for the public front page; `bare` leaves the button out (filters). */
export function SearchField({
  name = "q",
  id = name,
  label,
  hideLabel = false,
  defaultValue,
  placeholder,
  hint,
  large = false,
  bare = false,
  className,
  list,
  isArrival = false,
}: {
  name?: string;
  id?: string;
  label: string;
  hideLabel?: boolean;
  defaultValue?: string;
  placeholder?: string;
  hint?: string;
  large?: boolean;
  bare?: boolean;
  className?: string;
  list?: string;
  /** What the page is for: whoever arrives with a keyboard types there at once. */
  isArrival?: boolean;
}) {
  const words = useWords();
  return (
    <div className={cx("flex flex-col gap-1.5", className)}>
      <label
        htmlFor={id}
        className={hideLabel ? "sr-only" : cx("font-semibold", large && "text-lg")}
      >
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      <div className="flex">
        <div className="relative min-w-0 flex-1">
          <Icon
            name="search"
            size={large ? 22 : 18}
            className={cx(
              "pointer-events-none absolute inset-y-0 left-3 my-auto h-full text-muted",
              !bare && "max-sm:hidden",
            )}
          />
          <input
            type="search"
            enterKeyHint="search"
            autoComplete="off"
            spellCheck={false}
            id={id}
            name={name}
            list={list}
            data-arrival={isArrival || undefined}
            defaultValue={defaultValue}
            placeholder={placeholder}
            aria-describedby={hint ? `${id}-hint` : undefined}
            className={cx(
              "control",
              large ? "min-h-14 text-lg" : "",
              bare ? "pl-9" : large ? "sm:pl-11" : "sm:pl-9",
              !bare && "rounded-r-none border-r-0",
            )}
          />
        </div>
        {!bare && (
          <button
            type="submit"
            className={cx(
              buttonClass({ variant: "primary" }),
              "rounded-l-none",
              large && "px-6 max-sm:px-4",
            )}
          >
            <Icon name="search" size={22} className="sm:hidden" />
            <span className="max-sm:sr-only">{words.search}</span>
          </button>
        )}
      </div>
    </div>
  );
}

// biome-ignore-all lint/a11y/useAriaPropsSupportedByRole: they are written only with the role that knows them.
import type { ReactNode } from "react";
import { cx } from "./cx.tsx";
import { FieldError, FieldHint, OptionalMark } from "./field.tsx";

type FieldsetProps = {
  /** The question the coach would ask, e.g. « Où habite la personne ? ». */
  question: ReactNode;
  id?: string;
  hint?: ReactNode;
  error?: string;
  optional?: boolean | "unmarked";
  /** "group" titles several fields; "field" is the label of one set of choices. */
  level?: "group" | "field";
  role?: "radiogroup";
  className?: string;
  children: ReactNode;
};

/** A group of fields titled by a question. */
export function Fieldset({
  question,
  id,
  hint,
  error,
  optional,
  level = "group",
  role,
  className,
  children,
}: FieldsetProps) {
  const described = id
    ? cx(hint ? `${id}-hint` : null, error && `${id}-error`) || undefined
    : undefined;
  return (
    <fieldset
      className={cx(
        "min-w-0",
        level === "group" && "not-first:mt-6",
        error && "border-l-4 border-danger pl-3",
        className,
      )}
      role={role}
      aria-describedby={described}
      aria-invalid={role && error ? true : undefined}
      aria-required={role && !optional ? true : undefined}
    >
      <legend
        className={
          level === "group"
            ? "mb-4 w-full border-t-2 border-ink pt-3 text-xl leading-snug"
            : "float-left mb-1 w-full"
        }
      >
        {question}
        <OptionalMark optional={optional} />
      </legend>
      {id && (hint || error) && (
        <div className="clear-both mb-1.5 flex flex-col gap-1.5">
          {hint && <FieldHint id={id}>{hint}</FieldHint>}
          {error && <FieldError id={id}>{error}</FieldError>}
        </div>
      )}
      {!id && hint && <p className="-mt-2 mb-5 max-w-measure text-muted">{hint}</p>}
      <div className={level === "group" ? "flex flex-col gap-6" : "clear-both"}>{children}</div>
    </fieldset>
  );
}

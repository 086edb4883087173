import type { ReactNode } from "react";
import { cx } from "./cx.tsx";
import { Icon } from "./icon.tsx";
import { useWords } from "./locale.tsx";

type FieldWidth = "full" | "long" | "medium" | "short";

/** Props that every field takes. `optional` adds « facultatif »; "unmarked" says nothing (filters, search). */
export type FieldOptions = {
  name: string;
  label: ReactNode;
  id?: string;
  hint?: ReactNode;
  error?: string;
  optional?: boolean | "unmarked";
  width?: FieldWidth;
  className?: string;
};

export const fieldWidths: Record<FieldWidth, string> = {
  full: "w-full",
  long: "w-full max-w-xl",
  medium: "w-full max-w-xs",
  short: "w-full max-w-44",
};

/** Attributes that tie a control to its hint and error. Ids are `id`, `id-hint`, `id-error`; `id` is the name unless given. */
export function describe({
  name,
  id = name,
  hint,
  error,
  optional,
}: Pick<FieldOptions, "name" | "id" | "hint" | "error" | "optional">) {
  return {
    id,
    name,
    required: optional ? undefined : true,
    "aria-invalid": error ? (true as const) : undefined,
    "aria-describedby": cx(hint ? `${id}-hint` : null, error && `${id}-error`) || undefined,
  };
}

export function FieldHint({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={`${id}-hint`} className="max-w-measure text-sm text-muted">
      {children}
    </p>
  );
}

export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  const words = useWords();
  return (
    <p id={`${id}-error`} className="flex items-start gap-1.5 text-sm font-semibold text-danger">
      <Icon name="alert" size={18} className="mt-0.5" />
      <span>
        <span className="sr-only">{words.error} </span>
        {children}
      </span>
    </p>
  );
}

export function OptionalMark({ optional }: { optional?: boolean | "unmarked" }) {
  const words = useWords();
  return optional === true ? (
    <span className="font-normal text-muted"> ({words.optional})</span>
  ) : null;
}

/** Label above, hint, error, then the control given as children. */
export function Field({
  name,
  id = name,
  label,
  hint,
  error,
  optional,
  className,
  children,
  labelAside,
}: FieldOptions & { children: ReactNode; labelAside?: ReactNode }) {
  return (
    <div
      className={cx("flex flex-col gap-1.5", error && "border-l-4 border-danger pl-3", className)}
    >
      <label htmlFor={id} className="font-semibold">
        {label}
        {labelAside}
        <OptionalMark optional={optional} />
      </label>
      {hint && <FieldHint id={id}>{hint}</FieldHint>}
      {error && <FieldError id={id}>{error}</FieldError>}
      {children}
    </div>
  );
}

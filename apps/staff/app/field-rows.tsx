import { Button } from "@essaim/ui/button";
import { FieldError } from "@essaim/ui/field";
import type { FieldProps } from "@essaim/ui/form-state";
import { useLocation } from "@remix-run/react";
import { type ReactNode, useEffect, useRef } from "react";
import type { Answer } from "~/answer";
import { rowCount } from "./form-rows";

type Field = (name: string) => FieldProps & { id: string };
type Row = { list: string; index: number; isFilled: boolean };

/** A list of rows in a form, that grows by sending the form: everything typed comes back. */
export function FieldRows({
  list,
  add,
  spare = 1,
  saved = {},
  answer,
  children,
}: {
  list: string;
  /** What the button that adds one says. Without it, the list only shrinks. */
  add?: string;
  /** Empty rows of a list that holds nothing yet. */
  spare?: number;
  saved?: Record<string, string>;
  answer?: Answer;
  children: (row: Row, field: Field) => ReactNode;
}) {
  const { pathname } = useLocation();
  const box = useRef<HTMLDivElement>(null);
  // Once something was sent, only what was sent counts: a row taken out must not come back.
  const values = answer?.state.values ?? saved;
  const errors = answer?.state.errors ?? {};
  const { filled, shown: wanted } = rowCount(list, values, spare);
  const shown = add ? wanted : filled;
  const changed = answer?.rows === list ? answer.key : undefined;

  useEffect(() => {
    if (!changed) return;
    const first = `[name^="${list}.${Math.max(shown - 1, 0)}."]`;
    box.current?.querySelector<HTMLElement>(first)?.focus();
  }, [changed, list, shown]);

  return (
    <div ref={box} id={list} className="flex flex-col gap-4">
      {errors[list] && <FieldError id={list}>{errors[list]}</FieldError>}
      <input type="hidden" name={`${list}Shown`} value={shown} />
      <ol key={answer?.key} className="flex flex-col gap-4">
        {Array.from({ length: shown }, (_, row) => {
          const field: Field = (name) => {
            const full = `${list}.${row}.${name}`;
            const value = values[full];
            const text = Array.isArray(value) ? value[0] : value;
            return { name: full, id: full, defaultValue: text, error: errors[full] };
          };
          return children({ list, index: row, isFilled: row < filled }, field);
        })}
      </ol>
      {add && (
        <div>
          <Button
            type="submit"
            name="addRow"
            value={list}
            icon="plus"
            size="small"
            formAction={`${pathname}#${list}`}
          >
            {add}
          </Button>
        </div>
      )}
    </div>
  );
}

/** One row, with the button that takes it out once it holds something, and one that raises it where order matters. */
export function FieldRow({
  row,
  one,
  ordered = false,
  stays = false,
  children,
}: {
  row: Row;
  one: string;
  ordered?: boolean;
  /** It may not be taken out. */
  stays?: boolean;
  children: ReactNode;
}) {
  const { pathname } = useLocation();
  const { list, index, isFilled } = row;
  const name = `${one} ${index + 1}`;
  const button = {
    type: "submit",
    value: `${list}.${index}`,
    variant: "quiet",
    size: "small",
    formAction: `${pathname}#${list}`,
  } as const;
  return (
    <li>
      <fieldset className="grid min-w-0 gap-x-6 gap-y-4 rounded-lg border border-line bg-surface p-4 sm:grid-cols-3">
        <legend className="sr-only">{name}</legend>
        <div className="flex min-h-8 items-center justify-between gap-4 sm:col-span-3">
          <span aria-hidden="true" className="text-sm text-muted">
            {name}
          </span>
          {isFilled && (
            <span className="flex gap-4">
              {ordered && index > 0 && (
                <Button {...button} name="raiseRow">
                  Monter<span className="sr-only"> {name}</span>
                </Button>
              )}
              {!stays && (
                <Button {...button} name="removeRow">
                  Retirer<span className="sr-only"> {name}</span>
                </Button>
              )}
            </span>
          )}
        </div>
        {children}
      </fieldset>
    </li>
  );
}

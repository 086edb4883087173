import { Button } from "@essaim/ui/button";
import { TextField } from "@essaim/ui/text-field";
import { useLocation } from "@remix-run/react";
import type { ReactNode } from "react";

/** First in a form that holds a search and other buttons: what the Enter key presses. */
export function EnterFinds() {
  return (
    <button
      type="submit"
      name="find"
      value="enter"
      className="sr-only"
      tabIndex={-1}
      aria-hidden="true"
    />
  );
}

/**
 * Looks for something to choose in a form. Its button sends the whole form, so that it works without JavaScript and
 * everything typed and chosen comes back (`readChoiceSearch`).
 * @param typed the words in the field
 * @param searched those whose results the page shows; empty before any search
 */
export function ChoiceSearch(props: {
  label: string;
  hint?: string;
  typed: string;
  searched: string;
  /** What was found, in words. */
  summary: ReactNode;
  children: ReactNode;
}) {
  const { pathname } = useLocation();
  return (
    <div id="find" className="flex flex-col gap-3">
      <input type="hidden" name="searched" value={props.searched} />
      <div className="flex flex-wrap items-end gap-3">
        <TextField
          name="search"
          label={props.label}
          hint={props.hint}
          defaultValue={props.typed}
          optional="unmarked"
          maxLength={100}
          autoComplete="off"
        />
        <Button
          type="submit"
          name="find"
          value="press"
          icon="search"
          formAction={`${pathname}#find`}
        >
          Chercher
        </Button>
      </div>
      <p role="status" className="text-sm text-muted">
        {props.summary}
      </p>
      {props.children}
    </div>
  );
}

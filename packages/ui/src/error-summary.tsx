import { useEffect } from "react";
import { Icon } from "./icon.tsx";
import { useWords } from "./locale.tsx";

/**
 * What stops the form, at its top, with a link to each field. Renders nothing without errors.
 * `errors` by field name; `ids` only where a field's id is not its name.
 */
export function ErrorSummary({
  errors = {},
  formError,
  ids = {},
  title,
  intro,
}: {
  errors?: Record<string, string>;
  formError?: string;
  ids?: Record<string, string>;
  title?: string;
  intro?: string;
}) {
  const words = useWords();
  const entries = Object.entries(errors);
  const nothing = entries.length === 0 && !formError;

  // Whoever looks at the tab, or hears its title read, knows that the form did not go through.
  useEffect(() => {
    if (nothing) return;
    const before = document.title;
    const marked = `${words.error} ${before}`;
    document.title = marked;
    return () => {
      if (document.title === marked) document.title = before;
    };
  }, [nothing, words.error]);

  if (nothing) return null;
  return (
    <div
      role="alert"
      data-answer="refused"
      tabIndex={-1}
      // biome-ignore lint/a11y/noAutofocus: it answers what was just sent, and a page without scripts has no other way.
      autoFocus
      aria-labelledby="error-summary-title"
      className="max-w-2xl rounded-md border-2 border-danger bg-danger-soft p-4 sm:p-5"
    >
      <h2 id="error-summary-title" className="flex items-start gap-2 text-lg text-danger">
        <Icon name="alert" size={22} className="mt-0.5" />
        <span>{title ?? words.errorTitle}</span>
      </h2>
      <p className="mt-1">{formError ?? intro ?? words.errorIntro}</p>
      {entries.length > 0 && (
        <ul className="mt-3 flex flex-col gap-1">
          {entries.map(([name, message]) => (
            <li key={name}>
              <a
                href={`#${ids[name] ?? name}`}
                className="font-semibold text-danger hover:text-danger-strong"
                onClick={(event) => {
                  const field = document.getElementById(ids[name] ?? name);
                  if (!field) return;
                  event.preventDefault();
                  field.closest("fieldset, div")?.scrollIntoView({ block: "nearest" });
                  field.focus();
                }}
              >
                {message}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

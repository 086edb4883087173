// biome-ignore-all lint/a11y/useSemanticElements: <search> is unknown to the phones of the directory’s readers.
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";
import { Link } from "./link.tsx";
import { useWords } from "./locale.tsx";

export type ActiveFilter = { label: string; removeHref: string };

/**
 * A GET form of filters, and those in force as chips that can be removed. Fields inside take `optional="unmarked"`.
 * `fold` puts the fields away on a phone, when there are many.
 */
export function FilterBar({
  action,
  label,
  active = [],
  clearHref,
  summary,
  fold = false,
  submit,
  children,
}: {
  action?: string;
  label?: string;
  active?: readonly ActiveFilter[];
  clearHref?: string;
  summary?: ReactNode;
  fold?: boolean;
  /** What the button says where the fields choose what is shown, rather than leave some of it out. */
  submit?: string;
  children: ReactNode;
}) {
  const words = useWords();
  const form = (
    <form
      method="get"
      action={action}
      role="search"
      aria-label={label ?? words.filters}
      className="flex flex-col gap-4 rounded-lg border border-line bg-well p-4 sm:flex-row sm:flex-wrap sm:items-end print:hidden [&_.control]:max-w-none [&>*]:sm:min-w-44 [&>*]:sm:flex-1 [&>button]:sm:min-w-0 [&>button]:sm:flex-none"
    >
      {children}
      <Button type="submit" icon={submit ? undefined : "filter"}>
        {submit ?? words.filter}
      </Button>
    </form>
  );
  return (
    <div className="flex flex-col gap-3">
      {fold ? (
        <details className="fold-narrow group/fold">
          <summary className="inline-flex min-h-11 items-center gap-2 rounded-md border border-edge bg-surface px-3 font-semibold hover:border-ink sm:supports-[selector(::details-content)]:hidden print:hidden">
            <Icon name="filter" size={18} />
            {words.filter}
            <Icon name="chevronDown" size={16} className="group-open/fold:rotate-180" />
          </summary>
          <div className="max-sm:mt-3">{form}</div>
        </details>
      ) : (
        form
      )}
      {(active.length > 0 || summary) && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          {summary && (
            <p role="status" className="figures text-sm text-muted">
              {summary}
            </p>
          )}
          {active.length > 0 && (
            <ul aria-label={words.activeFilters} className="flex flex-wrap items-center gap-2">
              {active.map((filter) => (
                <li key={filter.removeHref}>
                  <Link
                    href={filter.removeHref}
                    className="inline-flex min-h-8 items-center gap-1.5 rounded-full border border-accent bg-accent-soft py-0.5 pr-2 pl-3 text-sm text-accent-strong no-underline hover:bg-surface pointer-coarse:min-h-11"
                  >
                    <span className="sr-only">{words.removeFilter} </span>
                    {filter.label}
                    <Icon name="close" size={15} />
                  </Link>
                </li>
              ))}
              {clearHref && active.length > 1 && (
                <li>
                  <Link href={clearHref} className="inline-flex min-h-8 items-center px-1 text-sm">
                    {words.clearFilters}
                  </Link>
                </li>
              )}
            </ul>
          )}
        </div>
      )}
    </div>
  );
}

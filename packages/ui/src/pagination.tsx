import { cx } from "./cx.tsx";
import { Icon } from "./icon.tsx";
import { Link } from "./link.tsx";
import { useWords } from "./locale.tsx";

/** Page numbers to show: first, last, and the neighbours of the current one; null is a gap. */
function pageWindow(page: number, pageCount: number): (number | null)[] {
  const kept = [1, page - 1, page, page + 1, pageCount].filter((n) => n >= 1 && n <= pageCount);
  const sorted = [...new Set(kept)].sort((a, b) => a - b);
  return sorted.flatMap((n, index) => {
    const before = sorted[index - 1] ?? n - 1;
    if (n - before === 2) return [n - 1, n];
    return n - before > 2 ? [null, n] : [n];
  });
}

const step = "inline-flex min-h-11 min-w-11 items-center justify-center gap-1 rounded-md px-2";

/** Links between pages of results. `hrefFor(page)` counts from 1. Renders nothing for a single page. */
export function Pagination({
  page,
  pageCount,
  hrefFor,
  summary,
}: {
  page: number;
  pageCount: number;
  hrefFor: (page: number) => string;
  summary?: string;
}) {
  const words = useWords();
  if (pageCount <= 1) return summary ? <p className="text-sm text-muted">{summary}</p> : null;
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 print:hidden">
      {summary && <p className="figures text-sm text-muted">{summary}</p>}
      <nav aria-label={words.pagination}>
        <ul className="figures flex flex-wrap items-center text-sm max-sm:-ml-2">
          {/* A phone has no room for the numbers. */}
          <li className="w-full px-2 text-muted sm:hidden">
            {words.page} {page} {words.of} {pageCount}
          </li>
          {page > 1 && (
            <li>
              <Link rel="prev" href={hrefFor(page - 1)} className={step}>
                <Icon name="chevronLeft" size={16} />
                {words.previous}
              </Link>
            </li>
          )}
          {pageWindow(page, pageCount).map((n, index) =>
            n === null ? (
              <li
                key={index < 2 ? "gap-before" : "gap-after"}
                aria-hidden="true"
                className="px-1 text-muted max-sm:hidden"
              >
                …
              </li>
            ) : (
              <li key={n} className="max-sm:hidden">
                <Link
                  href={hrefFor(n)}
                  aria-label={`${words.page} ${n}`}
                  aria-current={n === page ? "page" : undefined}
                  className={cx(
                    step,
                    n === page &&
                      "bg-accent font-semibold text-on-accent no-underline hover:text-on-accent",
                  )}
                >
                  {n}
                </Link>
              </li>
            ),
          )}
          {page < pageCount && (
            <li>
              <Link rel="next" href={hrefFor(page + 1)} className={step}>
                {words.next}
                <Icon name="chevronRight" size={16} />
              </Link>
            </li>
          )}
        </ul>
      </nav>
    </div>
  );
}

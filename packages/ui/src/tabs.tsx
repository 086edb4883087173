import { useEffect, useRef } from "react";
import { cx } from "./cx.tsx";
import { Link } from "./link.tsx";

export type Tab = { label: string; href: string; current?: boolean; count?: string | number };

/** Views of one thing, each with its own address. On a phone they scroll on one line, elsewhere they wrap. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const line = useRef<HTMLUListElement>(null);
  const current = tabs.find((tab) => tab.current)?.href;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab may be out of sight.
  useEffect(() => {
    const tab = line.current?.querySelector<HTMLElement>("[aria-current]");
    if (tab) line.current?.scrollTo({ left: tab.offsetLeft - tab.offsetWidth });
  }, [current]);
  return (
    <nav aria-label={label} className="tabs min-w-0 border-b border-line print:hidden">
      <ul
        ref={line}
        className="scroll-line relative -mb-px flex gap-x-6 max-sm:overflow-x-auto max-sm:pr-8 sm:flex-wrap"
      >
        {tabs.map((tab) => (
          <li key={tab.href} className="max-sm:shrink-0">
            <Link
              href={tab.href}
              aria-current={tab.current ? "page" : undefined}
              className={cx(
                "flex min-h-11 items-center gap-2 border-b-3 no-underline hover:border-edge hover:text-ink max-sm:focus-visible:-outline-offset-3",
                tab.current
                  ? "border-accent font-semibold text-ink"
                  : "border-transparent text-muted",
              )}
            >
              {tab.label}
              {tab.count !== undefined && (
                <span className="figures text-sm font-normal text-muted">{tab.count}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

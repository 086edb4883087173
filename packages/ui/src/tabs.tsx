import { cx } from "./cx.tsx";
import { Link } from "./link.tsx";

export type Tab = { label: string; href: string; current?: boolean; count?: string | number };

/** Views of one thing, each with its own address. They wrap rather than scroll. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav aria-label={label} className="border-b border-line print:hidden">
      <ul className="-mb-px flex flex-wrap gap-x-6">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link
              href={tab.href}
              aria-current={tab.current ? "page" : undefined}
              className={cx(
                "flex min-h-11 items-center gap-2 border-b-3 no-underline hover:border-edge hover:text-ink",
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

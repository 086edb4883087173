import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";
import { Link } from "./link.tsx";
import { useWords } from "./locale.tsx";

type Crumb = { label: string; href: string };

/** Breadcrumb of the pages above this one; the page itself is its own title. */
export function Breadcrumb({ items }: { items: readonly Crumb[] }) {
  const words = useWords();
  if (items.length === 0) return null;
  return (
    <nav aria-label={words.breadcrumb} className="print:hidden">
      <ol className="flex flex-wrap items-center gap-x-1.5 text-sm text-muted">
        {items.map((item, index) => (
          <li key={item.href} className="flex items-center gap-1.5">
            {index > 0 && <Icon name="chevronRight" size={14} />}
            <Link
              href={item.href}
              className="inline-flex min-h-8 items-center text-muted hover:text-ink"
            >
              {item.label}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** The one title of a page, what surrounds it, and the next step at the top right. */
export function PageHeader({
  title,
  breadcrumb = [],
  meta,
  lead,
  action,
}: {
  title: ReactNode;
  breadcrumb?: readonly Crumb[];
  meta?: ReactNode;
  lead?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="flex flex-col gap-2">
      <Breadcrumb items={breadcrumb} />
      <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-4">
        <div className="flex min-w-0 flex-col gap-2">
          <h1>{title}</h1>
          {meta && (
            <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5 text-sm text-muted">
              {meta}
            </div>
          )}
        </div>
        {action && <div className="flex flex-wrap items-center gap-3 print:hidden">{action}</div>}
      </div>
      {lead && <p className="mt-2 max-w-measure text-lg text-muted">{lead}</p>}
    </div>
  );
}

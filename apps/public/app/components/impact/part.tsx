import { Icon } from "@essaim/ui/icon";
import type { ReactNode } from "react";

/**
 * A part of what is told of a grant, folded under its title: what was promised and done is read first. Open on paper. No
 * landmark: each grant of a page has the same parts.
 * @param lead what the part comes to, read without opening it
 */
export function Part({
  title,
  lead,
  children,
}: {
  title: string;
  lead?: string;
  children: ReactNode;
}) {
  return (
    <details className="group/part border-t border-line">
      <summary className="grid min-h-11 grid-cols-[auto_minmax(0,1fr)] items-center gap-x-2 py-2 text-accent hover:text-accent-strong">
        <Icon name="chevronRight" size={20} className="group-open/part:rotate-90" />
        <h3 className="text-xl underline decoration-1 underline-offset-4">{title}</h3>
        {lead && <span className="col-start-2 max-w-measure text-ink">{lead}</span>}
      </summary>
      <div className="flex min-w-0 flex-col gap-4 pt-2 pb-6">{children}</div>
    </details>
  );
}

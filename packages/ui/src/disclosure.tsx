import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";

/** Something folded away: `<details>`, so it needs no script. Open on paper. */
export function Disclosure({
  summary,
  open,
  children,
}: {
  summary: ReactNode;
  open?: boolean;
  children: ReactNode;
}) {
  return (
    <details open={open} className="group/disclosure">
      <summary className="inline-flex min-h-9 items-center gap-1.5 rounded-sm text-accent hover:text-accent-strong pointer-coarse:min-h-11">
        <Icon name="chevronRight" size={18} className="group-open/disclosure:rotate-90" />
        <span className="underline decoration-1 underline-offset-4">{summary}</span>
      </summary>
      <div className="mt-2 border-l-2 border-line py-1 pl-4">{children}</div>
    </details>
  );
}

import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";

/** What was just done, said once at the top of the next page. */
export function Flash({ children, action }: { children?: ReactNode; action?: ReactNode }) {
  if (!children) return null;
  return (
    // Its box is another one's: a utility on `.flash` itself would win over the rule that hides it (theme.css).
    <div role="status" className="flash print:hidden">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-success bg-success-soft px-4 py-3">
        <Icon name="success" className="text-success" />
        <p className="min-w-0 flex-1 font-semibold">{children}</p>
        {action}
      </div>
    </div>
  );
}

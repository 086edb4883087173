import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";

/** What was just done, said once at the top of the next page. */
export function Flash({ children, action }: { children?: ReactNode; action?: ReactNode }) {
  if (!children) return null;
  return (
    <div
      role="status"
      className="flash flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-success bg-success-soft px-4 py-3 print:hidden"
    >
      <Icon name="success" className="text-success" />
      <p className="min-w-0 flex-1 font-semibold">{children}</p>
      {action}
    </div>
  );
}

import type { ReactNode } from "react";
import { cx } from "./cx.tsx";
import { Icon } from "./icon.tsx";

/** What was just done, said once at the top of the next page. `isDoubtful`: done, and something of it is to be looked at. */
export function Flash({
  children,
  action,
  isDoubtful = false,
}: {
  children?: ReactNode;
  action?: ReactNode;
  isDoubtful?: boolean;
}) {
  if (!children) return null;
  return (
    // Its box is another one's: a utility on `.flash` itself would win over the rule that hides it (theme.css).
    <div role="status" data-answer="done" className="flash print:hidden">
      <div
        className={cx(
          "flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border px-4 py-3",
          isDoubtful ? "border-warning bg-warning-soft" : "border-success bg-success-soft",
        )}
      >
        <Icon
          name={isDoubtful ? "warning" : "success"}
          className={isDoubtful ? "text-warning" : "text-success"}
        />
        <p className="min-w-0 grow basis-64 font-semibold">{children}</p>
        {action}
      </div>
    </div>
  );
}

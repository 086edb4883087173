import type { ReactNode } from "react";
import { cx } from "./cx.tsx";
import { Icon } from "./icon.tsx";

/**
 * Something folded away: `<details>`, so it needs no script. Open on paper. `onPhone` folds it there only, where it would
 * push what follows far down.
 */
export function Disclosure({
  summary,
  open,
  onPhone = false,
  children,
}: {
  summary: ReactNode;
  open?: boolean;
  onPhone?: boolean;
  children: ReactNode;
}) {
  return (
    <details open={open} className={cx("group/disclosure", onPhone && "fold-narrow")}>
      <summary
        className={cx(
          "inline-flex min-h-9 items-center gap-1.5 rounded-sm text-accent hover:text-accent-strong pointer-coarse:min-h-11",
          onPhone && "sm:supports-[selector(::details-content)]:hidden print:hidden",
        )}
      >
        <Icon name="chevronRight" size={18} className="group-open/disclosure:rotate-90" />
        <span className="underline decoration-1 underline-offset-4">{summary}</span>
      </summary>
      <div
        className={
          onPhone ? "flex flex-col gap-4 max-sm:mt-2" : "mt-2 border-l-2 border-line py-1 pl-4"
        }
      >
        {children}
      </div>
    </details>
  );
}

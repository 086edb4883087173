import { type ReactNode, useId } from "react";
import { cx } from "./cx.tsx";

/** A part of a page under a rule, with its title and maybe an action. */
export function Section({
  title,
  level = 2,
  lead,
  action,
  id,
  rule = true,
  isAnswer = false,
  className,
  children,
}: {
  title: ReactNode;
  level?: 2 | 3;
  lead?: ReactNode;
  action?: ReactNode;
  id?: string;
  rule?: boolean;
  /** Its title says what came of what was just sent: it takes the focus. */
  isAnswer?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const titleId = useId();
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section
      id={id}
      aria-labelledby={titleId}
      className={cx(
        "flex min-w-0 flex-col gap-4",
        rule && level === 2 && "border-t border-line pt-5",
        // Tabs above it draw a rule already.
        "[:has(>.tabs:last-child)+&]:border-t-0 [:has(>.tabs:last-child)+&]:pt-0",
        className,
      )}
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
        <Heading id={titleId} data-answer={isAnswer ? "done" : undefined}>
          {title}
        </Heading>
        {action && <div className="flex flex-wrap items-center gap-3 print:hidden">{action}</div>}
        {lead && (
          <div className="w-full">
            <p className="max-w-measure text-muted">{lead}</p>
          </div>
        )}
      </div>
      {children}
    </section>
  );
}

import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

/** Nothing here yet: says why, and what to do. */
export function EmptyState({
  title,
  icon = "document",
  level = 2,
  action,
  children,
}: {
  title: ReactNode;
  icon?: IconName;
  level?: 2 | 3 | 4;
  action?: ReactNode;
  children?: ReactNode;
}) {
  const Heading = `h${level}` as const;
  return (
    <div className="flex flex-col items-start gap-3 rounded-lg border border-dashed border-edge px-5 py-8 sm:flex-row sm:gap-5 sm:px-8">
      <Icon name={icon} size={28} className="mt-0.5 text-muted" />
      <div className="flex flex-col items-start gap-1.5">
        <Heading className="text-lg">{title}</Heading>
        {children && <div className="max-w-measure text-muted">{children}</div>}
        {action && <div className="mt-3 flex flex-wrap gap-3">{action}</div>}
      </div>
    </div>
  );
}

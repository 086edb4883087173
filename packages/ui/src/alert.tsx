import type { ReactNode } from "react";
import type { Tone } from "./badge.tsx";
import { cx } from "./cx.tsx";
import { Icon, type IconName } from "./icon.tsx";

const looks: Record<Tone, { box: string; icon: IconName; ink: string }> = {
  neutral: { box: "border-line bg-well", icon: "info", ink: "text-muted" },
  accent: { box: "border-accent bg-accent-soft", icon: "info", ink: "text-accent" },
  success: { box: "border-success bg-success-soft", icon: "success", ink: "text-success" },
  warning: { box: "border-warning bg-warning-soft", icon: "warning", ink: "text-warning" },
  danger: { box: "border-danger bg-danger-soft", icon: "alert", ink: "text-danger" },
};

/** By what the page looks for the answer to what was sent. */
const answers = { alert: "refused", status: "done" } as const;

/** Something to know before going on. `role` only when it answers what the person just sent. */
export function Alert({
  tone = "neutral",
  title,
  level = 2,
  action,
  role,
  children,
}: {
  tone?: Tone;
  title?: ReactNode;
  level?: 2 | 3 | 4;
  action?: ReactNode;
  role?: "alert" | "status";
  children?: ReactNode;
}) {
  const look = looks[tone];
  const Heading = `h${level}` as const;
  return (
    <div
      role={role}
      data-answer={role && answers[role]}
      className={cx("flex gap-3 rounded-md border px-4 py-3.5", look.box)}
    >
      <Icon name={look.icon} size={20} className={cx("mt-0.5", look.ink)} />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        {title && <Heading className="text-base leading-6">{title}</Heading>}
        {children && <div className="max-w-measure">{children}</div>}
        {action && <div className="mt-2 flex flex-wrap gap-3">{action}</div>}
      </div>
    </div>
  );
}

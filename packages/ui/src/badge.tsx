import type { ReactNode } from "react";
import { cx } from "./cx.tsx";
import { Icon, type IconName } from "./icon.tsx";

export type Tone = "neutral" | "accent" | "success" | "warning" | "danger";

const tones: Record<Tone, string> = {
  neutral: "border-line bg-well text-ink",
  accent: "border-accent bg-accent-soft text-accent-strong",
  success: "border-success bg-success-soft text-success",
  warning: "border-warning bg-warning-soft text-warning",
  danger: "border-danger bg-danger-soft text-danger",
};

/** A word or two about a thing. The words carry the meaning; the tone only helps. */
export function Badge({
  tone = "neutral",
  icon,
  children,
}: {
  tone?: Tone;
  icon?: IconName;
  children: ReactNode;
}) {
  return (
    <span
      className={cx(
        "inline-flex max-w-full items-center gap-1 rounded-sm border px-1.5 py-px text-xs font-semibold whitespace-nowrap max-sm:whitespace-normal",
        tones[tone],
      )}
    >
      {icon && <Icon name={icon} size={14} className="-ml-px" />}
      {children}
    </span>
  );
}

/** A priority neighbourhood, with the acronym explained. */
export function QpvBadge({ name }: { name?: string }) {
  return (
    <Badge tone="accent" icon="place">
      <span>
        <abbr title="Quartier prioritaire de la politique de la ville">QPV</abbr>
        {name ? ` ${name}` : null}
      </span>
    </Badge>
  );
}

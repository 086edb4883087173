import { Icon } from "@essaim/ui/icon";
import { Link } from "@essaim/ui/link";

export type TrailStep = {
  label: string;
  /** Absent: one may not go there now. */
  href?: string | null;
};

/** Where long work is, and the steps that one may go back to. */
export function StepTrail({
  label,
  steps,
  at,
}: {
  label: string;
  steps: readonly TrailStep[];
  /** Which one this page is, from 0. */
  at: number;
}) {
  return (
    <nav aria-label={label} className="print:hidden">
      <ol className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
        {steps.map((step, index) => (
          <li
            key={step.label}
            aria-current={index === at ? "step" : undefined}
            className={index === at ? "font-semibold" : "text-muted"}
          >
            <span className="inline-flex min-h-9 items-center gap-1.5">
              {index < at ? <Icon name="check" size={16} /> : <span>{index + 1}.</span>}
              {step.href && index !== at ? <Link href={step.href}>{step.label}</Link> : step.label}
            </span>
          </li>
        ))}
      </ol>
    </nav>
  );
}

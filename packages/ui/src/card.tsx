import type { ReactNode } from "react";
import { cx } from "./cx.tsx";
import { Link } from "./link.tsx";

/** A sheet on the table. `href` makes the title a link that covers the whole card. */
export function Card({
  title,
  level = 3,
  href,
  meta,
  footer,
  className,
  children,
}: {
  title?: ReactNode;
  level?: 2 | 3 | 4;
  href?: string;
  meta?: ReactNode;
  footer?: ReactNode;
  className?: string;
  children?: ReactNode;
}) {
  const Heading = `h${level}` as const;
  return (
    <div
      className={cx(
        "relative flex min-w-0 flex-col gap-2 rounded-lg border border-line bg-surface p-4 sm:p-5 print:break-inside-avoid",
        href && "hover:border-edge",
        className,
      )}
    >
      {title && (
        <Heading className="text-lg">
          {href ? (
            <Link href={href} className="after:absolute after:inset-0 after:rounded-lg">
              {title}
            </Link>
          ) : (
            title
          )}
        </Heading>
      )}
      {meta && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm text-muted">
          {meta}
        </div>
      )}
      {children}
      {footer && <div className="mt-auto pt-2">{footer}</div>}
    </div>
  );
}

/** One figure with its words: « 23 personnes accompagnées ». `children` may hold a TargetMeter. */
export function FigureCard({
  value,
  label,
  note,
  href,
  children,
}: {
  value: ReactNode;
  label: ReactNode;
  note?: ReactNode;
  href?: string;
  children?: ReactNode;
}) {
  return (
    <div className="relative flex min-w-0 flex-col gap-1.5 rounded-lg border border-line bg-surface p-4">
      <p className="flex flex-col">
        <span className="figures text-2xl font-semibold tracking-tight">{value}</span>
        {href ? (
          <Link href={href} className="after:absolute after:inset-0 after:rounded-lg">
            {label}
          </Link>
        ) : (
          <span>{label}</span>
        )}
      </p>
      {children && <div className="mt-auto pt-1">{children}</div>}
      {note && <p className="text-sm text-muted">{note}</p>}
    </div>
  );
}

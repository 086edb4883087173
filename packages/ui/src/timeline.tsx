import type { ReactNode } from "react";
import { cx } from "./cx.tsx";
import { Icon, type IconName } from "./icon.tsx";

export type TimelineEntry = {
  id: string;
  date: ReactNode;
  dateTime?: string;
  title: ReactNode;
  icon?: IconName;
  tone?: "past" | "next";
  meta?: ReactNode;
  children?: ReactNode;
};

/** A story in order, newest or oldest first as the caller gives it. `tone: "next"` is what is planned. */
export function Timeline({
  entries,
  level = 3,
}: {
  entries: readonly TimelineEntry[];
  level?: 3 | 4;
}) {
  const Heading = `h${level}` as const;
  return (
    <ol className="flex flex-col">
      {entries.map((entry, index) => (
        <li key={entry.id} className="relative flex gap-4 pb-6 last:pb-0">
          {index < entries.length - 1 && (
            <span
              aria-hidden="true"
              className="absolute top-9 bottom-1 left-[1.0625rem] w-px bg-line"
            />
          )}
          <span
            className={cx(
              "flex size-9 shrink-0 items-center justify-center rounded-full border bg-surface",
              entry.tone === "next"
                ? "border-dashed border-accent text-accent"
                : "border-line text-muted",
            )}
          >
            <Icon name={entry.icon ?? "calendar"} size={17} />
          </span>
          <div className="flex min-w-0 flex-1 flex-col gap-0.5">
            <p className="text-sm text-muted">
              <time dateTime={entry.dateTime}>{entry.date}</time>
            </p>
            <Heading className="text-base leading-6">{entry.title}</Heading>
            {entry.meta && (
              <div className="flex flex-wrap gap-x-3 gap-y-1 text-sm text-muted">{entry.meta}</div>
            )}
            {entry.children && <div className="mt-1 max-w-measure">{entry.children}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}

import type { ReactNode } from "react";

/** A short list on a home page. */
export function Lines({ children }: { children: ReactNode }) {
  return <ul className="-my-2 flex flex-col divide-y divide-line">{children}</ul>;
}

/** One line: what it is, a word about it under it, a mark or the act it calls for at its right. */
export function Line({
  note,
  aside,
  children,
}: {
  note?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <li className="flex items-start justify-between gap-4 py-2.5">
      <div className="min-w-0">
        {children}
        {note && <span className="block text-sm text-muted">{note}</span>}
      </div>
      {aside && <div className="shrink-0 pt-0.5">{aside}</div>}
    </li>
  );
}

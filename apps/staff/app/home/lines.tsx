import type { ReactNode } from "react";

/** A short list on a home page. */
export function Lines({ children }: { children: ReactNode }) {
  return <ul className="-my-2 flex flex-col divide-y divide-line">{children}</ul>;
}

/**
 * One line: what it is, a word about it under it, a mark or the act it calls for at its right. `wide` when the words
 * are long: they go under both.
 */
export function Line({
  note,
  aside,
  wide = false,
  children,
}: {
  note?: ReactNode;
  aside?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}) {
  const under = note && <span className="block text-sm text-muted">{note}</span>;
  return (
    <li className="py-2.5">
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          {children}
          {!wide && under}
        </div>
        {aside && <div className="shrink-0 pt-0.5">{aside}</div>}
      </div>
      {wide && under}
    </li>
  );
}

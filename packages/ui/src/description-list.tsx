// biome-ignore-all lint/suspicious/noArrayIndexKey: the lines keep their order and hold no state.
import type { ReactNode } from "react";
import { cx } from "./cx.tsx";

export type Description = { term: ReactNode; value: ReactNode; action?: ReactNode };

/** What is known of a thing, one line each. An empty value is said, never left blank. */
export function DescriptionList({
  items,
  empty = "Non renseigné",
  columns = 1,
  short = false,
}: {
  items: readonly Description[];
  empty?: string;
  columns?: 1 | 2;
  /** Values of a few words: beside their term on a phone too. */
  short?: boolean;
}) {
  return (
    <dl className={cx("@container grid gap-x-10", columns === 2 && "lg:grid-cols-2")}>
      {items.map((item, index) => (
        <div
          key={index}
          className={cx(
            "grid gap-x-4 gap-y-0.5 border-b border-line py-2 last:border-b-0 @md:grid-cols-[12rem_minmax(0,1fr)]",
            short && "grid-cols-2 items-baseline",
          )}
        >
          <dt className="text-sm font-normal! text-muted @md:pt-px">{item.term}</dt>
          <dd className="flex min-w-0 items-baseline justify-between gap-4">
            <span className={cx("min-w-0", isEmpty(item.value) && "text-muted")}>
              {isEmpty(item.value) ? empty : item.value}
            </span>
            {item.action && <span className="text-sm print:hidden">{item.action}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function isEmpty(value: ReactNode): boolean {
  return value === null || value === undefined || value === "";
}

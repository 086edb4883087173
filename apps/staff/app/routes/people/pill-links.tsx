import { cx } from "@essaim/ui/cx";
import { Link, type LinkProps } from "@remix-run/react";

type Choice = { label: string; href: string; isCurrent: boolean };

const pill =
  "inline-flex min-h-8 items-center rounded-full border border-line px-3 text-sm whitespace-nowrap text-muted no-underline hover:border-ink hover:text-ink aria-[current]:border-accent aria-[current]:bg-accent-soft aria-[current]:font-semibold aria-[current]:text-accent-strong pointer-coarse:min-h-11";

/** Ways of seeing the same list, each with its own address. On a phone they scroll on one line when `isOneLine`. */
export function PillLinks({
  label,
  choices,
  isOneLine = false,
  ...link
}: {
  label: string;
  choices: readonly Choice[];
  isOneLine?: boolean;
} & Pick<LinkProps, "preventScrollReset">) {
  return (
    <nav aria-label={label} className="min-w-0 print:hidden">
      <ul
        className={cx(
          "flex gap-2",
          isOneLine
            ? "scroll-line max-sm:-m-1 max-sm:overflow-x-auto max-sm:p-1 max-sm:pr-8 sm:flex-wrap"
            : "flex-wrap",
        )}
      >
        {choices.map(({ label, href, isCurrent }) => (
          <li key={href}>
            <Link
              to={href}
              aria-current={isCurrent ? "true" : undefined}
              className={pill}
              {...link}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

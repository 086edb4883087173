// biome-ignore-all lint/a11y/useKeyWithClickEvents: a link followed with Enter clicks too.
import type { KeyboardEvent, MouseEvent, ReactNode } from "react";
import { cx } from "./cx.tsx";
import { Icon, type IconName } from "./icon.tsx";
import { Link } from "./link.tsx";
import { useWords } from "./locale.tsx";
import { Mark } from "./logo.tsx";

type NavEntry = {
  label: string;
  href: string;
  icon: IconName;
  current?: boolean;
  /** What waits for somebody there, as a number and in words. */
  waiting?: { count: number; words: string } | null;
};

type StaffShellProps = {
  organisationName: string;
  /** Five to seven entries, chosen by role; the caller says which is current. */
  nav: readonly NavEntry[];
  user: { name: string; role: string };
  /** Content of the user menu under the name: links, and a POST form to sign out. */
  userMenu?: ReactNode;
  homeHref?: string;
  searchHref?: string;
  /** One big action within reach from everywhere, e.g. « + Compte rendu ». */
  quickAction?: ReactNode;
  /** Above everything: the demonstration banner. */
  banner?: ReactNode;
  /** Above the page's title: a confirmation. */
  flash?: ReactNode;
  /** After the page: the command palette. */
  children: ReactNode;
  after?: ReactNode;
};

/** The back office: a rail on the left from 900 px, a folding menu at the top below. Works without JavaScript. */
export function StaffShell({
  organisationName,
  nav,
  user,
  userMenu,
  homeHref = "/",
  searchHref = "/recherche",
  quickAction,
  banner,
  flash,
  children,
  after,
}: StaffShellProps) {
  const words = useWords();
  const brand = (
    <Link
      href={homeHref}
      className="flex min-w-0 items-center gap-2.5 text-ink no-underline hover:text-accent"
    >
      <Mark />
      <span className="min-w-0 leading-tight">
        <span className="block text-lg font-semibold tracking-tight">Essaim</span>
        <span className="block truncate text-xs text-muted">{organisationName}</span>
      </span>
    </Link>
  );
  return (
    <div className="flex min-h-dvh flex-col">
      <a href="#contenu" className="skip-link">
        {words.skip}
      </a>
      {banner}
      <div className="flex flex-1 flex-col rail:flex-row">
        <header className="relative z-40 border-b border-line bg-well px-4 py-2 sm:px-6 rail:hidden print:hidden">
          <div className="flex items-center gap-2">
            <div className="mr-auto min-w-0">{brand}</div>
            <SearchLink href={searchHref} compact />
            <details className="group" onClick={closeAfterLink} onKeyDown={closeOnEscape}>
              <summary className="flex min-h-11 items-center gap-2 rounded-md border border-edge bg-surface px-3 text-sm font-semibold hover:border-ink">
                <Icon name="menu" size={18} className="group-open:hidden" />
                <Icon name="close" size={18} className="hidden group-open:block" />
                {words.menu}
              </summary>
              <div className="absolute inset-x-0 top-full flex max-h-[80dvh] flex-col gap-4 overflow-y-auto border-b border-edge bg-well px-4 pt-3 pb-5 sm:px-6">
                <Navigation nav={nav} />
                {quickAction}
                <div className="border-t border-line pt-3">
                  <p className="text-sm font-semibold">{user.name}</p>
                  <p className="text-xs text-muted">{user.role}</p>
                  <div className="mt-1 flex flex-col items-start">{userMenu}</div>
                </div>
              </div>
            </details>
          </div>
        </header>

        <header className="hidden w-62 shrink-0 bg-well shadow-[inset_-1px_0_0_var(--color-line)] rail:block print:hidden">
          <div
            className={cx(
              "sticky top-0 flex flex-col gap-5 overflow-y-auto py-4 pl-3",
              banner ? "h-[calc(100dvh-2.5rem)]" : "h-dvh",
            )}
          >
            <div className="px-2">{brand}</div>
            <div className="flex flex-col gap-2 pr-3">
              <SearchLink href={searchHref} />
              {quickAction}
            </div>
            <Navigation nav={nav} />
            <details
              className="group mt-auto mr-3 border-t border-line pt-2"
              onClick={closeAfterLink}
              onKeyDown={closeOnEscape}
            >
              <summary
                aria-label={`${words.account}, ${user.name}`}
                className="flex min-h-11 items-center gap-2.5 rounded-md px-2 py-1 hover:bg-paper"
              >
                <Icon name="account" size={22} className="text-muted" />
                <span className="min-w-0 flex-1 leading-tight">
                  <span className="block truncate text-sm font-semibold">{user.name}</span>
                  <span className="block text-xs text-muted">{user.role}</span>
                </span>
                <Icon
                  name="chevronDown"
                  size={16}
                  className="rotate-180 text-muted group-open:rotate-0"
                />
              </summary>
              <div className="flex flex-col items-start px-2 pt-1">{userMenu}</div>
            </details>
          </div>
        </header>

        <main
          id="contenu"
          tabIndex={-1}
          className="min-w-0 flex-1 px-4 py-6 outline-none sm:px-6 rail:px-10 rail:py-8"
        >
          <div className="mx-auto flex max-w-6xl flex-col gap-8">
            {flash}
            {children}
          </div>
        </main>
      </div>
      {after}
    </div>
  );
}

/** The shell stays when the router changes the page: its menus must fold by themselves. */
function closeAfterLink(event: MouseEvent<HTMLDetailsElement>) {
  if (event.target instanceof Element && event.target.closest("a"))
    event.currentTarget.open = false;
}

/** Folds a menu, which covers the page, and leaves the focus where it unfolds again. */
function closeOnEscape(event: KeyboardEvent<HTMLDetailsElement>) {
  if (event.key !== "Escape" || !event.currentTarget.open) return;
  event.currentTarget.open = false;
  event.currentTarget.querySelector("summary")?.focus();
}

function SearchLink({ href, compact = false }: { href: string; compact?: boolean }) {
  const words = useWords();
  return (
    <Link
      href={href}
      data-command-palette=""
      className={cx(
        "flex min-h-11 items-center gap-2 rounded-md border border-edge bg-surface px-3 text-ink no-underline hover:border-ink hover:text-ink",
        !compact && "w-full",
      )}
    >
      <Icon name="search" size={18} className="text-muted" />
      <span className={cx("flex-1 text-sm", compact && "max-sm:sr-only")}>{words.search}</span>
      {!compact && (
        <span
          aria-hidden="true"
          className="rounded-sm border border-line bg-paper px-1.5 font-sans text-xs text-muted pointer-coarse:hidden"
        >
          Ctrl K
        </span>
      )}
    </Link>
  );
}

function Navigation({ nav }: { nav: readonly NavEntry[] }) {
  const words = useWords();
  return (
    <nav aria-label={words.mainNav}>
      <ul className="flex flex-col gap-0.5">
        {nav.map((entry) => (
          <li key={entry.href}>
            <Link
              href={entry.href}
              aria-current={entry.current ? "page" : undefined}
              className={cx(
                "flex min-h-10 items-center gap-3 rounded-md border px-2.5 text-ink no-underline focus-visible:-outline-offset-3 pointer-coarse:min-h-11 rail:rounded-r-none rail:border-r-0",
                entry.current
                  ? "border-line bg-paper font-semibold hover:text-ink"
                  : "border-transparent hover:text-accent",
              )}
            >
              <Icon
                name={entry.icon}
                size={19}
                className={entry.current ? "text-accent" : "text-muted"}
              />
              {entry.label}
              {entry.waiting && (
                <span className="figures ml-auto rounded-full bg-accent-soft px-2 text-sm font-semibold text-accent-strong">
                  <span aria-hidden="true">{entry.waiting.count}</span>
                  <span className="sr-only">, {entry.waiting.words}</span>
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

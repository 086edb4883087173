import type { ReactNode } from "react";
import { cx } from "./cx.tsx";
import { Icon } from "./icon.tsx";
import { Link } from "./link.tsx";
import { useWords } from "./locale.tsx";
import { Mark } from "./logo.tsx";

type PublicShellProps = {
  name: string;
  tagline?: string;
  homeHref?: string;
  nav: readonly { label: string; href: string; current?: boolean }[];
  /** The same page in the other language; `lang` is that language. */
  languageLink?: { label: string; href: string; lang: string };
  footer?: ReactNode;
  footerLinks?: readonly { label: string; href: string }[];
  banner?: ReactNode;
  /** Without the usual width, for a page that draws its own bands. */
  bleed?: boolean;
  children: ReactNode;
};

/** The public directory: a light header, the page, a footer. */
export function PublicShell({
  name,
  tagline,
  homeHref = "/",
  nav,
  languageLink,
  footer,
  footerLinks = [],
  banner,
  bleed = false,
  children,
}: PublicShellProps) {
  const words = useWords();
  return (
    <div className="flex min-h-dvh flex-col">
      <a href="#contenu" className="skip-link">
        {words.skip}
      </a>
      {banner}
      <header className="border-b border-line print:border-0">
        <div className="mx-auto flex max-w-5xl flex-wrap items-center gap-x-6 gap-y-1 px-4 py-3 sm:px-6">
          <Link
            href={homeHref}
            className="mr-auto flex items-center gap-2.5 text-ink no-underline hover:text-accent"
          >
            <Mark size={30} />
            <span className="leading-tight">
              <span className="block text-lg font-semibold tracking-tight">{name}</span>{" "}
              {tagline && (
                <span className="block text-xs text-muted max-lg:sr-only lg:max-w-44">
                  {tagline}
                </span>
              )}
            </span>
          </Link>
          <nav aria-label={words.mainNav} className="max-sm:order-last max-sm:w-full print:hidden">
            <ul className="flex flex-wrap items-center gap-x-4">
              {nav.map((entry) => (
                <li key={entry.href}>
                  <Link
                    href={entry.href}
                    aria-current={entry.current ? "page" : undefined}
                    className={cx(
                      "flex min-h-11 items-center border-b-2 text-ink no-underline hover:border-edge hover:text-ink",
                      entry.current
                        ? "border-accent font-semibold"
                        : // A forced colour would draw the line under every entry.
                          "border-transparent forced-colors:border-[Canvas]",
                    )}
                  >
                    {entry.label}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
          {languageLink && (
            <a
              href={languageLink.href}
              lang={languageLink.lang}
              hrefLang={languageLink.lang}
              className="flex min-h-11 items-center gap-1.5 text-sm print:hidden"
            >
              <Icon name="language" size={16} />
              {languageLink.label}
            </a>
          )}
        </div>
      </header>
      <main
        id="contenu"
        tabIndex={-1}
        className={cx(
          "flex-1 outline-none",
          !bleed && "mx-auto flex w-full max-w-5xl flex-col gap-8 px-4 py-8 sm:px-6",
        )}
      >
        {children}
      </main>
      <footer className="mt-12 border-t border-line bg-well text-sm">
        <div className="mx-auto flex max-w-5xl flex-col gap-3 px-4 py-8 sm:px-6">
          {footer}
          {footerLinks.length > 0 && (
            <nav aria-label={words.footerNav} className="print:hidden">
              <ul className="flex flex-wrap gap-x-6">
                {footerLinks.map((link) => (
                  <li key={link.href}>
                    <Link href={link.href} className="inline-flex min-h-11 items-center text-ink">
                      {link.label}
                    </Link>
                  </li>
                ))}
              </ul>
            </nav>
          )}
        </div>
      </footer>
    </div>
  );
}

import { Disclosure } from "@essaim/ui/disclosure";
import { formatNumber } from "@essaim/ui/format";
import { useI18n } from "~/i18n/i18n";

export type FacetLink = {
  value: string;
  label: string;
  count: number;
  href: string;
  current: boolean;
};
export type FacetLinks = {
  name: string;
  title: string;
  isEstimated: boolean;
  links: readonly FacetLink[];
};

/** Shown at once; the others are folded away. */
const mostShown = 6;

/** Choices that narrow the list, each with what it would give. The chosen one is taken away by choosing it again. */
export function Facet({ name, title, isEstimated, links }: FacetLinks) {
  const { t } = useI18n();
  const shown = links.filter((link, at) => at < mostShown || link.current);
  const others = links.filter((link) => !shown.includes(link));
  const id = `facette-${name}`;
  return (
    <nav aria-labelledby={id} className="flex flex-col">
      <h2 id={id} className="mb-1 font-sans text-sm font-semibold text-muted">
        {title}
      </h2>
      <List name={name} links={shown} isEstimated={isEstimated} />
      {others.length > 0 && (
        <Disclosure summary={t("search.more", { count: others.length })}>
          <List name={name} links={others} isEstimated={isEstimated} />
        </Disclosure>
      )}
    </nav>
  );
}

function List({ name, links, isEstimated }: Omit<FacetLinks, "title">) {
  const { locale } = useI18n();
  return (
    <ul className="flex flex-col">
      {links.map((link) => (
        <li key={link.value}>
          <a
            href={link.href}
            data-choice={`${name} ${link.value}`}
            // Their combinations are without end: robots follow the pages, not the filters.
            rel="nofollow"
            aria-current={link.current ? "true" : undefined}
            className="flex min-h-11 items-center justify-between gap-3 border-l-3 border-transparent py-1.5 pl-2.5 leading-snug text-ink no-underline hover:border-edge aria-[current]:border-accent aria-[current]:font-semibold lg:min-h-9"
          >
            <span className="min-w-0 wrap-anywhere">{link.label}</span>
            <span className="figures text-sm text-muted">
              {isEstimated && "≈\u202f"}
              {formatNumber(link.count, locale)}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

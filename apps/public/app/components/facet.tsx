import { Disclosure } from "@essaim/ui/disclosure";
import { formatNumber } from "@essaim/ui/format";
import { useI18n } from "~/i18n/i18n";

export type FacetLink = { label: string; count: number; href: string; current: boolean };

/** Choices that narrow the list, each with what it would give: beside it when there is room, folded above it otherwise. */
export function Facet({ title, links }: { title: string; links: readonly FacetLink[] }) {
  const { t } = useI18n();
  const chosen = links.find((link) => link.current);
  return (
    <>
      <div className="lg:hidden print:hidden">
        <Disclosure summary={chosen ? t("search.chosen", { title, value: chosen.label }) : title}>
          <FacetList title={title} links={links} />
        </Disclosure>
      </div>
      <div className="max-lg:hidden print:hidden">
        <p aria-hidden="true" className="mb-1 text-sm font-semibold text-muted">
          {title}
        </p>
        <FacetList title={title} links={links} />
      </div>
    </>
  );
}

function FacetList({ title, links }: { title: string; links: readonly FacetLink[] }) {
  const { locale } = useI18n();
  return (
    <nav aria-label={title}>
      <ul className="flex flex-col">
        {links.map((link) => (
          <li key={link.href}>
            <a
              href={link.href}
              aria-current={link.current ? "true" : undefined}
              className="flex min-h-11 items-center justify-between gap-3 border-l-3 border-transparent pl-2.5 text-ink no-underline hover:border-edge aria-[current]:border-accent aria-[current]:font-semibold lg:min-h-9"
            >
              <span>{link.label}</span>
              <span className="figures text-sm text-muted">{formatNumber(link.count, locale)}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

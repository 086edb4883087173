import { type Sector, sectorLabels, sectors } from "@essaim/directory/activity.schema";
import {
  type ResourceKind,
  resourceKindLabels,
  resourceKinds,
} from "@essaim/directory/open-resource.schema";
import { resultsPerPage } from "@essaim/directory/published.schema";
import { formatNumber } from "@essaim/ui/format";
import { Pagination } from "@essaim/ui/pagination";
import { SearchField } from "@essaim/ui/search-field";
import { Tabs } from "@essaim/ui/tabs";
import { useI18n } from "~/i18n/i18n";
import type { ListData } from "~/list.server";
import type { ListQuery } from "~/paths";
import { Facet, type FacetLink } from "./facet";
import { FrenchOnly } from "./french";
import { NoResult } from "./no-result";
import { Results } from "./results";

/** A list of the directory, with its search, its filters and its pages: every state has its own address. */
export function ListPage({
  data: { asked, result },
  title,
  lead,
  label,
}: {
  data: ListData;
  title: string;
  lead?: string;
  label: string;
}) {
  const { t, paths } = useI18n();
  const { q } = asked;
  const here = { all: paths.search, activity: paths.activities, resource: paths.resources }[
    asked.kind
  ];
  const filters: ListQuery = { q, sector: asked.sector, resourceKind: asked.resourceKind };
  const { activity, resource } = result.counts;
  const facet = useFacet({ asked, result });
  return (
    <>
      <div className="flex flex-col gap-5">
        <div className="flex flex-col gap-2">
          <h1>{title}</h1>
          {lead && <p className="max-w-measure text-lg text-muted">{lead}</p>}
        </div>
        <search>
          <form method="get" action={here()} className="max-w-2xl print:hidden">
            <SearchField label={label} hideLabel defaultValue={q} placeholder={label} />
            {asked.sector && <input type="hidden" name="secteur" value={asked.sector} />}
            {asked.resourceKind && <input type="hidden" name="sorte" value={asked.resourceKind} />}
          </form>
        </search>
        <FrenchOnly />
        {(q !== "" || asked.kind === "all") && (
          <Tabs
            label={t("search.views")}
            tabs={[
              {
                label: t("search.everything"),
                href: paths.search({ q }),
                count: activity + resource,
                current: asked.kind === "all",
              },
              {
                label: t("search.activities"),
                href: paths.activities({ q }),
                count: activity,
                current: asked.kind === "activity",
              },
              {
                label: t("search.resources"),
                href: paths.resources({ q }),
                count: resource,
                current: asked.kind === "resource",
              },
            ]}
          />
        )}
      </div>
      <div className={facet ? "grid gap-x-12 gap-y-6 lg:grid-cols-[13rem_minmax(0,1fr)]" : "grid"}>
        {facet && <Facet {...facet} />}
        {result.total === 0 ? (
          <NoResult asked={asked} result={result} withoutFilter={here({ q })} />
        ) : (
          <section aria-labelledby="resultats" className="flex min-w-0 flex-col gap-5">
            <h2 id="resultats" className="sr-only">
              {t("search.results")}
            </h2>
            <Summary asked={asked} result={result} />
            <Results results={result.results} mixed={asked.kind === "all"} />
            <Pagination
              page={asked.page}
              pageCount={result.pageCount}
              hrefFor={(page) => here({ ...filters, page })}
            />
          </section>
        )}
      </div>
    </>
  );
}

function Summary({ asked, result }: ListData) {
  const { t, list, locale, paths } = useI18n();
  const places = result.places.map((place) => place.name);
  const first = (asked.page - 1) * resultsPerPage + 1;
  const last = first + result.results.length - 1;
  const number = (value: number) => formatNumber(value, locale);
  return (
    <div className="flex flex-col gap-1 text-sm text-muted">
      {result.widened && <p className="text-base text-ink">{t("search.widened")}</p>}
      <p className="figures flex flex-wrap gap-x-4">
        <span>
          {result.pageCount > 1
            ? t("search.range", {
                from: number(first),
                to: number(last),
                total: number(result.total),
              })
            : t("search.summary", { count: result.total })}
          {places.length > 0 && `, ${t("search.places", { places: list(places) })}`}
        </span>
        {asked.q && <a href={paths.search()}>{t("search.clear")}</a>}
      </p>
    </div>
  );
}

/** The filter that goes with what is listed; none where there is nothing to choose. */
function useFacet({ asked, result }: ListData): { title: string; links: FacetLink[] } | null {
  const { t, paths, locale } = useI18n();
  const { q } = asked;
  const links = <Value extends Sector | ResourceKind>(options: {
    all: string;
    total: number;
    values: readonly Value[];
    current: Value | undefined;
    count: (value: Value) => number;
    label: (value: Value) => string;
    href: (value?: Value) => string;
  }): FacetLink[] => [
    {
      label: options.all,
      count: options.total,
      href: options.href(),
      current: options.current === undefined,
    },
    ...options.values
      .map((value) => ({
        label: options.label(value),
        count: options.count(value),
        href: options.href(value),
        current: value === options.current,
      }))
      .filter((link) => link.count > 0 || link.current),
  ];
  if (asked.kind === "activity" && result.counts.activity > 0)
    return {
      title: t("search.sectors"),
      links: links({
        all: t("search.allSectors"),
        total: result.counts.activity,
        values: sectors,
        current: asked.sector,
        count: (sector) => result.counts.sectors.find((one) => one.sector === sector)?.count ?? 0,
        label: (sector) => sectorLabels[sector][locale],
        href: (sector) => paths.activities({ q, sector }),
      }),
    };
  if (asked.kind === "resource" && result.counts.resource > 0)
    return {
      title: t("search.kinds"),
      links: links({
        all: t("search.allKinds"),
        total: result.counts.resource,
        values: resourceKinds,
        current: asked.resourceKind,
        count: (kind) =>
          result.counts.resourceKinds.find((one) => one.resourceKind === kind)?.count ?? 0,
        label: (kind) => resourceKindLabels[kind][locale],
        href: (resourceKind) => paths.resources({ q, resourceKind }),
      }),
    };
  return null;
}

import {
  type Amount,
  countedUpTo,
  facetNames,
  writeCommune,
} from "@essaim/directory/search/search.schema";
import { formatNumber } from "@essaim/ui/format";
import { Icon } from "@essaim/ui/icon";
import { Tabs } from "@essaim/ui/tabs";
import type { ReactNode } from "react";
import { useI18n } from "~/i18n/i18n";
import type { ListData } from "~/list.server";
import { type ListQuery, parameterNames } from "~/list-query";
import { Chips, useActiveFilters } from "./chips";
import { Facet } from "./facet";
import { useFacets } from "./facet-links";
import { FrenchOnly } from "./french";
import { NoResult } from "./no-result";
import { Results } from "./results";
import { SearchForm } from "./search-form";

/** A list of the directory, with its search, its filters and its pages: every state has its own address. */
export function ListPage({
  data,
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
  const { kind, asked, result } = data;
  const here = { all: paths.search, activity: paths.activities, resource: paths.resources }[kind];
  const number = useNumber();
  const facets = useFacets(data, here);
  const filters = useActiveFilters(data, here);
  const withoutFilters = here({ q: asked.q, sort: asked.sort });
  return (
    <>
      <div className="flex flex-col gap-5">
        <div className="flex flex-col gap-2">
          <h1>{title}</h1>
          {lead && <p className="max-w-measure text-lg text-muted">{lead}</p>}
        </div>
        <SearchForm data={data} action={here({})} label={label} />
        <FrenchOnly />
        <p role="status" data-list-status="" className="sr-only" />
      </div>
      <div id="liste" tabIndex={-1} className="flex flex-col gap-6">
        <div className="flex flex-col gap-5 empty:hidden">
          <LeftAsideNote names={data.leftAside} />
          <CommuneNote data={data} here={here} />
          {result.reading.ignored && (
            <Note>{t("search.ignored", { q: result.reading.ignored })}</Note>
          )}
          {asked.sort === "near" && !asked.commune && <Note>{t("search.nearWhat")}</Note>}
          {(asked.q || kind === "all") && <Kinds data={data} />}
          <Chips filters={filters} clearHref={withoutFilters} />
        </div>
        <div
          className={
            facets.length > 0 ? "grid gap-x-12 gap-y-6 lg:grid-cols-[15rem_minmax(0,1fr)]" : "grid"
          }
        >
          {facets.length > 0 && (
            <details className="fold-facets group/facets self-start print:hidden">
              <summary className="inline-flex min-h-11 items-center gap-2 rounded-md border border-edge bg-surface px-3 font-semibold hover:border-ink lg:supports-[selector(::details-content)]:hidden">
                <Icon name="filter" size={18} />
                {filters.length > 0
                  ? t("search.filtersOn", { count: filters.length })
                  : t("search.filters")}
                <Icon name="chevronDown" size={16} className="group-open/facets:rotate-180" />
              </summary>
              <div className="flex flex-col gap-5 max-lg:mt-4 max-lg:grid max-lg:sm:grid-cols-2 max-lg:sm:gap-x-10">
                {facets.map((facet) => (
                  <Facet key={facet.name} {...facet} />
                ))}
                {facets.some((facet) => facet.isEstimated) && (
                  <p className="text-sm text-muted">
                    {t("search.estimated", { limit: number(countedUpTo) })}
                  </p>
                )}
              </div>
            </details>
          )}
          {result.results.length === 0 ? (
            <NoResult
              data={data}
              withoutFilters={withoutFilters}
              isFiltered={filters.length > 0 || asked.commune !== undefined}
            />
          ) : (
            <section aria-labelledby="resultats" className="flex min-w-0 flex-col gap-5">
              <h2 id="resultats" className="sr-only">
                {t("search.results")}
              </h2>
              <Summary data={data} />
              <Results results={result.results} mixed={kind === "all"} />
              <Pages data={data} here={here} />
              <p className="print:hidden">
                <a href={paths.propose}>{t("search.propose")}</a>
              </p>
            </section>
          )}
        </div>
      </div>
      <script src="/liste.js" defer />
    </>
  );
}

function useNumber(): (value: number) => string {
  const { locale } = useI18n();
  return (value) => formatNumber(value, locale);
}

function Kinds({ data: { kind, asked, result } }: { data: ListData }) {
  const { t, paths } = useI18n();
  const number = useNumber();
  const amount = ({ count, is }: Amount) =>
    is === "exact"
      ? number(count)
      : t(is === "more" ? "search.moreThan" : "search.about", { number: number(count) });
  const { activity, resource } = result.kinds;
  const sum = activity.count + resource.count;
  const isExact = activity.is === "exact" && resource.is === "exact";
  const both: Amount =
    sum > countedUpTo && !isExact
      ? { count: countedUpTo, is: "more" }
      : { count: sum, is: isExact ? "exact" : "about" };
  const { q, sort } = asked;
  return (
    <Tabs
      label={t("search.views")}
      tabs={[
        {
          label: t("search.everything"),
          href: paths.search({ q, sort }),
          count: amount(both),
          current: kind === "all",
        },
        {
          label: t("search.activities"),
          href: paths.activities({ q, sort }),
          count: amount(activity),
          current: kind === "activity",
        },
        {
          label: t("search.resources"),
          href: paths.resources({ q, sort: sort === "near" ? undefined : sort }),
          count: amount(resource),
          current: kind === "resource",
        },
      ]}
    />
  );
}

/** What the address asks for and the list does not follow, as an old link or one mistyped does. */
function LeftAsideNote({ names }: { names: readonly string[] }) {
  const { t, list } = useI18n();
  if (names.length === 0) return null;
  const labelOf = (name: string) => {
    const facet = facetNames.find((one) => parameterNames[one] === name);
    return facet ? t(`search.facet.${facet}`) : name;
  };
  const filters = list(names.map(labelOf));
  return <Note>{t("search.leftAside", { count: names.length, filters })}</Note>;
}

/** How the commune typed was read, when that is not plain: which were perhaps meant. */
function CommuneNote({
  data: { asked, result },
  here,
}: {
  data: ListData;
  here: (query: ListQuery) => string;
}) {
  const { t } = useI18n();
  const { commune } = asked;
  if (!commune || !result.communes || result.communes.length === 1) return null;
  const isUnknown = result.communes.length === 0;
  const places = isUnknown ? result.communesAlike : result.communes;
  return (
    <Note>
      {t(isUnknown ? "search.communeUnknown" : "search.communeShared", { commune })}
      {places.length > 0 && (
        <>
          {isUnknown && ` ${t("search.communeAlike")}`}
          <ul className="mt-1 flex flex-wrap gap-x-6">
            {places.map((place) => (
              <li key={place.code}>
                <a
                  href={here({ ...asked, commune: writeCommune(place), cursor: undefined })}
                  className="inline-flex min-h-9 items-center pointer-coarse:min-h-11"
                >
                  {place.name} ({place.departmentCode})
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </Note>
  );
}

function Note({ children }: { children: ReactNode }) {
  return (
    <div role="status" className="border-l-4 border-edge bg-well px-4 py-2">
      {children}
    </div>
  );
}

function Summary({ data: { asked, result } }: { data: ListData }) {
  const { t, list, paths } = useI18n();
  const number = useNumber();
  const { corrections, synonyms, places, widened } = result.reading;
  const { count, is } = result.total;
  const isRanked = asked.q && asked.sort === "relevance";
  return (
    <div className="flex flex-col gap-1 text-sm text-muted">
      {corrections.map(({ typed, read }) => (
        <p key={typed} className="text-base text-ink">
          {t("search.corrected", { typed, read })}
        </p>
      ))}
      {widened && <p className="text-base text-ink">{t(`search.widened.${widened}`)}</p>}
      <p className="figures flex flex-wrap gap-x-4">
        <span data-list-summary="">
          {is === "exact"
            ? t("search.summary", { count })
            : t(isRanked ? "search.summaryMore" : "search.summaryMoreFresh", {
                number: number(count),
              })}
          {places.length > 0 &&
            `, ${t("search.places", { places: list(places.map((place) => place.name)) })}`}
        </span>
        {asked.q && (
          <a href={paths.search()} className="print:hidden">
            {t("search.clear")}
          </a>
        )}
      </p>
      {synonyms.length > 0 && (
        <p>{t("search.synonyms", { terms: list(synonyms.flatMap((one) => one.others)) })}</p>
      )}
    </div>
  );
}

function Pages({
  data: { asked, result },
  here,
}: {
  data: ListData;
  here: (query: ListQuery) => string;
}) {
  const { t } = useI18n();
  const { previous, next } = result;
  if (!previous && !next) return null;
  const look = "inline-flex min-h-11 items-center gap-1 rounded-md border border-edge px-4";
  return (
    <nav aria-label={t("search.pages")} className="flex flex-wrap gap-3 print:hidden">
      {previous && (
        <a rel="prev nofollow" href={here({ ...asked, cursor: previous })} className={look}>
          <Icon name="chevronLeft" size={16} />
          {t("search.previous")}
        </a>
      )}
      {next && (
        <a rel="next" href={here({ ...asked, cursor: next })} className={look}>
          {t("search.next")}
          <Icon name="chevronRight" size={16} />
        </a>
      )}
    </nav>
  );
}

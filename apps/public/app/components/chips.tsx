import { facetNames } from "@essaim/directory/search/search.schema";
import { Icon } from "@essaim/ui/icon";
import { useWords } from "@essaim/ui/locale";
import { useI18n } from "~/i18n/i18n";
import type { ListData } from "~/list.server";
import type { ListQuery } from "~/list-query";
import { around } from "./around";
import { useFacetLabels } from "./facet-links";

/** The filters in force, each with the link that takes it away. */
export function useActiveFilters(
  { asked, result }: ListData,
  here: (query: ListQuery) => string,
): { label: string; removeHref: string }[] {
  const { t } = useI18n();
  const labelOf = useFacetLabels();
  const without = (...names: (keyof ListQuery)[]) =>
    here({
      ...asked,
      cursor: undefined,
      ...Object.fromEntries(names.map((name) => [name, undefined])),
    });
  const place = around(asked, result);
  const ofPlace = place
    ? [{ label: t(place.key, place.words), removeHref: without("commune", "km") }]
    : [];
  return [
    ...ofPlace,
    ...facetNames.flatMap((name) => {
      const value = asked[name];
      if (value === undefined) return [];
      const held = result.facets[name].values.find((one) => one.value === value);
      return [
        {
          label: `${t(`search.facet.${name}`)}\u202f: ${labelOf(name, held ?? value)}`,
          removeHref: without(name),
        },
      ];
    }),
  ];
}

export function Chips({
  filters,
  clearHref,
}: {
  filters: readonly { label: string; removeHref: string }[];
  clearHref: string;
}) {
  const words = useWords();
  if (filters.length === 0) return null;
  return (
    <ul aria-label={words.activeFilters} className="flex flex-wrap items-center gap-2">
      {filters.map((filter) => (
        <li key={filter.removeHref}>
          <a
            href={filter.removeHref}
            data-choice={filter.label}
            className="inline-flex min-h-8 items-center gap-1.5 rounded-full border border-accent bg-accent-soft py-0.5 pr-2 pl-3 text-sm text-accent-strong no-underline hover:bg-surface pointer-coarse:min-h-11"
          >
            <span className="sr-only">{words.removeFilter} </span>
            {filter.label}
            <Icon name="close" size={15} className="print:hidden" />
          </a>
        </li>
      ))}
      {filters.length > 1 && (
        <li>
          <a
            href={clearHref}
            className="inline-flex min-h-8 items-center px-1 text-sm pointer-coarse:min-h-11 print:hidden"
          >
            {words.clearFilters}
          </a>
        </li>
      )}
    </ul>
  );
}

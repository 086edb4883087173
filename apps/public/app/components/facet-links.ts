import {
  type LegalForm,
  legalFormLabels,
  type Maturity,
  maturityLabels,
  type Sector,
  sectorLabels,
} from "@essaim/directory/activity.schema";
import { type LicenceStatus, licenceLabel } from "@essaim/directory/licence.rules";
import { type ResourceKind, resourceKindLabels } from "@essaim/directory/open-resource.schema";
import {
  type CostBracket,
  costBracketLabels,
  costBrackets,
  type FacetName,
  type FacetValue,
  facetNames,
} from "@essaim/directory/search/search.schema";
import { useI18n } from "~/i18n/i18n";
import type { ListData } from "~/list.server";
import type { ListQuery } from "~/list-query";
import type { FacetLinks } from "./facet";

type Labels = (name: FacetName, value: FacetValue | string) => string;

/** What a value of a filter is called. */
export function useFacetLabels(): Labels {
  const { locale } = useI18n();
  return (name, given) => {
    const { value, label } = typeof given === "string" ? { value: given, label: undefined } : given;
    switch (name) {
      case "sector":
        return sectorLabels[value as Sector]?.[locale] ?? value;
      case "cost":
        return costBracketLabels[value as CostBracket]?.[locale] ?? value;
      case "maturity":
        return maturityLabels[value as Maturity]?.[locale] ?? value;
      case "legalForm":
        return legalFormLabels[value as LegalForm]?.[locale] ?? value;
      case "resourceKind":
        return resourceKindLabels[value as ResourceKind]?.[locale] ?? value;
      case "licence":
        return licenceLabel(value as LicenceStatus)[locale];
      case "department":
        return label || value;
      case "skill":
        return capital(label || value);
    }
  };
}

const capital = (text: string) => text.charAt(0).toLocaleUpperCase("fr") + text.slice(1);

/** The filters of a list, each value a link to the list with it, or without it when it is chosen. */
export function useFacets(
  { asked, result }: ListData,
  here: (query: ListQuery) => string,
): FacetLinks[] {
  const { t } = useI18n();
  const labelOf = useFacetLabels();
  return facetNames.flatMap((name): FacetLinks[] => {
    const { values, isEstimated } = result.facets[name];
    const chosen = asked[name];
    const held = values.some(({ value }) => isSame(name, value, chosen));
    const all = chosen === undefined || held ? values : [{ value: chosen, count: 0 }, ...values];
    // A filter of one value that everything has leaves nothing out.
    if (
      all.length === 0 ||
      (chosen === undefined && all.length === 1 && all[0]?.count === result.total.count)
    )
      return [];
    const links = (name === "cost" ? [...all].sort(byBracket) : all).map((one) => {
      const current = isSame(name, one.value, chosen);
      return {
        value: one.value,
        label: labelOf(name, one),
        count: one.count,
        current,
        href: here({ ...asked, [name]: current ? undefined : one.value, cursor: undefined }),
      };
    });
    return [{ name, title: t(`search.facet.${name}`), isEstimated, links }];
  });
}

const byBracket = (a: FacetValue, b: FacetValue) =>
  costBrackets.indexOf(a.value as CostBracket) - costBrackets.indexOf(b.value as CostBracket);

/** A skill is chosen as it is written, and counted without its accents. */
function isSame(name: FacetName, value: string, chosen: string | undefined): boolean {
  if (chosen === undefined || name !== "skill") return value === chosen;
  const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
  return plain(value) === plain(chosen);
}

import { facetNames, radii, searchSorts } from "@essaim/directory/search/search.schema";
import { Button } from "@essaim/ui/button";
import { Icon } from "@essaim/ui/icon";
import { SearchField } from "@essaim/ui/search-field";
import { Select } from "@essaim/ui/select";
import { TextField } from "@essaim/ui/text-field";
import { useI18n } from "~/i18n/i18n";
import type { ListData } from "~/list.server";
import { type ListQuery, parameterNames, sortWords } from "~/list-query";

/** Words, a commune and an order; the filters in force are kept. */
export function SearchForm({
  data: { kind, asked },
  action,
  label,
}: {
  data: ListData;
  action: string;
  label: string;
}) {
  const { t } = useI18n();
  const hasPlaces = kind !== "resource";
  return (
    <search>
      <form
        method="get"
        action={action}
        // liste.js sends it when a choice changes.
        data-list-form=""
        className="flex max-w-3xl flex-col gap-3 print:hidden"
      >
        <SearchField label={label} hideLabel defaultValue={asked.q} placeholder={label} />
        {/* In the order of the addresses of the links. */}
        <Kept asked={asked} />
        {/* On a phone the results come first; folded fields are sent all the same. */}
        <details
          open={asked.commune !== undefined || undefined}
          className="group/place sm:details-content:[content-visibility:visible]"
        >
          <summary className="mb-2 inline-flex min-h-11 items-center gap-2 font-semibold text-accent sm:supports-[selector(::details-content)]:hidden">
            {t("search.place")}
            <Icon name="chevronDown" size={16} className="group-open/place:rotate-180" />
          </summary>
          <div className="grid grid-cols-2 items-end gap-3 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)_auto]">
            {hasPlaces && (
              <>
                <TextField
                  name="commune"
                  label={t("search.commune")}
                  optional="unmarked"
                  width="full"
                  className="col-span-2 sm:col-span-1"
                  autoComplete="off"
                  defaultValue={asked.commune}
                />
                <Select
                  name="rayon"
                  label={t("search.km")}
                  optional="unmarked"
                  width="full"
                  placeholder={false}
                  defaultValue={String(asked.km ?? 10)}
                  options={radii.map((km) => ({
                    value: String(km),
                    label: km === 0 ? t("search.kmNone") : t("search.kmSome", { km }),
                  }))}
                />
              </>
            )}
            <Select
              name="tri"
              label={t("search.sort")}
              optional="unmarked"
              width="full"
              placeholder={false}
              defaultValue={sortWords[asked.sort ?? "relevance"]}
              options={searchSorts
                .filter((sort) => hasPlaces || sort !== "near")
                .map((sort) => ({ value: sortWords[sort], label: t(`search.sorts.${sort}`) }))}
            />
            <Button type="submit" className="max-sm:col-span-2">
              {t("search.apply")}
            </Button>
          </div>
        </details>
      </form>
    </search>
  );
}

/** The filters in force, sent along. */
function Kept({ asked }: { asked: ListQuery }) {
  return (
    <div hidden data-list-kept="">
      {facetNames.map((name) =>
        asked[name] === undefined ? null : (
          <input key={name} type="hidden" name={parameterNames[name]} value={asked[name]} />
        ),
      )}
    </div>
  );
}

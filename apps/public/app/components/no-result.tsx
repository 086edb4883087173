import { writeCommune } from "@essaim/directory/search/search.schema";
import { useI18n } from "~/i18n/i18n";
import type { ListData } from "~/list.server";
import { useContentLang } from "./french";

/** Nothing answers: why, what looks like it, and where to go from here. */
export function NoResult({
  data: { kind, asked, result },
  withoutFilters,
  isFiltered,
}: {
  data: ListData;
  withoutFilters: string;
  isFiltered: boolean;
}) {
  const { t, paths } = useI18n();
  const lang = useContentLang();
  const here = { all: paths.search, activity: paths.activities, resource: paths.resources }[kind];
  const namesPlace = asked.commune !== undefined || result.reading.places.length > 0;
  return (
    <section
      aria-labelledby="rien"
      className="flex min-w-0 flex-col items-start gap-4 py-4 wrap-anywhere"
    >
      <h2 id="rien">{t("search.noneTitle")}</h2>
      <p className="max-w-measure">
        {isFiltered
          ? t("search.noneFiltered")
          : asked.q
            ? t("search.noneFor", { q: asked.q })
            : t("search.noneEmpty")}
      </p>
      {result.reading.corrections.map(({ typed, read }) => (
        <p key={typed}>{t("search.corrected", { typed, read })}</p>
      ))}
      {result.nearby.length > 0 && (
        <>
          <p>{t("search.nearby")}</p>
          <ul className="flex flex-wrap gap-x-6 gap-y-1">
            {result.nearby.map(({ code, name, kilometres: km }) => (
              <li key={code}>
                <a
                  href={here({
                    ...asked,
                    commune: writeCommune({ code, name }),
                    cursor: undefined,
                  })}
                  className="inline-flex min-h-9 items-center pointer-coarse:min-h-11"
                >
                  {t("search.nearbyPlace", { name, km })}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      {result.suggestions.length > 0 && (
        <>
          <p>{t("search.didYouMean")}</p>
          <ul lang={lang} className="flex flex-col gap-1">
            {result.suggestions.map(({ kind: found, slug, title }) => (
              <li key={`${found}/${slug}`}>
                <a
                  href={paths.record(found, slug)}
                  className="inline-flex min-h-9 items-center font-serif text-xl"
                >
                  {title}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      {asked.q && (
        <p className="text-muted">{t(namesPlace ? "search.helpPlace" : "search.help")}</p>
      )}
      <ul className="flex flex-wrap gap-x-6 gap-y-2">
        {isFiltered && (
          <li>
            <a href={withoutFilters}>{t("search.withoutFilters")}</a>
          </li>
        )}
        {isFiltered && asked.q && (
          <li>
            <a href={here({ ...asked, q: undefined, cursor: undefined })}>
              {t("search.withoutWords")}
            </a>
          </li>
        )}
        <li>
          <a href={paths.search()}>{t("search.seeAll")}</a>
        </li>
        <li>
          <a href={paths.propose}>{t("search.propose")}</a>
        </li>
      </ul>
    </section>
  );
}

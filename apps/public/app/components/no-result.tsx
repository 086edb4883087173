import { useI18n } from "~/i18n/i18n";
import type { ListData } from "~/list.server";
import { useContentLang } from "./french";

/** Nothing answers: why, what looks like it, and where to go from here. */
export function NoResult({ asked, result, withoutFilter }: ListData & { withoutFilter: string }) {
  const { t, paths } = useI18n();
  const lang = useContentLang();
  const filtered = asked.sector !== undefined || asked.resourceKind !== undefined;
  const { activity, resource } = result.counts;
  const elsewhere = activity + resource;
  const sameKind = asked.kind === "activity" ? activity : resource;
  return (
    <section aria-labelledby="rien" className="flex flex-col items-start gap-4 py-4">
      <h2 id="rien">{t("search.noneTitle")}</h2>
      <p className="max-w-measure">
        {elsewhere > 0
          ? t("search.noneFiltered")
          : asked.q
            ? t("search.noneFor", { q: asked.q })
            : t("search.noneEmpty")}
      </p>
      {result.suggestions.length > 0 && (
        <>
          <p>{t("search.didYouMean")}</p>
          <ul lang={lang} className="flex flex-col gap-1">
            {result.suggestions.map(({ kind, slug, title }) => (
              <li key={`${kind}/${slug}`}>
                <a
                  href={kind === "activity" ? paths.activity(slug) : paths.resource(slug)}
                  className="inline-flex min-h-9 items-center font-serif text-xl"
                >
                  {title}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      {asked.q && elsewhere === 0 && <p className="text-muted">{t("search.help")}</p>}
      <ul className="flex flex-wrap gap-x-6 gap-y-2">
        {filtered && sameKind > 0 && (
          <li>
            <a href={withoutFilter}>{t("search.withoutFilter", { count: sameKind })}</a>
          </li>
        )}
        <li>
          <a href={paths.search()}>{t("search.seeAll")}</a>
        </li>
      </ul>
    </section>
  );
}

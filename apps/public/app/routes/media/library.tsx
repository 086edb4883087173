import { listLibraryChoices, searchLibrary } from "@essaim/media/library/library.queries";
import {
  type LibraryChoices,
  type LibrarySearch,
  libraryPageSize,
  librarySchema,
} from "@essaim/media/library/library.schema";
import { pieceKindLabels } from "@essaim/media/piece/published-piece.schema";
import { Button } from "@essaim/ui/button";
import { Disclosure } from "@essaim/ui/disclosure";
import { EmptyState } from "@essaim/ui/empty-state";
import { Pagination } from "@essaim/ui/pagination";
import { SearchField } from "@essaim/ui/search-field";
import { Select } from "@essaim/ui/select";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { PieceList } from "~/components/media/piece-list";
import { languageName } from "~/components/media/speech";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { libraryParameters, libraryQueryString } from "~/library-query";
import { pageMeta } from "~/page-meta";
import { libraryFeed } from "~/paths";

const { shape } = librarySchema;
const addressSchema = z.object({
  q: shape.q,
  nature: shape.kind,
  serie: shape.series,
  langue: shape.language,
  page: shape.page,
});

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { q, nature, serie, langue, page } = parseQuery(addressSchema, request);
  const asked = librarySchema.parse({ q, kind: nature, series: serie, language: langue, page });
  const { execute, actor } = context;
  return {
    asked,
    ...(await execute(actor, searchLibrary, asked)),
    choices: await execute(actor, listLibraryChoices, {}),
  };
}

export const meta: MetaFunction<typeof loader> = (args) => {
  const { t } = i18nAt(args.location.pathname);
  if (!args.data) return [];
  const { asked } = args.data;
  const { q, page } = asked;
  const title = q ? t("media.titleFor", { q }) : t("media.title");
  return [
    ...pageMeta(args, {
      title: page > 1 ? t("media.page", { title, page }) : title,
      description: t("media.lead"),
      // One kind is a page of its own; what several filters leave, or a search, is not.
      indexed: q === "" && page === 1 && !asked.series && !asked.language,
      search: libraryQueryString(asked),
    }),
    {
      tagName: "link",
      rel: "alternate",
      href: libraryFeed,
      type: "application/atom+xml",
      title: t("media.title"),
    },
  ];
};

/** What the media has published, to be searched down to what is said in it. */
export default function Library() {
  const { asked, pieces, count, choices } = useLoaderData<typeof loader>();
  const { t, paths } = useI18n();
  const isNarrowed = Boolean(asked.q || asked.kind || asked.series || asked.language);
  const isEmpty = choices.kinds.length === 0;
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-2">
        <h1>{asked.q ? t("media.titleFor", { q: asked.q }) : t("media.title")}</h1>
        <p className="max-w-measure text-lg text-muted">{t("media.lead")}</p>
      </div>
      {isEmpty ? (
        <EmptyState
          title={t("media.emptyTitle")}
          icon="video"
          action={
            <>
              <a href={paths.activities()}>{t("nav.activities")}</a>
              <a href={paths.resources()}>{t("nav.resources")}</a>
            </>
          }
        >
          {t("media.empty")}
        </EmptyState>
      ) : (
        <>
          <LibraryForm asked={asked} choices={choices} />
          <section aria-labelledby="pieces" className="flex flex-col gap-5">
            <h2 id="pieces" className="sr-only">
              {t("media.results")}
            </h2>
            <p className="flex flex-wrap items-baseline gap-x-6 text-sm text-muted">
              <span className="figures">{t("media.count", { count })}</span>
              {isNarrowed && (
                <a href={paths.library()} className="inline-flex min-h-9 items-center">
                  {t("media.clear")}
                </a>
              )}
            </p>
            {pieces.length === 0 ? (
              <EmptyState title={t("media.noneTitle")} icon="search" level={3}>
                {t("media.none")}
              </EmptyState>
            ) : (
              <PieceList pieces={pieces} q={asked.q} />
            )}
            <Pagination
              page={asked.page}
              pageCount={Math.ceil(count / libraryPageSize)}
              hrefFor={(page) => paths.library({ ...asked, page })}
            />
          </section>
          <p className="print:hidden">
            <a href={libraryFeed}>{t("media.feed")}</a>
          </p>
        </>
      )}
    </div>
  );
}

/** Words, a kind, a series and a language; what leaves no choice is not asked. */
function LibraryForm({
  asked,
  choices: { kinds, series, languages },
}: {
  asked: LibrarySearch;
  choices: LibraryChoices;
}) {
  const { t, paths, locale } = useI18n();
  const lists = [
    {
      ...{ name: libraryParameters.kind, label: t("media.kind"), asked: asked.kind, least: 2 },
      options: kinds.map((kind) => ({ value: kind, label: pieceKindLabels[kind][locale] })),
    },
    {
      ...{
        name: libraryParameters.series,
        label: t("media.series"),
        asked: asked.series,
        least: 1,
      },
      options: series.map(({ slug, title }) => ({ value: slug, label: title })),
    },
    {
      ...{ name: libraryParameters.language, label: t("media.language"), asked: asked.language },
      least: 2,
      options: languages.map((language) => ({
        value: language,
        label: languageName(language, locale),
      })),
    },
  ].filter(({ asked: chosen, options, least }) => chosen || options.length >= least);
  return (
    <search>
      <form
        method="get"
        action={paths.library()}
        className="flex max-w-3xl flex-col gap-3 print:hidden"
      >
        <SearchField
          label={t("media.search")}
          hint={t("media.searchHint")}
          defaultValue={asked.q}
        />
        {lists.length > 0 && (
          <Disclosure onPhone open={lists.some((list) => list.asked)} summary={t("media.filters")}>
            <div className="grid items-end gap-3 sm:grid-cols-[repeat(3,minmax(0,1fr))_auto]">
              {lists.map(({ name, label, asked: chosen, options }) => (
                <Select
                  key={name}
                  name={name}
                  label={label}
                  optional="unmarked"
                  width="full"
                  placeholder={t("media.any")}
                  defaultValue={chosen}
                  options={options}
                />
              ))}
              <Button type="submit">{t("media.apply")}</Button>
            </div>
          </Disclosure>
        )}
      </form>
    </search>
  );
}

import { getPublishedSeries } from "@essaim/media/library/published-series.queries";
import { typo } from "@essaim/ui/format";
import { Breadcrumb } from "@essaim/ui/page-header";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { PieceList } from "~/components/media/piece-list";
import { useSpeech } from "~/components/media/speech";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { breadcrumbThing } from "~/json-ld";
import { pageMeta } from "~/page-meta";
import { podcastFile } from "~/paths";
import type { loader as rootLoader } from "~/root";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const asked = { slug: params.slug ?? "" };
  const { episodes, ...series } = await context.execute(context.actor, getPublishedSeries, asked);
  return { ...series, isPodcast: episodes.length > 0 };
}

export const meta: MetaFunction<typeof loader> = (args) => {
  if (!args.data) return [];
  const { t, paths } = i18nAt(args.location.pathname);
  const { slug, title, organisation, pieces, isPodcast } = args.data;
  return [
    ...pageMeta(args, {
      title: t("media.seriesTitle", { title }),
      description: t("media.seriesLead", {
        organisation: organisation.name,
        count: pieces.length,
      }),
      things: (start, address) => [
        breadcrumbThing([
          { name: t("media.nav"), address: start + paths.library() },
          { name: title, address },
        ]),
      ],
    }),
    ...(isPodcast
      ? [
          {
            tagName: "link",
            rel: "alternate",
            href: podcastFile(slug),
            type: "application/rss+xml",
            title,
          },
        ]
      : []),
  ];
};

/** Pieces told one after the other, and how to go on hearing them elsewhere. */
export default function Series() {
  const { slug, title, organisation, language, pieces, isPodcast } = useLoaderData<typeof loader>();
  const { t, paths } = useI18n();
  const { lang, say } = useSpeech(language);
  const root = useRouteLoaderData<typeof rootLoader>("root");
  const address = `${root?.publicUrl ?? ""}${podcastFile(slug)}`;
  return (
    <div className="flex flex-col gap-8">
      <header className="flex flex-col gap-3">
        <Breadcrumb items={[{ label: t("media.nav"), href: paths.library() }]} />
        <h1 lang={lang} className="max-w-3xl text-3xl sm:text-4xl">
          {say(title)}
        </h1>
        <p className="max-w-measure text-lg text-muted">
          {t("media.seriesLead", { organisation: typo(organisation.name), count: pieces.length })}
        </p>
      </header>
      <PieceList pieces={pieces} level={1} isSeries />
      {isPodcast && (
        <section
          aria-labelledby="podcast"
          className="flex flex-col gap-2 border-t border-line pt-6"
        >
          <h2 id="podcast">{t("media.podcast")}</h2>
          <p className="max-w-measure">{t("media.podcastText")}</p>
          <p className="wrap-anywhere">
            <a href={podcastFile(slug)} type="application/rss+xml">
              {address}
            </a>
          </p>
        </section>
      )}
    </div>
  );
}

import { sectorLabels } from "@essaim/directory/activity.schema";
import { getDirectoryHome } from "@essaim/directory/published-home.queries";
import { listPublicImpact } from "@essaim/impact/release/release.queries";
import { searchLibrary } from "@essaim/media/library/library.queries";
import type { PieceCard } from "@essaim/media/library/library.schema";
import { formatNumber, typo } from "@essaim/ui/format";
import { SearchField } from "@essaim/ui/search-field";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { FrenchOnly } from "~/components/french";
import { PieceList } from "~/components/media/piece-list";
import { Result } from "~/components/results";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { pageMeta } from "~/page-meta";

/** Pieces of the media that the front page shows. */
const latestPieces = 3;

export async function loader({ context: { execute, actor } }: LoaderFunctionArgs) {
  const home = await execute(actor, getDirectoryHome, {});
  const { pieces } = await execute(actor, searchLibrary, { q: "", page: 1, limit: latestPieces });
  return { ...home, pieces, impacts: await execute(actor, listPublicImpact, {}) };
}

export const meta: MetaFunction<typeof loader> = (args) => {
  const { t } = i18nAt(args.location.pathname);
  return pageMeta(args, { title: t("home.pageTitle"), description: t("site.description") });
};

export default function Home() {
  const { t, paths, locale } = useI18n();
  const { latest, sectors, activityCount, resourceCount, pieces, impacts } =
    useLoaderData<typeof loader>();
  return (
    <div className="flex flex-col gap-12 sm:gap-16">
      <section className="flex flex-col gap-6 pt-2 sm:pt-8">
        <h1 className="max-w-3xl text-3xl sm:text-5xl">{t("home.title")}</h1>
        <p className="max-w-measure text-lg sm:text-xl">{t("home.lead")}</p>
        <search>
          <form method="get" action={paths.search()} className="max-w-3xl">
            <SearchField large label={t("home.searchLabel")} hint={t("home.searchHint")} />
          </form>
        </search>
        <FrenchOnly />
      </section>

      {sectors.length > 0 && (
        <nav aria-labelledby="secteurs" className="flex flex-col gap-3">
          <h2 id="secteurs">{t("home.sectors")}</h2>
          <ul className="grid grid-cols-2 gap-x-6 sm:gap-x-10 md:grid-cols-3">
            {[...sectors]
              // What has no sector of its own comes last, however many.
              .sort(
                (a, b) =>
                  Number(a.sector === "other") - Number(b.sector === "other") || b.count - a.count,
              )
              .map(({ sector, count }) => (
                <li key={sector} className="border-t border-line">
                  <a
                    href={paths.activities({ sector })}
                    className="flex min-h-11 items-center justify-between gap-3 text-ink no-underline hover:text-accent hover:underline"
                  >
                    <span>{sectorLabels[sector][locale]}</span>
                    <span className="figures text-sm text-muted">
                      {formatNumber(count, locale)}
                    </span>
                  </a>
                </li>
              ))}
          </ul>
        </nav>
      )}

      <section aria-labelledby="recentes" className="flex flex-col gap-5">
        <h2 id="recentes">{t("home.latest")}</h2>
        {latest.length === 0 ? (
          <p className="text-muted">{t("home.empty")}</p>
        ) : (
          <>
            <ol className="grid gap-x-12 md:grid-cols-2">
              {latest.map((result) => (
                <li key={result.slug} className="border-t border-line py-5">
                  <Result result={result} stacked />
                </li>
              ))}
            </ol>
            <p className="flex flex-wrap gap-x-8 gap-y-2 border-t border-line pt-4">
              <a href={paths.activities()}>{t("home.all", { count: activityCount })}</a>
              {resourceCount > 0 && (
                <a href={paths.resources()}>{t("home.allResources", { count: resourceCount })}</a>
              )}
              <a href={paths.propose}>{t("search.propose")}</a>
            </p>
          </>
        )}
      </section>

      <LatestPieces pieces={pieces} />

      <section aria-labelledby="comment" className="flex flex-col gap-4">
        <h2 id="comment">{t("home.how")}</h2>
        <ol className="grid gap-6 md:grid-cols-3 md:gap-10">
          {(["how1", "how2", "how3"] as const).map((step, at) => (
            <li key={step} className="flex gap-4 border-t-2 border-ink pt-3">
              <span aria-hidden="true" className="font-serif text-3xl text-accent">
                {at + 1}
              </span>
              <div className="flex flex-col gap-1">
                <h3>{t(`home.${step}`)}</h3>
                <p>{t(`home.${step}Text`)}</p>
              </div>
            </li>
          ))}
        </ol>
      </section>

      <ImpactLink organisations={impacts} />
    </div>
  );
}

/** What the media published last; nothing while nothing is. */
function LatestPieces({ pieces }: { pieces: readonly PieceCard[] }) {
  const { t, paths } = useI18n();
  if (pieces.length === 0) return null;
  return (
    <section aria-labelledby="mediatheque" className="flex flex-col gap-5">
      <div className="flex flex-col gap-1">
        <h2 id="mediatheque">{t("media.title")}</h2>
        <p>{t("media.homeText")}</p>
      </div>
      <div className="border-t border-line pt-5">
        <PieceList pieces={pieces} />
      </div>
      <p className="border-t border-line pt-4">
        <a href={paths.library()}>{t("media.homeAll")}</a>
      </p>
    </section>
  );
}

/** To what is made public of promises and results; nothing while nothing is. */
function ImpactLink({ organisations }: { organisations: { slug: string; name: string }[] }) {
  const { t, paths } = useI18n();
  const [first, ...others] = organisations;
  if (!first) return null;
  const [href, label] =
    others.length === 0
      ? [paths.impact(first.slug), t("impact.homeLink", { organisation: typo(first.name) })]
      : [paths.impacts, t("impact.homeLinkAll")];
  return (
    <section aria-labelledby="impact" className="flex flex-col gap-2">
      <h2 id="impact">{t("impact.homeTitle")}</h2>
      <p>
        {t("impact.homeText")} <a href={href}>{label}</a>
      </p>
    </section>
  );
}

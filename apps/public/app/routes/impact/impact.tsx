import { listPublicGiving } from "@essaim/commons/giving/giving.queries";
import { dataLicence } from "@essaim/directory/open-data/licence.schema";
import { listPublicImpact } from "@essaim/impact/release/release.queries";
import { formatDate, typo } from "@essaim/ui/format";
import { Breadcrumb } from "@essaim/ui/page-header";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { Cc } from "~/components/cc";
import { useContentLang } from "~/components/french";
import { ReleasedGrant } from "~/components/impact/released-grant";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { breadcrumbThing } from "~/json-ld";
import { pageMeta } from "~/page-meta";
import { impactFile } from "~/paths";
import type { loader as rootLoader } from "~/root";
import { loadImpact } from "./impact.server";

export async function loader(args: LoaderFunctionArgs) {
  const impact = await loadImpact(args);
  const { execute, actor } = args.context;
  const giving = await execute(actor, listPublicGiving, { organisationSlug: impact.slug });
  const organisations = await execute(actor, listPublicImpact, {});
  return { ...impact, giving, isOnly: organisations.length === 1 };
}

export const meta: MetaFunction<typeof loader> = (args) => {
  if (!args.data) return [];
  const { t, paths } = i18nAt(args.location.pathname);
  const { slug, organisation, releases, isOnly } = args.data;
  const names = { organisation: typo(organisation) };
  const days = releases.flatMap(({ content: { header, cutOffOn } }) => [header.startsOn, cutOffOn]);
  days.sort();
  return pageMeta(args, {
    title: t("impact.title", names),
    description: t("impact.lead", names),
    type: "article",
    things: (start, address) => [
      {
        "@type": "Dataset",
        name: t("impact.dataset", names),
        description: t("impact.lead", names),
        url: address,
        license: dataLicence.url,
        isAccessibleForFree: true,
        creator: { "@type": "Organization", name: organisation },
        temporalCoverage: `${days[0]}/${days.at(-1)}`,
        variableMeasured: [
          ...new Set(releases.flatMap(({ content }) => content.figures.map(({ name }) => name.fr))),
        ],
        distribution: (["csv", "json"] as const).map((kind) => ({
          "@type": "DataDownload",
          encodingFormat: kind === "csv" ? "text/csv" : "application/json",
          contentUrl: start + impactFile(slug, kind),
        })),
      },
      breadcrumbThing([
        ...(isOnly ? [] : [{ name: t("impact.listTitle"), address: start + paths.impacts }]),
        { name: t("impact.title", names), address },
      ]),
    ],
  });
};

/** What an organisation promised, what it did, and all that can be done with these figures. */
export default function Impact() {
  const { slug, organisation, releases, giving, isOnly } = useLoaderData<typeof loader>();
  const { t, paths, locale } = useI18n();
  const lang = useContentLang();
  const root = useRouteLoaderData<typeof rootLoader>("root");
  const names = { organisation: typo(organisation) };
  return (
    <article className="flex flex-col gap-12">
      <header className="flex flex-col gap-3">
        {/* The list of one leads straight back here. */}
        <Breadcrumb items={isOnly ? [] : [{ label: t("impact.listTitle"), href: paths.impacts }]} />
        <h1 className="max-w-3xl text-4xl">{t("impact.title", names)}</h1>
        <p className="max-w-measure text-lg text-muted">{t("impact.lead", names)}</p>
        {releases.length > 1 && (
          <nav aria-label={t("impact.grants")}>
            <ul className="flex flex-col">
              {releases.map(({ grantId, content }) => (
                <li key={grantId}>
                  <a
                    href={`#financement-${grantId}`}
                    lang={lang}
                    className="inline-flex min-h-11 items-center"
                  >
                    {typo(content.header.grantTitle)}
                  </a>{" "}
                  <span className="text-sm text-muted">
                    {t("impact.atDay", { day: formatDate(content.cutOffOn, locale) })}
                  </span>
                </li>
              ))}
            </ul>
          </nav>
        )}
      </header>
      {releases.map(({ id, grantId, content }) => (
        <ReleasedGrant key={id} id={`financement-${grantId}`} content={content} giving={giving} />
      ))}
      <section aria-labelledby="suite" className="flex flex-col gap-3 border-t-2 border-ink pt-4">
        <h2 id="suite" className="text-2xl">
          {t("impact.more")}
        </h2>
        <p>
          {t("impact.moreData")} <a href={impactFile(slug, "csv")}>CSV</a>,{" "}
          <a href={impactFile(slug, "json")}>JSON</a> (<Cc>CC BY-SA 4.0</Cc>).{" "}
          <a href={`${paths.data}#impact`}>{t("impact.moreColumns")}</a>
        </p>
        <ul className="flex flex-col print:hidden">
          {[
            { href: paths.impactEmbed(slug), label: t("impact.moreEmbed") },
            { href: paths.verify, label: t("impact.moreVerify") },
            { href: paths.home, label: t("impact.moreDirectory") },
          ].map(({ href, label }) => (
            <li key={href}>
              <a href={href} className="inline-flex min-h-11 items-center">
                {label}
              </a>
            </li>
          ))}
        </ul>
        <p className="hidden text-sm text-muted print:block">
          {root?.publicUrl}
          {paths.impact(slug)}
        </p>
      </section>
    </article>
  );
}

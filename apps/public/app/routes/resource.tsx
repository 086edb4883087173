import { sectorLabels } from "@essaim/directory/activity.schema";
import { resourceKindLabels } from "@essaim/directory/open-resource.schema";
import {
  getPublishedResource,
  type PublishedResource,
} from "@essaim/directory/published-record.queries";
import { typo } from "@essaim/ui/format";
import { Icon, type IconName } from "@essaim/ui/icon";
import { Breadcrumb } from "@essaim/ui/page-header";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { FrenchMarkdown, FrenchOnly, useContentLang } from "~/components/french";
import { LicenceBadge } from "~/components/licence";
import { RecordFoot } from "~/components/record-foot";
import { useI18n } from "~/i18n/i18n";
import { pageMeta } from "~/page-meta";

export const loader = ({ params, context }: LoaderFunctionArgs) =>
  context.execute(context.actor, getPublishedResource, { slug: params.slug ?? "" });

export const meta: MetaFunction<typeof loader> = (args) =>
  args.data
    ? pageMeta(args, { title: args.data.name, description: args.data.summary, type: "article" })
    : [];

export default function ResourcePage() {
  const resource = useLoaderData<typeof loader>();
  const { t, paths, locale } = useI18n();
  const lang = useContentLang();
  return (
    <article className="flex flex-col gap-10">
      <header className="flex flex-col gap-4">
        <Breadcrumb
          items={[
            { label: t("nav.resources"), href: paths.resources() },
            {
              label: resourceKindLabels[resource.kind][locale],
              href: paths.resources({ resourceKind: resource.kind }),
            },
          ]}
        />
        <h1 lang={lang} className="max-w-3xl text-3xl sm:text-5xl">
          {resource.name}
        </h1>
        <p lang={lang} className="max-w-measure font-serif text-xl text-muted">
          {typo(resource.summary)}
        </p>
        <FrenchOnly />
      </header>

      <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="flex flex-col gap-6 lg:order-last">
          <LicencePanel resource={resource} />
          <LinkList resource={resource} />
        </div>
        <div className="flex min-w-0 flex-col gap-10">
          {resource.description && (
            <FrenchMarkdown level={1}>{resource.description}</FrenchMarkdown>
          )}
          <section
            aria-labelledby="activites"
            className="flex flex-col gap-3 border-t border-line pt-6"
          >
            <h2 id="activites">{t("resource.activities")}</h2>
            {resource.activities.length === 0 && (
              <p className="text-muted">{t("resource.noActivities")}</p>
            )}
            <ul className="flex flex-col gap-5">
              {resource.activities.map((activity) => (
                <li key={activity.slug} className="flex flex-col gap-1 print:break-inside-avoid">
                  <p className="text-sm text-muted">{sectorLabels[activity.sector][locale]}</p>
                  <h3 lang={lang} className="text-xl">
                    <a href={paths.activity(activity.slug)}>{typo(activity.title)}</a>
                  </h3>
                  <p lang={lang} className="max-w-measure">
                    {typo(activity.usage || activity.summary)}
                  </p>
                </li>
              ))}
            </ul>
          </section>
          {resource.contributionGuide && (
            <section
              aria-labelledby="contribuer"
              className="flex flex-col gap-3 border-t border-line pt-6"
            >
              <h2 id="contribuer">{t("resource.contribute")}</h2>
              <FrenchMarkdown level={2}>{resource.contributionGuide}</FrenchMarkdown>
            </section>
          )}
        </div>
      </div>

      <RecordFoot organisation={resource.organisation} updatedAt={resource.updatedAt} />
    </article>
  );
}

/** What one may do with it: said before the name of the licence, which few people read. */
function LicencePanel({ resource: { licence } }: { resource: PublishedResource }) {
  const { t, locale } = useI18n();
  const lang = useContentLang();
  return (
    <section
      aria-labelledby="licence"
      className="flex flex-col items-start gap-2 border-t-2 border-ink pt-4"
    >
      <h2 id="licence">{t("resource.licence")}</h2>
      <LicenceBadge licence={licence} />
      <p>{licence.sentence[locale]}</p>
      {licence.note && <p lang={lang}>{typo(licence.note)}</p>}
      {licence.names.length > 0 && (
        <p className="text-sm text-muted">
          <span lang="en">{licence.names.join(", ")}</span>
        </p>
      )}
      {licence.expression && (
        <p className="text-sm text-muted">
          {t("resource.licenceText", { expression: licence.expression })}
        </p>
      )}
    </section>
  );
}

function LinkList({ resource }: { resource: PublishedResource }) {
  const { t } = useI18n();
  const links: { label: string; url: string | null; icon: IconName }[] = [
    { label: t("resource.website"), url: resource.websiteUrl, icon: "external" },
    { label: t("resource.source"), url: resource.sourceUrl, icon: "download" },
    { label: t("resource.documentation"), url: resource.documentationUrl, icon: "document" },
  ];
  const known = links.filter((link) => link.url !== null);
  return (
    <section aria-labelledby="liens" className="flex flex-col gap-1 border-t border-line pt-4">
      <h2 id="liens">{t("resource.links")}</h2>
      {known.length === 0 && <p className="text-muted">{t("resource.noLinks")}</p>}
      <ul className="flex flex-col">
        {known.map(({ label, url, icon }) => (
          <li key={label} className="flex items-start gap-2.5 py-2">
            <Icon name={icon} size={18} className="mt-1 text-muted" />
            <a rel="noopener" href={url ?? ""} className="min-w-0">
              {label}
              <span className="block text-sm break-all text-muted">{host(url ?? "")}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Where a link leads, before one follows it. */
function host(url: string): string {
  return URL.canParse(url) ? new URL(url).host.replace(/^www\./, "") : url;
}

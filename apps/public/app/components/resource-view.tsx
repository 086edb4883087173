import { sectorLabels } from "@essaim/directory/activity.schema";
import { resourceKindLabels } from "@essaim/directory/open-resource.schema";
import type { PublishedResource } from "@essaim/directory/published-record.queries";
import type { PieceCard } from "@essaim/media/library/library.schema";
import { typo } from "@essaim/ui/format";
import { Icon, type IconName } from "@essaim/ui/icon";
import { Breadcrumb } from "@essaim/ui/page-header";
import { TakePart } from "~/components/community/take-part";
import { DeadLink, OtherDeadLinks } from "~/components/dead-link";
import { RecordLanguage, SaidMarkdown, useContentLang, useSaid } from "~/components/french";
import { Freshness } from "~/components/freshness";
import { LicenceBadge } from "~/components/licence";
import { RecordPieces } from "~/components/media/record-pieces";
import { RecordFoot } from "~/components/record-foot";
import { RecordImages } from "~/components/record-images";
import { hostOf, RecordLinks } from "~/components/web-links";
import { useI18n } from "~/i18n/i18n";

/** A resource: what it is, what one may do with it, and what it asks. */
export function ResourceView({
  resource,
  isStale,
  isOutdated,
  isGivenBack = false,
  pieces = [],
}: {
  resource: PublishedResource;
  isStale: boolean;
  /** Has its French changed since its translation? */
  isOutdated: boolean;
  /** Does the cooperative say what it gives back to it? */
  isGivenBack?: boolean;
  /** Of the media, that serve it. */
  pieces?: readonly PieceCard[];
}) {
  const { t, paths, locale } = useI18n();
  const lang = useContentLang();
  const said = useSaid(resource.english);
  const [name, summary] = [said("name", resource.name), said("summary", resource.summary)];
  const { english } = resource;
  return (
    <article className="booklet flex flex-col gap-10">
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
        <h1 lang={name.lang} className="max-w-3xl text-3xl sm:text-5xl">
          {name.text}
        </h1>
        <p lang={summary.lang} className="max-w-measure font-serif text-xl text-muted">
          {summary.text}
        </p>
        <RecordLanguage isTranslated={english !== null} isOutdated={isOutdated} />
        <Freshness confirmedOn={resource.confirmedOn} isStale={isStale} />
      </header>

      <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="flex flex-col gap-6 lg:order-last">
          <LicencePanel resource={resource} />
          <LinkList resource={resource} />
        </div>
        <div className="flex min-w-0 flex-col gap-10">
          {resource.description && (
            <SaidMarkdown level={1} french={resource.description} english={english?.description} />
          )}
          <Told
            id="usage"
            title={t("resource.usage")}
            french={resource.usageGuide}
            english={english?.usageGuide}
          />
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
          <Told
            id="contribuer"
            title={t("resource.contribute")}
            french={resource.contributionGuide}
            english={english?.contributionGuide}
          />
          <Told id="besoins" title={t("resource.needs")} french={resource.needs} />
          <Told id="gouvernance" title={t("resource.governance")} french={resource.governance} />
          {isGivenBack && (
            <p className="border-t border-line pt-6">
              <a href={paths.giving(resource.slug)}>
                {t("giving.link", { organisation: resource.organisation.name })}
              </a>
            </p>
          )}
          <RecordPieces pieces={pieces} />
          <RecordLinks links={resource.links} />
        </div>
      </div>

      <TakePart kind="resource" slug={resource.slug} />
      <RecordImages images={resource.images} />
      <OtherDeadLinks
        beside={[
          ...resource.links.map(({ url }) => url),
          resource.websiteUrl,
          resource.sourceUrl,
          resource.documentationUrl,
        ]}
      />
      <RecordFoot
        organisation={resource.organisation}
        updatedAt={resource.updatedAt}
        history={paths.history("resource", resource.slug)}
      />
    </article>
  );
}

/** One of the texts of a resource, in Markdown. Nothing when it is empty. */
function Told({
  id,
  title,
  french,
  english,
}: {
  id: string;
  title: string;
  french: string;
  english?: string;
}) {
  if (!french) return null;
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3 border-t border-line pt-6">
      <h2 id={id}>{title}</h2>
      <SaidMarkdown level={2} french={french} english={english} />
    </section>
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
              <span className="block text-sm break-all text-muted">{hostOf(url ?? "")}</span>
            </a>
            <DeadLink url={url ?? ""} />
          </li>
        ))}
      </ul>
    </section>
  );
}

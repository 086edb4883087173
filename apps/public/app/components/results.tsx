import { sectorLabels } from "@essaim/directory/activity.schema";
import { resourceKindLabels } from "@essaim/directory/open-resource.schema";
import type { Part } from "@essaim/directory/published.rules";
import type { Found, FoundActivity, FoundResource } from "@essaim/directory/search/search.schema";
import { cx } from "@essaim/ui/cx";
import { formatDay, formatNumber, typo } from "@essaim/ui/format";
import { Icon, type IconName } from "@essaim/ui/icon";
import { type I18n, useI18n } from "~/i18n/i18n";
import { costText } from "./cost";
import { useContentLang } from "./french";
import { LicenceBadge } from "./licence";

/** Records as sentences one can scan: what it is, what it takes, where it works. */
export function Results({ results, mixed }: { results: readonly Found[]; mixed: boolean }) {
  return (
    <ol className="flex flex-col">
      {results.map((result) => (
        <li
          key={`${result.kind}/${result.slug}`}
          className="border-t border-line py-5 first:border-0 first:pt-0 print:break-inside-avoid"
        >
          <Result result={result} mixed={mixed} />
        </li>
      ))}
    </ol>
  );
}

const inFrench: Found["english"] = { title: null, summary: null };

/** One of them. `mixed` when activities and resources stand side by side: it says which it is. */
export function Result({
  result,
  mixed = false,
  stacked = false,
}: {
  result: Found;
  mixed?: boolean;
  stacked?: boolean;
}) {
  const { paths, locale, t } = useI18n();
  const lang = useContentLang();
  const { title, summary } = locale === "en" ? result.english : inFrench;
  const isActivity = result.kind === "activity";
  const sort = isActivity
    ? sectorLabels[result.sector][locale]
    : resourceKindLabels[result.resourceKind][locale];
  const eyebrow = isActivity
    ? t("card.activity", { sector: sort })
    : t("card.resource", { kind: sort });
  return (
    <article className="flex flex-col gap-1.5">
      <p className="text-sm text-muted">{mixed ? eyebrow : sort}</p>
      <h3 className="text-xl" lang={title ? undefined : lang}>
        <a href={paths.record(result.kind, result.slug)}>
          <Highlight parts={title ?? result.title} />
        </a>
      </h3>
      <p className="max-w-measure" lang={summary ? undefined : lang}>
        <Highlight parts={summary ?? result.summary} />
      </p>
      {result.excerpt && (
        <p className="max-w-measure text-sm text-muted" lang={lang}>
          … <Highlight parts={result.excerpt} /> …
        </p>
      )}
      {isActivity ? (
        <ActivityFacts activity={result} stacked={stacked} />
      ) : (
        <ResourceFacts resource={result} />
      )}
      {result.isStale && (
        <p className="text-sm text-warning">
          {t("search.stale", { day: formatDay(new Date(result.confirmedOn), locale) })}
        </p>
      )}
    </article>
  );
}

function ActivityFacts({ activity, stacked }: { activity: FoundActivity; stacked: boolean }) {
  const i18n = useI18n();
  const { t, locale } = i18n;
  const cost = costText(i18n, activity.startupCostMinCents, activity.startupCostMaxCents);
  return (
    <ul className={cx("mt-0.5 flex gap-x-5 gap-y-1 text-sm", stacked ? "flex-col" : "flex-wrap")}>
      <Fact icon="money">{t("card.start", { cost })}</Fact>
      <Fact icon="place">
        {placesText(i18n, activity.places)}
        {activity.kilometres !== null &&
          activity.kilometres > 0 &&
          ` (${t("search.kilometres", { km: formatNumber(activity.kilometres, locale, 0) })})`}
      </Fact>
    </ul>
  );
}

function ResourceFacts({ resource }: { resource: FoundResource }) {
  const { t } = useI18n();
  return (
    <ul className="mt-0.5 flex flex-wrap items-center gap-x-5 gap-y-1 text-sm">
      <li>
        <LicenceBadge licence={resource.licence} />
      </li>
      <Fact icon="activity">{t("card.builtOn", { count: resource.activityCount })}</Fact>
    </ul>
  );
}

function Fact({ icon, children }: { icon: IconName; children: React.ReactNode }) {
  return (
    <li className="flex items-baseline gap-1.5">
      <Icon name={icon} size={16} className="relative top-0.5 text-muted" />
      <span className="figures">{children}</span>
    </li>
  );
}

const mostPlaces = 3;

function placesText({ t, list }: I18n, places: FoundActivity["places"]): string {
  if (places.length === 0) return t("card.noPlace");
  const names = places.map((place) => place.name);
  if (names.length <= mostPlaces) return t("card.works", { places: list(names) });
  return t("card.worksMore", {
    places: names.slice(0, mostPlaces - 1).join(", "),
    count: names.length - mostPlaces + 1,
  });
}

export function Highlight({ parts }: { parts: readonly Part[] }) {
  return parts.map((part, at) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, never reordered
    part.found ? <mark key={at}>{part.text}</mark> : typo(part.text),
  );
}

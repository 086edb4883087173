import { sectorLabels } from "@essaim/directory/activity.schema";
import { resourceKindLabels } from "@essaim/directory/open-resource.schema";
import { lineage } from "@essaim/directory/published.rules";
import {
  getPublishedActivity,
  type PublishedActivity,
} from "@essaim/directory/published-record.queries";
import { cx } from "@essaim/ui/cx";
import { typo } from "@essaim/ui/format";
import { Breadcrumb } from "@essaim/ui/page-header";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { costText } from "~/components/cost";
import { FrenchMarkdown, FrenchOnly, useContentLang } from "~/components/french";
import { LicenceBadge } from "~/components/licence";
import { Lineage } from "~/components/lineage";
import { RecordFoot } from "~/components/record-foot";
import { useI18n } from "~/i18n/i18n";
import { pageMeta } from "~/page-meta";

export const loader = ({ params, context }: LoaderFunctionArgs) =>
  context.execute(context.actor, getPublishedActivity, { slug: params.slug ?? "" });

export const meta: MetaFunction<typeof loader> = (args) =>
  args.data
    ? pageMeta(args, {
        title: args.data.title,
        description: args.data.summary,
        type: "article",
      })
    : [];

/** An activity, read like a recipe. */
export default function ActivityPage() {
  const activity = useLoaderData<typeof loader>();
  const { t, paths, locale } = useI18n();
  const lang = useContentLang();
  return (
    <article className="flex flex-col gap-10">
      <header className="flex flex-col gap-4">
        <Breadcrumb
          items={[
            { label: t("nav.activities"), href: paths.activities() },
            {
              label: sectorLabels[activity.sector][locale],
              href: paths.activities({ sector: activity.sector }),
            },
          ]}
        />
        <h1 lang={lang} className="max-w-3xl text-3xl sm:text-5xl">
          {typo(activity.title)}
        </h1>
        <p lang={lang} className="max-w-measure font-serif text-xl text-muted">
          {typo(activity.summary)}
        </p>
        <FrenchOnly />
        <AtAGlance activity={activity} />
      </header>

      {activity.description && <FrenchMarkdown level={1}>{activity.description}</FrenchMarkdown>}

      <div className="print-columns grid gap-x-10 gap-y-8 md:grid-cols-2">
        <Weighed title={t("activity.advantages")} side="for" text={activity.advantages} />
        <Weighed title={t("activity.limits")} side="against" text={activity.limits} />
      </div>

      <div className="grid gap-x-12 gap-y-8 border-t border-line pt-6 lg:grid-cols-[17rem_minmax(0,1fr)]">
        <section aria-labelledby="ce-qu-il-faut" className="flex flex-col gap-3">
          <h2 id="ce-qu-il-faut">{t("activity.requirements")}</h2>
          <StartupCost activity={activity} />
          {activity.requirements ? (
            <FrenchMarkdown level={2}>{activity.requirements}</FrenchMarkdown>
          ) : (
            <p className="text-muted">{t("activity.noRequirements")}</p>
          )}
        </section>
        <section aria-labelledby="etapes" className="flex min-w-0 flex-col gap-3">
          <h2 id="etapes">{t("activity.steps")}</h2>
          {activity.steps.length > 0 ? (
            <div className="steps">
              <FrenchMarkdown level={2}>
                {activity.steps
                  .map((step, index) => `${index + 1}. ${step.text.replaceAll("\n", "\n   ")}`)
                  .join("\n")}
              </FrenchMarkdown>
            </div>
          ) : (
            <p className="text-muted">{t("activity.noSteps")}</p>
          )}
        </section>
      </div>

      <RestsOn resources={activity.resources} />

      <section aria-labelledby="lieux" className="flex flex-col gap-4 border-t border-line pt-6">
        <h2 id="lieux">{t("activity.travel")}</h2>
        {activity.places.length === 0 ? (
          <p className="text-muted">{t("activity.noPlaces")}</p>
        ) : (
          <Lineage nodes={lineage(activity.places)} />
        )}
      </section>

      <RecordFoot organisation={activity.organisation} updatedAt={activity.updatedAt} />
    </article>
  );
}

/** What a cook reads first: how much, where, with what. */
function AtAGlance({ activity }: { activity: PublishedActivity }) {
  const i18n = useI18n();
  const { t, list, paths } = i18n;
  const places = lineage(activity.places).flatMap(function names(node): string[] {
    return [node.commune.name, ...node.heirs.flatMap(names)];
  });
  const cells: { term: string; value: React.ReactNode; unknown: boolean }[] = [
    {
      term: t("activity.start"),
      unknown: activity.startupCostMinCents === null,
      value: costText(i18n, activity.startupCostMinCents, activity.startupCostMaxCents),
    },
    {
      term: t("activity.where"),
      unknown: places.length === 0,
      value: places.length > 0 ? list(places) : t("activity.nowhere"),
    },
    {
      term: t("activity.rests"),
      unknown: activity.resources.length === 0,
      value:
        activity.resources.length > 0 ? (
          <ul>
            {activity.resources.map((resource) => (
              <li key={resource.slug}>
                <a href={paths.resource(resource.slug)}>{resource.name}</a>
              </li>
            ))}
          </ul>
        ) : (
          t("activity.noResource")
        ),
    },
  ];
  return (
    <dl className="mt-2 grid border-y-2 border-ink sm:grid-cols-3">
      {cells.map((cell) => (
        <div
          key={cell.term}
          className="flex gap-3 border-line py-3 not-first:border-t max-sm:items-baseline sm:flex-col sm:gap-0.5 sm:px-5 sm:first:pl-0 sm:not-first:border-t-0 sm:not-first:border-l"
        >
          <dt className="text-sm font-normal! text-muted max-sm:w-28 max-sm:shrink-0">
            {cell.term}
          </dt>
          <dd className={cx("figures", cell.unknown ? "text-muted" : "font-semibold")}>
            {cell.value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Weighed({ title, side, text }: { title: string; side: "for" | "against"; text: string }) {
  const id = side === "for" ? "avantages" : "limites";
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3 border-t border-line pt-5">
      <h2 id={id}>{title}</h2>
      <div className={`weigh ${side === "for" ? "weigh-for" : "weigh-against"}`}>
        <FrenchMarkdown level={2}>{text}</FrenchMarkdown>
      </div>
    </section>
  );
}

function StartupCost({ activity }: { activity: PublishedActivity }) {
  const i18n = useI18n();
  return (
    <p>
      <span className="block text-sm text-muted">{i18n.t("activity.startupCost")}</span>
      <strong className="figures">
        {costText(i18n, activity.startupCostMinCents, activity.startupCostMaxCents)}
      </strong>
    </p>
  );
}

function RestsOn({ resources }: { resources: PublishedActivity["resources"] }) {
  const { t, paths, locale } = useI18n();
  const lang = useContentLang();
  return (
    <section aria-labelledby="ressources" className="flex flex-col gap-2 border-t border-line pt-6">
      <h2 id="ressources">{t("activity.resources")}</h2>
      {resources.length === 0 && <p className="text-muted">{t("activity.noResources")}</p>}
      <ul className="flex flex-col">
        {resources.map((resource) => (
          <li
            key={resource.slug}
            className="grid gap-x-10 gap-y-1.5 border-t border-line py-4 first:border-0 md:grid-cols-[minmax(0,1fr)_17rem] print:break-inside-avoid"
          >
            <div className="flex flex-col gap-1">
              <h3 lang={lang}>
                <a href={paths.resource(resource.slug)}>{resource.name}</a>
              </h3>
              <p className="text-sm text-muted">{resourceKindLabels[resource.kind][locale]}</p>
              <p lang={lang} className="max-w-measure">
                {typo(resource.usage || resource.summary)}
              </p>
            </div>
            <div className="flex flex-col items-start gap-1.5 text-sm">
              <LicenceBadge licence={resource.licence} />
              <p>{resource.licence.sentence[locale]}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

import {
  legalFormLabels,
  maturityLabels,
  maturityMeanings,
  sectorLabels,
} from "@essaim/directory/activity.schema";
import type { PublishedExperience } from "@essaim/directory/community/experience.queries";
import { resourceKindLabels } from "@essaim/directory/open-resource.schema";
import { lineage } from "@essaim/directory/published.rules";
import type { PublishedActivity } from "@essaim/directory/published-record.queries";
import type { Talk } from "@essaim/media/forum/topic.schema";
import type { PieceCard } from "@essaim/media/library/library.schema";
import { cx } from "@essaim/ui/cx";
import { formatCents, typo } from "@essaim/ui/format";
import { Breadcrumb } from "@essaim/ui/page-header";
import { daysText, monthsText, peopleText, totalText } from "~/components/amounts";
import { Experiences } from "~/components/community/experiences";
import { TakePart } from "~/components/community/take-part";
import { costText } from "~/components/cost";
import { OtherDeadLinks } from "~/components/dead-link";
import {
  FrenchMarkdown,
  RecordLanguage,
  SaidMarkdown,
  useContentLang,
  useSaid,
} from "~/components/french";
import { Freshness } from "~/components/freshness";
import { LicenceBadge } from "~/components/licence";
import { Lineage } from "~/components/lineage";
import { RecordPieces } from "~/components/media/record-pieces";
import { OpenQuestions } from "~/components/open-questions";
import { RecordFoot } from "~/components/record-foot";
import { RecordImages } from "~/components/record-images";
import { RecordLinks } from "~/components/web-links";
import { useI18n } from "~/i18n/i18n";

type Shown = { activity: PublishedActivity };

/** An activity, read like a recipe. */
export function ActivityView({
  activity,
  experiences,
  isStale,
  isOutdated,
  pieces = [],
  talks = {},
}: Shown & {
  experiences: readonly PublishedExperience[];
  isStale: boolean;
  isOutdated: boolean;
  /** Of the media, that serve it. */
  pieces?: readonly PieceCard[];
  /** What was last read on the forum, by the address of a question. */
  talks?: Readonly<Record<string, Talk>>;
}) {
  const { t, paths, locale } = useI18n();
  const said = useSaid(activity.english);
  const [title, summary] = [said("title", activity.title), said("summary", activity.summary)];
  const { english } = activity;
  return (
    <article className="booklet flex flex-col gap-10">
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
        <h1 lang={title.lang} className="max-w-3xl text-3xl sm:text-5xl">
          {title.text}
        </h1>
        <p lang={summary.lang} className="max-w-measure font-serif text-xl text-muted">
          {summary.text}
        </p>
        <RecordLanguage isTranslated={english !== null} isOutdated={isOutdated} />
        <Freshness confirmedOn={activity.confirmedOn} isStale={isStale} />
        <AtAGlance activity={activity} />
      </header>

      {activity.description && (
        <SaidMarkdown level={1} french={activity.description} english={english?.description} />
      )}

      <div className="print-columns grid gap-x-10 gap-y-8 md:grid-cols-2">
        <Weighed title={t("activity.advantages")} side="for">
          <SaidMarkdown level={2} french={activity.advantages} english={english?.advantages} />
        </Weighed>
        <Weighed title={t("activity.limits")} side="against">
          <SaidMarkdown level={2} french={activity.limits} english={english?.limits} />
        </Weighed>
      </div>

      <div className="grid gap-x-12 gap-y-8 border-t border-line pt-6 lg:grid-cols-[17rem_minmax(0,1fr)]">
        <Needs activity={activity} />
        <Steps activity={activity} />
      </div>

      <Income activity={activity} />
      <RestsOn activity={activity} />

      <section aria-labelledby="lieux" className="flex flex-col gap-4 border-t border-line pt-6">
        <h2 id="lieux">{t("activity.travel")}</h2>
        {activity.places.length === 0 ? (
          <p className="text-muted">{t("activity.noPlaces")}</p>
        ) : (
          <Lineage nodes={lineage(activity.places)} />
        )}
      </section>

      <Experiences slug={activity.slug} experiences={experiences} />
      <Questions activity={activity} talks={talks} />
      <Supporters activity={activity} />
      <RecordPieces pieces={pieces} />
      <RecordLinks links={activity.links} />
      <TakePart kind="activity" slug={activity.slug} />
      <RecordImages images={activity.images} />
      <OtherDeadLinks beside={activity.links.map(({ url }) => url)} />
      <RecordFoot
        organisation={activity.organisation}
        updatedAt={activity.updatedAt}
        history={paths.history("activity", activity.slug)}
      />
    </article>
  );
}

type Cell = { term: string; value: React.ReactNode; unknown?: boolean };

/** What a cook reads first: how much, how many, how long, where, with what. */
function AtAGlance({ activity }: Shown) {
  const i18n = useI18n();
  const { t, list, paths, locale } = i18n;
  const places = lineage(activity.places).flatMap(function names(node): string[] {
    return [node.commune.name, ...node.heirs.flatMap(names)];
  });
  const people = peopleText(i18n, activity.peopleMin, activity.peopleMax);
  const months = monthsText(i18n, activity.firstIncomeMinMonths, activity.firstIncomeMaxMonths);
  const { maturity } = activity;
  const cells: (Cell | null | "")[] = [
    {
      term: t("activity.start"),
      unknown: activity.startupCostMinCents === null,
      value: costText(i18n, activity.startupCostMinCents, activity.startupCostMaxCents),
    },
    activity.monthlyCostMinCents === null
      ? null
      : {
          term: t("activity.monthly"),
          value: costText(i18n, activity.monthlyCostMinCents, activity.monthlyCostMaxCents),
        },
    people && { term: t("activity.people"), value: people },
    months && { term: t("activity.firstIncome"), value: months },
    maturity && {
      term: t("activity.maturity"),
      value: (
        <>
          {maturityLabels[maturity][locale]}
          <span className="block text-sm font-normal">{maturityMeanings[maturity][locale]}</span>
        </>
      ),
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
    <dl className="glance mt-2 grid gap-x-8 border-y-2 border-ink py-1 sm:grid-cols-2 lg:grid-cols-3">
      {cells.map(
        (cell) =>
          cell && (
            <div
              key={cell.term}
              className="flex gap-3 py-2.5 max-sm:items-baseline max-sm:border-line max-sm:not-first:border-t sm:flex-col sm:gap-0.5"
            >
              <dt className="text-sm font-normal! text-muted max-sm:w-28 max-sm:shrink-0">
                {cell.term}
              </dt>
              <dd className={cx("figures", cell.unknown ? "text-muted" : "font-semibold")}>
                {cell.value}
              </dd>
            </div>
          ),
      )}
    </dl>
  );
}

function Weighed({
  title,
  side,
  children,
}: {
  title: string;
  side: "for" | "against";
  children: React.ReactNode;
}) {
  const id = side === "for" ? "avantages" : "limites";
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3 border-t border-line pt-5">
      <h2 id={id}>{title}</h2>
      <div className={`weigh ${side === "for" ? "weigh-for" : "weigh-against"}`}>{children}</div>
    </section>
  );
}

function Needs({ activity }: Shown) {
  const { t, locale } = useI18n();
  const lang = useContentLang();
  const { requirements, space, skills, legalForms, english } = activity;
  const facts = [
    { term: t("activity.space"), value: space && <span lang={lang}>{typo(space)}</span> },
    {
      term: t("activity.skills"),
      value: skills.length > 0 && <span lang={lang}>{skills.join(", ")}</span>,
    },
    {
      term: t("activity.legalForms"),
      value: legalForms.map((form) => legalFormLabels[form][locale]).join(", "),
    },
  ].filter(({ value }) => value);
  return (
    <section aria-labelledby="ce-qu-il-faut" className="flex flex-col gap-3">
      <h2 id="ce-qu-il-faut">{t("activity.requirements")}</h2>
      {facts.length > 0 && (
        <dl className="flex flex-col gap-2.5">
          {facts.map(({ term, value }) => (
            <div key={term}>
              <dt className="text-sm font-normal! text-muted">{term}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {requirements ? (
        <SaidMarkdown level={2} french={requirements} english={english?.requirements} />
      ) : (
        facts.length === 0 && <p className="text-muted">{t("activity.noRequirements")}</p>
      )}
    </section>
  );
}

function Steps({ activity: { steps } }: Shown) {
  const i18n = useI18n();
  const { t } = i18n;
  const lang = useContentLang();
  const total = totalText(i18n, steps);
  return (
    <section aria-labelledby="etapes" className="flex min-w-0 flex-col gap-3">
      <h2 id="etapes">{t("activity.steps")}</h2>
      {steps.length === 0 && <p className="text-muted">{t("activity.noSteps")}</p>}
      <ol className="steps">
        {steps.map(({ text, days, tools }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is known by its place
          <li key={index}>
            <FrenchMarkdown level={2}>{text}</FrenchMarkdown>
            {(days !== null || tools) && (
              <p className="mt-0.5 text-sm text-muted">
                {days !== null && `${daysText(i18n, days)}${tools ? ". " : ""}`}
                {tools && <span lang={lang}>{t("activity.tools", { tools })}</span>}
              </p>
            )}
          </li>
        ))}
      </ol>
      {total && <p className="font-semibold">{total}</p>}
    </section>
  );
}

function Income({ activity: { income, figures } }: Shown) {
  const { t, locale } = useI18n();
  const lang = useContentLang();
  if (!income && figures.length === 0) return null;
  return (
    <section aria-labelledby="revenu" className="flex flex-col gap-4 border-t border-line pt-6">
      <h2 id="revenu">{t("activity.income")}</h2>
      {income && <FrenchMarkdown level={2}>{income}</FrenchMarkdown>}
      {figures.length > 0 && (
        <>
          <h3>{t("activity.figures")}</h3>
          <dl className="flex max-w-measure flex-col">
            {figures.map(({ label, cents, year, source }) => (
              <div
                key={`${label} ${year} ${cents}`}
                className="grid gap-x-6 border-t border-line py-2.5 first:border-0 sm:grid-cols-[minmax(0,1fr)_auto]"
              >
                <dt lang={lang} className="font-normal!">
                  {typo(label)}
                  {source && <span className="block text-sm text-muted">{typo(source)}</span>}
                </dt>
                <dd className="figures font-semibold sm:text-right">
                  {formatCents(cents, locale, { cents: "auto" })}{" "}
                  <span className="font-normal text-muted">
                    {t("activity.figureYear", { year })}
                  </span>
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </section>
  );
}

function RestsOn({ activity: { resources } }: Shown) {
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

function Questions({
  activity: { questions },
  talks,
}: Shown & { talks: Readonly<Record<string, Talk>> }) {
  const { t } = useI18n();
  const lang = useContentLang();
  return (
    <OpenQuestions title={t("activity.questions")} {...{ lang, questions, talks }} say={typo} />
  );
}

function Supporters({ activity: { supporters } }: Shown) {
  const { t } = useI18n();
  if (supporters.length === 0) return null;
  return (
    <section aria-labelledby="soutiens" className="flex flex-col gap-3 border-t border-line pt-6">
      <h2 id="soutiens">{t("activity.supporters")}</h2>
      <ul className="flex list-disc flex-col gap-1 pl-5">
        {supporters.map(({ name, url }) => (
          <li key={`${name} ${url}`}>
            {url ? (
              <a rel="noopener" href={url} className="print-address">
                {name}
              </a>
            ) : (
              name
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

import type { Talk } from "@essaim/media/forum/topic.schema";
import type { PieceView } from "@essaim/media/library/published-piece.queries";
import { creditRoles, platformLabels } from "@essaim/media/piece/published-piece.schema";
import { formatDate, typo } from "@essaim/ui/format";
import { useI18n } from "~/i18n/i18n";
import { useContentLang } from "../french";
import { LicenceBadge } from "../licence";
import { OpenQuestions } from "../open-questions";
import { hostOf } from "../web-links";
import { useSpeech } from "./speech";

type Shown = { piece: PieceView };

/** Who made it, and what one may do with it. */
export function CreditsAndLicence({ piece }: Shown) {
  const { t, locale, list } = useI18n();
  const { credits, licence } = piece;
  const roles = creditRoles.flatMap((role) => {
    const names = credits.filter((one) => one.role === role).map(({ name }) => name);
    return names.length > 0 ? [{ role, names }] : [];
  });
  return (
    <div className="grid gap-x-12 gap-y-8 border-t border-line pt-6 md:grid-cols-2">
      {roles.length > 0 && (
        <section aria-labelledby="avec" className="flex flex-col gap-2">
          <h2 id="avec">{t("media.credits")}</h2>
          <dl className="flex flex-col gap-2">
            {roles.map(({ role, names }) => (
              <div key={role}>
                <dt className="text-sm font-normal! text-muted">{t(`media.roles.${role}`)}</dt>
                <dd>{list(names)}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <section aria-labelledby="licence" className="flex flex-col items-start gap-2">
        <h2 id="licence">{t("media.licence")}</h2>
        <LicenceBadge licence={licence} />
        <p>{licence.sentence[locale]}</p>
        {licence.names.length > 0 && (
          <p className="text-sm text-muted">
            <span lang="en">{licence.names.join(", ")}</span>
          </p>
        )}
      </section>
    </div>
  );
}

/** The activities and resources of the directory that it serves. Nothing when none is public. */
export function Served({ piece: { activities, resources } }: Shown) {
  const { t, paths } = useI18n();
  const lang = useContentLang();
  const groups = [
    {
      title: t("media.servesActivities"),
      links: activities.map(({ slug, title }) => ({ label: title, href: paths.activity(slug) })),
    },
    {
      title: t("media.servesResources"),
      links: resources.map(({ slug, name }) => ({ label: name, href: paths.resource(slug) })),
    },
  ].filter(({ links }) => links.length > 0);
  if (groups.length === 0) return null;
  return (
    <section aria-labelledby="sert" className="flex flex-col gap-3 border-t border-line pt-6">
      <h2 id="sert">{t("media.serves")}</h2>
      <div className="grid gap-x-12 gap-y-4 sm:grid-cols-2">
        {groups.map(({ title, links }) => (
          <div key={title} className="flex flex-col gap-1">
            <h3>{title}</h3>
            <ul className="flex flex-col">
              {links.map(({ label, href }) => (
                <li key={href}>
                  <a
                    href={href}
                    lang={lang}
                    className="inline-flex min-h-9 items-center pointer-coarse:min-h-11"
                  >
                    {typo(label)}
                  </a>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  );
}

/** What it asks or answers, and where people talk about it. */
export function PieceQuestions({
  piece: { questions, language },
  talks,
}: Shown & { talks: Readonly<Record<string, Talk>> }) {
  const { t } = useI18n();
  return (
    <OpenQuestions
      title={t("media.questions")}
      {...{ questions, talks }}
      {...useSpeech(language)}
    />
  );
}

/** Where else it is: links, of which nothing is loaded. */
export function PiecePlaces({ piece: { places } }: Shown) {
  const { t, locale } = useI18n();
  if (places.length === 0) return null;
  return (
    <section aria-labelledby="aussi-sur" className="flex flex-col gap-3 border-t border-line pt-6">
      <h2 id="aussi-sur">{t("media.places")}</h2>
      <ul className="flex flex-col gap-1">
        {places.map(({ platform, url, publishedOn }) => (
          <li key={url}>
            <a
              rel="noopener"
              href={url}
              className="print-address inline-flex min-h-9 items-center pointer-coarse:min-h-11"
            >
              {platformLabels[platform][locale]}
            </a>{" "}
            <span className="text-sm text-muted">
              {hostOf(url)}, {t("media.placeOn", { date: formatDate(publishedOn, locale) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

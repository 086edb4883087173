import {
  listPublishedWorkshops,
  type PublishedWorkshop,
} from "@essaim/accompaniment/workshop/published-workshop.queries";
import { Badge } from "@essaim/ui/badge";
import { typo } from "@essaim/ui/format";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { FrenchOnly, useContentLang } from "~/components/french";
import { SessionPlace, SessionTime } from "~/components/session";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { pageMeta } from "~/page-meta";

export const loader = async ({ context }: LoaderFunctionArgs) => ({
  sessions: await context.execute(context.actor, listPublishedWorkshops, {}),
});

export const meta: MetaFunction<typeof loader> = (args) => {
  const { t } = i18nAt(args.location.pathname);
  return pageMeta(args, { title: t("meetings.title"), description: t("meetings.lead") });
};

/** What anybody may come to, soonest first. */
export default function Meetings() {
  const { sessions } = useLoaderData<typeof loader>();
  const { t, paths } = useI18n();
  return (
    <>
      <div className="flex flex-col gap-2">
        <h1>{t("meetings.title")}</h1>
        <p className="max-w-measure text-lg text-muted">{t("meetings.lead")}</p>
      </div>
      <FrenchOnly />
      {sessions.length === 0 ? (
        <section className="flex flex-col gap-2 border-t border-line pt-5">
          <h2>{t("meetings.noneTitle")}</h2>
          <p>{t("meetings.none")}</p>
          <p>
            <a href={paths.activities()}>{t("nav.activities")}</a>
          </p>
        </section>
      ) : (
        <ul className="flex max-w-3xl flex-col border-b border-line">
          {sessions.map((session) => (
            <Session key={session.id} session={session} />
          ))}
        </ul>
      )}
    </>
  );
}

function Session({ session }: { session: PublishedWorkshop }) {
  const { t, paths } = useI18n();
  const lang = useContentLang();
  return (
    <li className="flex flex-col gap-1 border-t border-line py-5">
      <p className="text-sm text-muted">
        <SessionTime session={session} />
      </p>
      <h2 lang={lang} className="text-xl">
        <a href={paths.meeting(session.id)}>{typo(session.title)}</a>
      </h2>
      <p>
        <SessionPlace session={session} />
      </p>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
        {t("meetings.by", { name: session.organisationName })}
        {session.room !== "places" && (
          <Badge tone={session.room === "full" ? "neutral" : "warning"}>
            {t(`meetings.${session.room}`)}
          </Badge>
        )}
      </p>
    </li>
  );
}

import {
  listPublishedWorkshops,
  type PublishedWorkshop,
} from "@essaim/accompaniment/workshop/published-workshop.queries";
import { sessionKinds } from "@essaim/accompaniment/workshop/workshop.schema";
import { Badge } from "@essaim/ui/badge";
import { Button } from "@essaim/ui/button";
import { typo } from "@essaim/ui/format";
import { Select } from "@essaim/ui/select";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { type AgendaQuery, agendaSchema } from "~/agenda-query";
import { AgendaSubscription } from "~/components/agenda-subscription";
import { FrenchOnly, useContentLang } from "~/components/french";
import { SessionPlace, SessionTime } from "~/components/session";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { pageMeta } from "~/page-meta";
import { agendaFeed } from "~/paths";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const asked = parseQuery(agendaSchema, request);
  const all = await context.execute(context.actor, listPublishedWorkshops, {});
  const sessions = all.filter(
    ({ kind, organisationSlug }) =>
      (!asked.genre || kind === asked.genre) &&
      (!asked.organisation || organisationSlug === asked.organisation),
  );
  const { publicUrl } = context;
  return { asked, sessions, isEmpty: all.length === 0, choices: choicesIn(all), publicUrl };
}

type Holder = { slug: string; name: string };

/** The kinds and the cooperatives of what is announced. */
function choicesIn(sessions: readonly PublishedWorkshop[]) {
  const holders = new Map(
    sessions.map((one): [string, Holder] => [
      one.organisationSlug,
      { slug: one.organisationSlug, name: one.organisationName },
    ]),
  );
  return {
    kinds: sessionKinds.filter((kind) => sessions.some((one) => one.kind === kind)),
    holders: [...holders.values()].sort((a, b) => a.name.localeCompare(b.name, "fr")),
  };
}

export const meta: MetaFunction<typeof loader> = (args) => {
  const { t } = i18nAt(args.location.pathname);
  const { genre, organisation } = args.data?.asked ?? {};
  return [
    ...pageMeta(args, {
      title: t("meetings.title"),
      description: t("meetings.lead"),
      indexed: !genre && !organisation,
    }),
    {
      tagName: "link",
      rel: "alternate",
      href: agendaFeed(),
      type: "text/calendar",
      title: t("meetings.title"),
    },
  ];
};

/** What anybody may come to, soonest first. */
export default function Meetings() {
  const { asked, sessions, isEmpty, choices, publicUrl } = useLoaderData<typeof loader>();
  const { t, paths } = useI18n();
  const holder = choices.holders.find(({ slug }) => slug === asked.organisation);
  return (
    <>
      <div className="flex flex-col gap-2">
        <h1>{t("meetings.title")}</h1>
        <p className="max-w-measure text-lg text-muted">{t("meetings.lead")}</p>
      </div>
      <FrenchOnly />
      {!isEmpty && <Filters asked={asked} choices={choices} />}
      {isEmpty ? (
        <section className="flex flex-col gap-2 border-t border-line pt-5">
          <h2>{t("meetings.noneTitle")}</h2>
          <p>{t("meetings.none")}</p>
          <p>
            <a href={paths.activities()}>{t("nav.activities")}</a>
          </p>
        </section>
      ) : sessions.length === 0 ? (
        <section className="flex flex-col gap-2 border-t border-line pt-5">
          <h2>{t("meetings.noneLeftTitle")}</h2>
          <p>{t("meetings.noneLeft")}</p>
          <p>
            <a href={paths.meetings}>{t("meetings.all")}</a>
          </p>
        </section>
      ) : (
        <ul className="flex max-w-3xl flex-col border-b border-line">
          {sessions.map((session) => (
            <Session key={session.id} session={session} />
          ))}
        </ul>
      )}
      <AgendaSubscription publicUrl={publicUrl} of={holder} />
    </>
  );
}

/** By kind and by cooperative; what leaves no choice is not asked. */
function Filters({
  asked,
  choices: { kinds, holders },
}: {
  asked: AgendaQuery;
  choices: ReturnType<typeof choicesIn>;
}) {
  const { t, paths } = useI18n();
  const lists = [
    {
      ...{ name: "genre", label: t("meetings.kindTerm"), chosen: asked.genre },
      any: t("meetings.anyKind"),
      options: kinds.map((kind) => ({ value: kind, label: t(`meetings.kind.${kind}`) })),
    },
    {
      ...{ name: "organisation", label: t("meetings.organisationTerm") },
      ...{ chosen: asked.organisation, any: t("meetings.anyOrganisation") },
      options: holders.map(({ slug, name }) => ({ value: slug, label: name })),
    },
  ].filter(({ chosen, options }) => chosen || options.length > 1);
  if (lists.length === 0) return null;
  return (
    <form
      method="get"
      action={paths.meetings}
      className="flex max-w-3xl flex-wrap items-end gap-3 print:hidden"
    >
      {lists.map(({ name, label, chosen, any, options }) => (
        <Select
          key={name}
          name={name}
          label={label}
          optional="unmarked"
          placeholder={any}
          defaultValue={chosen}
          options={options}
        />
      ))}
      <Button type="submit">{t("meetings.show")}</Button>
      {(asked.genre || asked.organisation) && (
        <a href={paths.meetings} className="inline-flex min-h-9 items-center">
          {t("meetings.all")}
        </a>
      )}
    </form>
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
        <span>
          {t(`meetings.kind.${session.kind}`)} ·{" "}
          {t("meetings.by", { name: session.organisationName })}
        </span>
        {session.room !== "places" && (
          <Badge tone={session.room === "full" ? "neutral" : "warning"}>
            {t(`meetings.${session.room}`)}
          </Badge>
        )}
      </p>
    </li>
  );
}

import { getPublicHistory, type Revision } from "@essaim/directory/publication/history.queries";
import {
  historyPageSchema,
  revisionReasonLabels,
} from "@essaim/directory/publication/history.schema";
import { Disclosure } from "@essaim/ui/disclosure";
import { formatDateTime } from "@essaim/ui/format";
import { Breadcrumb } from "@essaim/ui/page-header";
import { FieldDiffs } from "@essaim/ui/text-diff";
import { parseQuery } from "@essaim/web/form";
import { type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useContentLang } from "~/components/french";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { pageMeta } from "~/page-meta";
import { localeOf } from "~/paths";

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { pathname } = new URL(request.url);
  const { avant } = parseQuery(historyPageSchema, request);
  const kind = /^\/(en\/activities|activites)\//.test(pathname)
    ? ("activity" as const)
    : ("resource" as const);
  const slug = params.slug ?? "";
  const history = await context.execute(context.actor, getPublicHistory, {
    kind,
    slug,
    before: avant,
    language: localeOf(pathname),
  });
  // One address for one page: it is costly to draw, and each address is kept.
  if (avant !== undefined && avant > history.newest) throw redirect(pathname);
  return { ...history, kind, slug };
}

export const meta: MetaFunction<typeof loader> = (args) => {
  if (!args.data) return [];
  const { t } = i18nAt(args.location.pathname);
  return pageMeta(args, {
    title: t("history.title", { title: args.data.title }),
    description: t("history.lead"),
    indexed: false,
  });
};

/** What a record said at each of its publications, and what each changed. */
export default function History() {
  const { title, kind, slug, revisions, next } = useLoaderData<typeof loader>();
  const { t, paths } = useI18n();
  const lang = useContentLang();
  return (
    <article className="flex flex-col gap-8">
      <header className="flex flex-col gap-3">
        <Breadcrumb
          items={[
            kind === "activity"
              ? { label: t("nav.activities"), href: paths.activities() }
              : { label: t("nav.resources"), href: paths.resources() },
            { label: title, href: paths.record(kind, slug) },
          ]}
        />
        <h1 className="max-w-3xl text-3xl">{t("history.title", { title })}</h1>
        <p className="max-w-measure text-muted">{t("history.lead")}</p>
      </header>
      <ol className="flex flex-col gap-6">
        {revisions.map((revision) => (
          <li key={revision.number} className="flex flex-col gap-3 border-t border-line pt-4">
            <Version revision={revision} lang={lang} />
          </li>
        ))}
      </ol>
      {next !== null && (
        <p>
          <a href={paths.history(kind, slug, next)}>{t("history.older")}</a>
        </p>
      )}
    </article>
  );
}

function Version({ revision, lang }: { revision: Revision; lang: "fr" | undefined }) {
  const { t, locale } = useI18n();
  const { number, publishedAt, reason, note, changes, isHidden, isWhole } = revision;
  return (
    <>
      <h2 className="text-lg">
        {t("history.version", { number, reason: revisionReasonLabels[reason][locale] })}
      </h2>
      <p className="text-sm text-muted">
        <time dateTime={publishedAt.toISOString()}>{formatDateTime(publishedAt, locale)}</time>
      </p>
      {note && <p lang={lang}>{note}</p>}
      {changes.length === 0 ? (
        <p className="text-muted">{t(isHidden ? "history.hidden" : "history.noWords")}</p>
      ) : (
        <Disclosure open={!isWhole} summary={t(isWhole ? "history.first" : "history.changes")}>
          <FieldDiffs changes={changes} lang={lang} />
        </Disclosure>
      )}
    </>
  );
}

import { getPublicSheetHistory } from "@essaim/media/sheet/published-sheet.queries";
import { historyQuerySchema } from "@essaim/media/sheet/sheet.schema";
import { Disclosure } from "@essaim/ui/disclosure";
import { formatDateTime } from "@essaim/ui/format";
import { Breadcrumb } from "@essaim/ui/page-header";
import { FieldDiffs } from "@essaim/ui/text-diff";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { pageMeta } from "~/page-meta";
import { localeOf } from "~/paths";
import { asked } from "./start.server";

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { avant } = parseQuery(historyQuerySchema, request);
  const { organisation, path } = asked(params, context);
  const language = localeOf(new URL(request.url).pathname);
  const input = { organisation, path, before: avant, language };
  return await context.execute(context.actor, getPublicSheetHistory, input);
}

export const meta: MetaFunction<typeof loader> = (args) => {
  if (!args.data) return [];
  const { t } = i18nAt(args.location.pathname);
  return pageMeta(args, {
    title: t("sheets.historyTitle", { title: args.data.title }),
    description: t("sheets.historyLead"),
    indexed: false,
  });
};

/** What a sheet said each time it was published, and what each changed. */
export default function SheetHistory() {
  const { organisation, title, path, versions, next } = useLoaderData<typeof loader>();
  const { t, paths, locale } = useI18n();
  const { slug } = organisation;
  return (
    <article className="flex flex-col gap-8">
      <header className="flex flex-col gap-3">
        <Breadcrumb
          items={[
            { label: t("sheets.title"), href: paths.sheetTree(slug) },
            { label: title, href: paths.sheet(slug, path) },
          ]}
        />
        <h1 className="max-w-3xl text-3xl">{t("sheets.historyTitle", { title })}</h1>
        <p className="max-w-measure text-muted">{t("sheets.historyLead")}</p>
      </header>
      <ol className="flex flex-col gap-6">
        {versions.map((version) => (
          <li key={version.number} className="flex flex-col gap-3 border-t border-line pt-4">
            <h2 className="text-lg">{t("sheets.version", { number: version.number })}</h2>
            <p className="text-sm text-muted">
              <time dateTime={version.writtenAt.toISOString()}>
                {formatDateTime(version.writtenAt, locale)}
              </time>
              {version.proposedBy !== null &&
                `, ${version.proposedBy ? t("sheets.proposedBy", { name: version.proposedBy }) : t("sheets.proposed")}`}
              {version.wikiAuthor && `, ${t("sheets.onWiki", { author: version.wikiAuthor })}`}
            </p>
            {version.note && <p>{version.note}</p>}
            {version.changes.length > 0 && (
              <Disclosure
                open={!version.isWhole}
                summary={t(version.isWhole ? "sheets.first" : "sheets.changes")}
              >
                <FieldDiffs changes={version.changes} />
              </Disclosure>
            )}
          </li>
        ))}
      </ol>
      {next !== null && (
        <p>
          <a href={paths.sheetHistory(slug, path, next)}>{t("sheets.older")}</a>
        </p>
      )}
    </article>
  );
}

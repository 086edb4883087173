import { plainWords } from "@essaim/media/sheet/plain-words";
import { getPublicSheet } from "@essaim/media/sheet/published-sheet.queries";
import { ButtonLink } from "@essaim/ui/button";
import { formatDay } from "@essaim/ui/format";
import { Markdown } from "@essaim/ui/markdown";
import { Breadcrumb } from "@essaim/ui/page-header";
import { type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { pageMeta } from "~/page-meta";
import { SheetFileList } from "./sheet-file-list";
import { SheetList, TakeAway } from "./sheet-parts";
import { asked } from "./start.server";

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const input = asked(params, context);
  const found = await context.execute(context.actor, getPublicSheet, input);
  if (found.movedTo !== null) {
    const { paths } = i18nAt(new URL(request.url).pathname);
    throw redirect(paths.sheet(input.organisation, found.movedTo), 301);
  }
  return found;
}

export const meta: MetaFunction<typeof loader> = (args) => {
  if (!args.data) return [];
  const { sheet } = args.data;
  return pageMeta(args, {
    title: sheet.title,
    description: plainWords(sheet.body, 160),
    type: "article",
  });
};

/** One sheet: its text, what is below it, where it comes from and where it may go. */
export default function SheetPage() {
  const { organisation, sheet, trail, children, source, files } = useLoaderData<typeof loader>();
  const { t, paths, locale } = useI18n();
  const { slug } = organisation;
  const lang = sheet.language === locale ? undefined : sheet.language;
  return (
    <article className="flex flex-col gap-8">
      <header className="flex flex-col gap-3">
        <Breadcrumb
          items={[
            { label: t("sheets.title"), href: paths.sheetTree(slug) },
            ...trail.map(({ title, path }) => ({ label: title, href: paths.sheet(slug, path) })),
          ]}
        />
        <h1 className="max-w-3xl text-3xl" lang={lang}>
          {sheet.title}
        </h1>
      </header>
      <div lang={lang}>
        <Markdown level={1} withTables>
          {sheet.body}
        </Markdown>
      </div>
      {files.length > 0 && (
        <section aria-labelledby="fichiers" className="flex flex-col gap-2">
          <h2 id="fichiers">{t("sheets.files")}</h2>
          <SheetFileList files={files} />
        </section>
      )}
      {children.length > 0 && (
        <section aria-labelledby="dessous" className="flex flex-col gap-2">
          <h2 id="dessous">{t("sheets.below")}</h2>
          <SheetList sheets={children} organisation={slug} parentPath={sheet.path} />
        </section>
      )}
      {(sheet.isMethod || sheet.number !== null) && (
        <p className="flex flex-wrap items-center gap-3 print:hidden">
          {sheet.isMethod && (
            <ButtonLink href={paths.method(slug, sheet.path)} variant="primary" icon="download">
              {t("sheets.methods.take")}
            </ButtonLink>
          )}
          {sheet.number !== null && (
            <ButtonLink href={paths.proposeSheet(slug, sheet.path)} icon="edit">
              {t("sheets.propose.link")}
            </ButtonLink>
          )}
        </p>
      )}
      <footer className="flex flex-col gap-2 border-t border-line pt-4 text-sm text-muted">
        <p>
          {sheet.number !== null && sheet.changedAt
            ? t("sheets.changed", {
                number: sheet.number,
                date: formatDay(sheet.changedAt, locale),
              })
            : t("sheets.generatedNote")}{" "}
          {t("sheets.licence", { licence: sheet.licenceExpression })}{" "}
          {sheet.number !== null && (
            <a href={paths.sheetHistory(slug, sheet.path)} className="print:hidden">
              {t("sheets.history")}
            </a>
          )}
        </p>
        {source && (
          <p>
            {source.authors
              ? t("sheets.source", { authors: source.authors })
              : t("sheets.sourceOfNobody")}{" "}
            {source.pageUrl && (
              <a href={source.pageUrl} rel="noopener">
                {t("sheets.sourceLink")}
              </a>
            )}
          </p>
        )}
        <TakeAway organisation={slug} path={sheet.path} label={t("sheets.takeOne")} />
      </footer>
    </article>
  );
}

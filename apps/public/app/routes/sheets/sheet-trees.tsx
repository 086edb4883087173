import { listSheetTrees } from "@essaim/media/sheet/published-sheet.queries";
import { sheetsQuerySchema } from "@essaim/media/sheet/sheet.schema";
import { foundPerPage, searchSheets } from "@essaim/media/sheet/sheet-search.queries";
import { EmptyState } from "@essaim/ui/empty-state";
import { typo } from "@essaim/ui/format";
import { Pagination } from "@essaim/ui/pagination";
import { parseQuery } from "@essaim/web/form";
import { type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { pageMeta } from "~/page-meta";
import { FoundSheets, SheetSearch } from "./found-sheets";

/** What holds the words; without any, straight to the only tree when there is but one. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { q, page } = parseQuery(sheetsQuerySchema, request);
  const { execute, actor } = context;
  const [trees, found] = await Promise.all([
    execute(actor, listSheetTrees, {}),
    execute(actor, searchSheets, { q, page, limit: foundPerPage }),
  ]);
  const [first, ...others] = trees;
  const { paths } = i18nAt(new URL(request.url).pathname);
  if (q === "" && first && others.length === 0) throw redirect(paths.sheetTree(first.slug));
  return { trees, q, page, found, pageCount: Math.ceil(found.count / foundPerPage) };
}

export const meta: MetaFunction<typeof loader> = (args) => {
  const { t } = i18nAt(args.location.pathname);
  return pageMeta(args, {
    title: t("sheets.title"),
    description: t("sheets.lead"),
    indexed: args.data?.q === "",
  });
};

/** The organisations that share what they know, or the sheets that hold the words. */
export default function SheetTrees() {
  const { trees, q, page, found, pageCount } = useLoaderData<typeof loader>();
  const { t, paths } = useI18n();
  return (
    <div className="flex flex-col gap-6">
      <h1>{t("sheets.title")}</h1>
      <p className="max-w-measure text-lg text-muted">{t("sheets.lead")}</p>
      <SheetSearch q={q} />
      {q !== "" && (
        <section aria-labelledby="trouvees" className="flex flex-col gap-5">
          <h2 id="trouvees" className="figures">
            {t("sheets.found", { count: found.count, q })}
          </h2>
          {found.sheets.length === 0 ? (
            <EmptyState title={t("sheets.noneTitle")} icon="search" level={3}>
              {t("sheets.none")}
            </EmptyState>
          ) : (
            <FoundSheets sheets={found.sheets} />
          )}
          <Pagination
            page={page}
            pageCount={pageCount}
            hrefFor={(number) => paths.foundSheets(q, number)}
          />
        </section>
      )}
      {trees.length === 0 ? (
        <p>{t("sheets.empty")}</p>
      ) : (
        <ul className="max-w-measure">
          {trees.map(({ slug, name }) => (
            <li key={slug} className="border-t border-line">
              <a href={paths.sheetTree(slug)} className="inline-flex min-h-11 items-center">
                {typo(name)}
              </a>
            </li>
          ))}
        </ul>
      )}
      <p>
        <a href={paths.methods}>{t("sheets.methods.all")}</a>
      </p>
    </div>
  );
}

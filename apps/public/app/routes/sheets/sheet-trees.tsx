import { listSheetTrees } from "@essaim/media/sheet/published-sheet.queries";
import { typo } from "@essaim/ui/format";
import { type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { pageMeta } from "~/page-meta";

/** Straight to the only one. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const trees = await context.execute(context.actor, listSheetTrees, {});
  const [first, ...others] = trees;
  const { paths } = i18nAt(new URL(request.url).pathname);
  if (first && others.length === 0) throw redirect(paths.sheetTree(first.slug));
  return trees;
}

export const meta: MetaFunction<typeof loader> = (args) => {
  const { t } = i18nAt(args.location.pathname);
  return pageMeta(args, { title: t("sheets.title"), description: t("sheets.lead") });
};

/** The organisations that share what they know. */
export default function SheetTrees() {
  const trees = useLoaderData<typeof loader>();
  const { t, paths } = useI18n();
  return (
    <div className="flex flex-col gap-6">
      <h1>{t("sheets.title")}</h1>
      <p className="max-w-measure text-lg text-muted">{t("sheets.lead")}</p>
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
    </div>
  );
}

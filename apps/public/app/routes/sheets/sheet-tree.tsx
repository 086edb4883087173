import { getSheetTree } from "@essaim/media/sheet/published-sheet.queries";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { pageMeta } from "~/page-meta";
import { SheetSearch } from "./found-sheets";
import { SheetList, TakeAway } from "./sheet-parts";
import { asked } from "./start.server";

export const loader = ({ params, context }: LoaderFunctionArgs) =>
  context.execute(context.actor, getSheetTree, asked(params, context));

export const meta: MetaFunction<typeof loader> = (args) => {
  if (!args.data) return [];
  const { t } = i18nAt(args.location.pathname);
  const organisation = args.data.organisation.name;
  return pageMeta(args, {
    title: t("sheets.treeTitle", { organisation }),
    description: t("sheets.treeLead"),
  });
};

/** The tree of an organisation, and what the directory adds to it. */
export default function SheetTree() {
  const { organisation, sheets } = useLoaderData<typeof loader>();
  const { t, paths } = useI18n();
  const written = sheets.filter(({ sheetId }) => sheetId !== null);
  const generated = sheets.filter(({ sheetId }) => sheetId === null);
  const { slug } = organisation;
  return (
    <div className="flex flex-col gap-8">
      <header className="flex flex-col gap-3">
        <h1 className="max-w-3xl text-3xl">
          {t("sheets.treeTitle", { organisation: organisation.name })}
        </h1>
        <p className="max-w-measure text-lg text-muted">{t("sheets.treeLead")}</p>
      </header>
      <SheetSearch />
      <SheetList sheets={written} organisation={slug} parentPath={null} />
      {generated.length > 0 && (
        <section aria-labelledby="annuaire" className="flex flex-col gap-3">
          <h2 id="annuaire">{t("sheets.generated")}</h2>
          <SheetList sheets={generated} organisation={slug} parentPath={null} />
        </section>
      )}
      <p>
        <a href={paths.methods}>{t("sheets.methods.all")}</a>
      </p>
      <TakeAway organisation={slug} path="" label={t("sheets.takeAll")} />
    </div>
  );
}

import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ListPage } from "~/components/list-page";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { loadList } from "~/list.server";
import { listMeta } from "~/list-meta";

export const loader = (args: LoaderFunctionArgs) => loadList(args, "all");

export const meta: MetaFunction<typeof loader> = (args) => {
  const { t } = i18nAt(args.location.pathname);
  return listMeta(args, { title: t("search.title"), description: t("site.description") });
};

export default function SearchPage() {
  const { t } = useI18n();
  const data = useLoaderData<typeof loader>();
  const { q } = data.asked;
  return (
    <ListPage
      data={data}
      title={q ? t("search.heading", { q }) : t("search.title")}
      label={t("search.label")}
    />
  );
}

import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ListPage } from "~/components/list-page";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { loadList } from "~/list.server";
import { listMeta } from "~/list-meta";

export const loader = (args: LoaderFunctionArgs) => loadList(args, "resource");

export const meta: MetaFunction<typeof loader> = (args) => {
  const { t } = i18nAt(args.location.pathname);
  return listMeta(args, {
    title: t("search.resourcesTitle"),
    description: t("search.resourcesLead"),
  });
};

export default function ResourcesPage() {
  const { t } = useI18n();
  const data = useLoaderData<typeof loader>();
  return (
    <ListPage
      data={data}
      title={t("search.resourcesTitle")}
      lead={t("search.resourcesLead")}
      label={t("search.labelResources")}
    />
  );
}

import type { MetaDescriptor } from "@remix-run/node";
import { i18nAt } from "~/i18n/i18n";
import type { ListData } from "~/list.server";
import { pageMeta } from "~/page-meta";
import { queryString } from "~/paths";

type Where = Parameters<typeof pageMeta>[0];

/** The head of a list, or of the results of a search in it. */
export function listMeta(
  args: Where & { data?: ListData },
  texts: { title: string; description: string },
): MetaDescriptor[] {
  const { t } = i18nAt(args.location.pathname);
  const { q = "", page = 1 } = args.data?.asked ?? {};
  const named = q ? `${t("search.titleFor", { q })} – ${texts.title}` : texts.title;
  return pageMeta(args, {
    title: page > 1 ? t("search.pageTitle", { title: named, page }) : named,
    description: texts.description,
    indexed: q === "",
    search: args.data ? queryString(args.data.asked) : "",
  });
}

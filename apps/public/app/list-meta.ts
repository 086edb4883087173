import type { MetaDescriptor } from "@remix-run/node";
import { i18nAt } from "~/i18n/i18n";
import type { ListData } from "~/list.server";
import { queryString } from "~/list-query";
import { pageMeta } from "~/page-meta";

type Where = Parameters<typeof pageMeta>[0];

/** The head of a list, or of the results of a search in it. */
export function listMeta(
  args: Where & { data?: ListData },
  texts: { title: string; description: string },
): MetaDescriptor[] {
  const { t } = i18nAt(args.location.pathname);
  const { q = "", sector, resourceKind, ...others } = args.data?.asked ?? {};
  const named = q ? `${t("search.titleFor", { q })} – ${texts.title}` : texts.title;
  // One filter is a page of its own; what several leave of it, and what follows, are not.
  const isNarrow = queryString({ ...others, cursor: undefined }) !== "";
  return pageMeta(args, {
    title: others.cursor ? t("search.nextTitle", { title: named }) : named,
    description: texts.description,
    indexed: q === "" && !isNarrow && !(sector && resourceKind),
    search: args.data ? queryString(args.data.asked) : "",
  });
}

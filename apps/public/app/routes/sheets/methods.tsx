import { listMethods } from "@essaim/media/sheet/method.queries";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDay } from "@essaim/ui/format";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { pageMeta } from "~/page-meta";

export const loader = ({ context }: LoaderFunctionArgs) =>
  context.execute(context.actor, listMethods, {});

export const meta: MetaFunction<typeof loader> = (args) => {
  const { t } = i18nAt(args.location.pathname);
  return pageMeta(args, {
    title: t("sheets.methods.title"),
    description: t("sheets.methods.lead"),
  });
};

/** The methods that cooperatives give, to be taken over whole. */
export default function Methods() {
  const methods = useLoaderData<typeof loader>();
  const { t, paths, locale } = useI18n();
  return (
    <div className="flex flex-col gap-8">
      <header className="flex flex-col gap-3">
        <h1>{t("sheets.methods.title")}</h1>
        <p className="max-w-measure text-lg text-muted">{t("sheets.methods.lead")}</p>
      </header>
      {methods.length === 0 ? (
        <EmptyState title={t("sheets.methods.noneTitle")} icon="resource">
          {t("sheets.methods.none")} <a href={paths.sheets}>{t("sheets.methods.toSheets")}</a>
        </EmptyState>
      ) : (
        <ul className="flex flex-col">
          {methods.map((method) => (
            <li
              key={`${method.organisation}/${method.path}`}
              className="border-t border-line py-5 first:border-0 first:pt-0"
            >
              <article
                lang={method.language === locale ? undefined : method.language}
                className="flex max-w-measure flex-col gap-1"
              >
                <h2 className="text-xl">
                  <a href={paths.method(method.organisation, method.path)}>{method.title}</a>
                </h2>
                <p className="wrap-anywhere">{method.words}</p>
                <p lang={locale} className="text-sm text-muted">
                  {[
                    method.organisationName,
                    t("sheets.methods.sheets", { count: method.sheets }),
                    ...(method.files > 0
                      ? [t("sheets.methods.files", { count: method.files })]
                      : []),
                    method.licenceExpression,
                    formatDay(method.changedAt, locale),
                  ].join(", ")}
                </p>
              </article>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

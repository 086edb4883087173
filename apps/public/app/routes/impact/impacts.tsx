import { listPublicImpact } from "@essaim/impact/release/release.queries";
import { typo } from "@essaim/ui/format";
import { type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { pageMeta } from "~/page-meta";

/** Straight to the only one. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const organisations = await context.execute(context.actor, listPublicImpact, {});
  const [first, ...others] = organisations;
  const { paths } = i18nAt(new URL(request.url).pathname);
  if (first && others.length === 0) throw redirect(paths.impact(first.slug));
  return organisations;
}

export const meta: MetaFunction<typeof loader> = (args) => {
  const { t } = i18nAt(args.location.pathname);
  return pageMeta(args, { title: t("impact.listTitle"), description: t("impact.listLead") });
};

/** The organisations that say what they promised and what they did. */
export default function Impacts() {
  const organisations = useLoaderData<typeof loader>();
  const { t, paths } = useI18n();
  return (
    <div className="flex flex-col gap-6">
      <h1>{t("impact.listTitle")}</h1>
      <p className="max-w-measure text-lg text-muted">{t("impact.listLead")}</p>
      {organisations.length === 0 ? (
        <p>{t("impact.listEmpty")}</p>
      ) : (
        <ul className="max-w-measure">
          {organisations.map(({ slug, name }) => (
            <li key={slug} className="border-t border-line">
              <a href={paths.impact(slug)} className="inline-flex min-h-11 items-center">
                {typo(name)}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

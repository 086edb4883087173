import { listPublishers } from "@essaim/directory/published-home.queries";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Cc } from "~/components/cc";
import { PublisherList } from "~/components/publisher-list";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { pageMeta } from "~/page-meta";

export const loader = async ({ context }: LoaderFunctionArgs) => ({
  publishers: await context.execute(context.actor, listPublishers, {}),
});

export const meta: MetaFunction<typeof loader> = (args) => {
  const { t } = i18nAt(args.location.pathname);
  return pageMeta(args, { title: t("about.title"), description: t("about.lead") });
};

export default function About() {
  const { t } = useI18n();
  const { publishers } = useLoaderData<typeof loader>();
  return (
    <div className="prose">
      <h1 className="mb-4">{t("about.title")}</h1>
      <p className="text-lg">{t("about.lead")}</p>
      <h2>{t("about.whatTitle")}</h2>
      <p>{t("about.what1")}</p>
      <p>{t("about.what2")}</p>
      <p>{t("about.what3")}</p>
      <h2>{t("about.whoTitle")}</h2>
      <p>{t("about.who")}</p>
      <PublisherList publishers={publishers} />
      <h2>{t("about.licenceTitle")}</h2>
      <p>
        {t("about.licence")} <Cc>{t("footer.licenceName")}</Cc>. {t("about.licenceOther")}
      </p>
      <h2>{t("about.privacyTitle")}</h2>
      <p>{t("about.privacy")}</p>
    </div>
  );
}

import { listPublishers } from "@essaim/directory/published-home.queries";
import { formatDate } from "@essaim/ui/format";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { accessibilityCheck } from "~/accessibility-check";
import { PublisherList } from "~/components/publisher-list";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { pageMeta } from "~/page-meta";

export const loader = async ({ context }: LoaderFunctionArgs) => ({
  publishers: await context.execute(context.actor, listPublishers, {}),
  publicUrl: context.publicUrl,
});

export const meta: MetaFunction<typeof loader> = (args) => {
  const { t } = i18nAt(args.location.pathname);
  return pageMeta(args, { title: t("accessibility.title"), description: t("accessibility.lead") });
};

/** In the order and with the parts that the order of 20 September 2019 wants (decree 2019-768). */
export default function Accessibility() {
  const { t, locale } = useI18n();
  const { publishers, publicUrl } = useLoaderData<typeof loader>();
  const { checkedOn, criteria, applicable, respected } = accessibilityCheck;
  const day = formatDate(checkedOn, locale);
  const list = (key: "faults" | "tools" | "pages") => (
    <ul>
      {t(`accessibility.${key}`, { returnObjects: true }).map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
  return (
    <div className="prose">
      <h1 className="mb-4">{t("accessibility.title")}</h1>
      <p className="text-lg">{t("accessibility.lead")}</p>
      <p>{t("accessibility.scope", { address: publicUrl })}</p>
      <h2>{t("accessibility.stateTitle")}</h2>
      <p>
        <strong>{t("accessibility.state")}</strong> {t("accessibility.stateWhy")}
      </p>
      <h2>{t("accessibility.resultsTitle")}</h2>
      <p>{t("accessibility.results", { day, criteria, applicable, respected })}</p>
      <h2>{t("accessibility.missingTitle")}</h2>
      <h3>{t("accessibility.faultsTitle")}</h3>
      {list("faults")}
      <h3>{t("accessibility.burdenTitle")}</h3>
      <p>{t("accessibility.burden")}</p>
      <h3>{t("accessibility.exemptTitle")}</h3>
      <p>{t("accessibility.exempt")}</p>
      <h2>{t("accessibility.madeTitle")}</h2>
      <p>{t("accessibility.made", { day })}</p>
      <h3>{t("accessibility.techTitle")}</h3>
      <p>{t("accessibility.tech")}</p>
      <h3>{t("accessibility.toolsTitle")}</h3>
      {list("tools")}
      <h3>{t("accessibility.pagesTitle")}</h3>
      {list("pages")}
      <h2>{t("accessibility.contactTitle")}</h2>
      <p>{t("accessibility.contact")}</p>
      <PublisherList publishers={publishers} />
      <h2>{t("accessibility.recourseTitle")}</h2>
      <p>{t("accessibility.recourse")}</p>
      <ul>
        <li>
          <a rel="noopener" href="https://formulaire.defenseurdesdroits.fr/" hrefLang="fr">
            {t("accessibility.recourseForm")}
          </a>
        </li>
        <li>
          <a rel="noopener" href="https://www.defenseurdesdroits.fr/saisir/delegues" hrefLang="fr">
            {t("accessibility.recourseDelegate")}
          </a>
        </li>
        <li>
          {t("accessibility.recoursePost")}{" "}
          <span lang="fr">Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07</span>
        </li>
        <li>
          {t("accessibility.recoursePhone")} <a href="tel:+33969390000">09 69 39 00 00</a>
        </li>
      </ul>
    </div>
  );
}

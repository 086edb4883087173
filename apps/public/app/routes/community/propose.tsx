import { UNCONFIRMED_DAYS } from "@essaim/directory/community/proposal.schema";
import { Alert } from "@essaim/ui/alert";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { isSent } from "~/community.server";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { pageMeta } from "~/page-meta";

export const loader = ({ request }: LoaderFunctionArgs) => ({ isSent: isSent(request) });

export const meta: MetaFunction<typeof loader> = (args) => {
  const { t } = i18nAt(args.location.pathname);
  return pageMeta(args, {
    title: t("community.choose.title"),
    description: t("community.choose.lead"),
    indexed: !args.data?.isSent,
  });
};

/** What can be proposed without an account. */
export default function Propose() {
  const { isSent } = useLoaderData<typeof loader>();
  const { t, paths } = useI18n();
  const choices = [
    { kind: "activity", href: paths.proposeRecord("activity") },
    { kind: "resource", href: paths.proposeRecord("resource") },
  ] as const;
  return (
    <div className="flex flex-col gap-6">
      {isSent && (
        <Alert tone="success" role="status" title={t("community.choose.sentTitle")}>
          {t("community.choose.sent", { days: UNCONFIRMED_DAYS })}
        </Alert>
      )}
      <div className="flex flex-col gap-2">
        <h1>{t("community.choose.title")}</h1>
        <p className="max-w-measure text-lg text-muted">{t("community.choose.lead")}</p>
      </div>
      <ul className="flex max-w-3xl flex-col border-b border-line">
        {choices.map(({ kind, href }) => (
          <li key={kind} className="flex flex-col gap-1 border-t border-line py-4">
            <h2 className="text-lg">
              <a href={href}>{t(`community.choose.${kind}`)}</a>
            </h2>
            <p>{t(`community.choose.${kind}Text`)}</p>
          </li>
        ))}
        <li className="flex flex-col gap-1 border-t border-line py-4">
          <h2 className="text-lg">{t("community.choose.other")}</h2>
          <p>{t("community.choose.otherText")}</p>
          <p className="flex flex-wrap gap-x-5">
            <a href={paths.activities()}>{t("nav.activities")}</a>
            <a href={paths.resources()}>{t("nav.resources")}</a>
          </p>
        </li>
      </ul>
    </div>
  );
}

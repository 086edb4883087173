import { confirmKeptRecord } from "@essaim/directory/community/freshness.commands";
import { findKeptRecord } from "@essaim/directory/community/freshness.queries";
import { Button, ButtonLink } from "@essaim/ui/button";
import { formatDate, typo } from "@essaim/ui/format";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { PlainPage } from "~/components/community/plain-page";
import { useContentLang } from "~/components/french";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { confirmByLink, findByLink } from "~/mail-link.server";
import { noStore } from "~/no-store";
import { secretMeta } from "~/page-meta";

export const headers = noStore;

export const meta: MetaFunction = ({ location }) =>
  secretMeta(location, i18nAt(location.pathname).t("community.stillTrue.title"));

export const loader = async (args: LoaderFunctionArgs) => ({
  record: await findByLink(args, findKeptRecord),
});

export const action = (args: ActionFunctionArgs) => confirmByLink(args, confirmKeptRecord);

/** « Toujours vrai ? »: one button for yes, one link for what has changed. */
export default function StillTrue() {
  const { record } = useLoaderData<typeof loader>();
  const isDone = useActionData<typeof action>()?.isDone;
  const { t, paths, locale } = useI18n();
  const lang = useContentLang();
  if (!record) {
    return (
      <PlainPage
        title={t("community.contact.unknownTitle")}
        text={t("community.confirm.unknown")}
      />
    );
  }
  const whole = (
    <p>
      <a href={paths.record(record.kind, record.slug)}>{t("community.stillTrue.read")}</a>
    </p>
  );
  if (isDone) {
    return (
      <PlainPage title={t("community.stillTrue.doneTitle")} text={t("community.stillTrue.done")}>
        {whole}
      </PlainPage>
    );
  }
  return (
    <PlainPage title={t("community.stillTrue.title")}>
      <section lang={lang} className="flex max-w-measure flex-col gap-2 border-y border-line py-4">
        <h2>{typo(record.title)}</h2>
        <p>{typo(record.summary)}</p>
      </section>
      <p className="text-sm text-muted">
        {t("community.stillTrue.confirmed", { day: formatDate(record.confirmedOn, locale) })}
      </p>
      {whole}
      <div className="flex flex-wrap items-center gap-3">
        <form method="post">
          <Button type="submit" variant="primary">
            {t("community.stillTrue.yes")}
          </Button>
        </form>
        <ButtonLink href={paths.proposeCorrection(record.kind, record.slug)}>
          {t("community.stillTrue.changed")}
        </ButtonLink>
      </div>
    </PlainPage>
  );
}

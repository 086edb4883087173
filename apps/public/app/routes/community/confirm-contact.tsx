import { confirmContact } from "@essaim/directory/community/relay.commands";
import { findContact } from "@essaim/directory/community/relay.queries";
import { ANSWER_DAYS } from "@essaim/directory/community/relay.rules";
import { Button } from "@essaim/ui/button";
import { typo } from "@essaim/ui/format";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { PlainPage } from "~/components/community/plain-page";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { confirmByLink, findByLink } from "~/mail-link.server";
import { noStore } from "~/no-store";
import { secretMeta } from "~/page-meta";

export const headers = noStore;

export const meta: MetaFunction = ({ location }) =>
  secretMeta(location, i18nAt(location.pathname).t("community.contact.confirmTitle"));

export const loader = async (args: LoaderFunctionArgs) => ({
  contact: await findByLink(args, findContact),
});

export const action = (args: ActionFunctionArgs) => confirmByLink(args, confirmContact);

export default function ConfirmContact() {
  const { contact } = useLoaderData<typeof loader>();
  const isDone = useActionData<typeof action>()?.isDone;
  const { t, paths } = useI18n();
  if (!contact) {
    return (
      <PlainPage title={t("community.contact.unknownTitle")} text={t("community.contact.unknown")}>
        <p>
          <a href={paths.activities()}>{t("nav.activities")}</a>
        </p>
      </PlainPage>
    );
  }
  const back = (
    <p>
      <a href={paths.activity(contact.activitySlug)}>{t("community.contact.back")}</a>
    </p>
  );
  if (isDone || contact.isConfirmed) {
    const title = t(isDone ? "community.contact.confirmedTitle" : "community.contact.already");
    return (
      <PlainPage title={title} text={t("community.contact.confirmed", { days: ANSWER_DAYS })}>
        {back}
      </PlainPage>
    );
  }
  return (
    <PlainPage
      title={t("community.contact.confirmTitle")}
      text={t("community.contact.confirmAsk", {
        author: contact.author,
        title: typo(contact.activityTitle),
      })}
    >
      <form method="post">
        <Button type="submit" variant="primary">
          {t("community.contact.confirmSend")}
        </Button>
      </form>
    </PlainPage>
  );
}

import { confirmProposal } from "@essaim/directory/community/proposal.commands";
import { findProposal } from "@essaim/directory/community/proposal.queries";
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
  secretMeta(location, i18nAt(location.pathname).t("community.confirm.title"));

export const loader = async (args: LoaderFunctionArgs) => ({
  proposal: await findByLink(args, findProposal),
});

export const action = (args: ActionFunctionArgs) => confirmByLink(args, confirmProposal);

export default function ConfirmProposal() {
  const { proposal } = useLoaderData<typeof loader>();
  const isDone = useActionData<typeof action>()?.isDone;
  const { t, paths } = useI18n();
  const home = (
    <p>
      <a href={paths.activities()}>{t("nav.activities")}</a>
    </p>
  );
  if (isDone || proposal?.isConfirmed) {
    const title = t(isDone ? "community.confirm.doneTitle" : "community.confirm.already");
    return (
      <PlainPage title={title} text={t("community.confirm.done")}>
        {home}
      </PlainPage>
    );
  }
  if (!proposal) {
    return (
      <PlainPage title={t("community.confirm.unknownTitle")} text={t("community.confirm.unknown")}>
        {home}
      </PlainPage>
    );
  }
  return (
    <PlainPage
      title={t("community.confirm.title")}
      text={t(`community.confirm.ask.${proposal.kind}`, { title: typo(proposal.title) })}
    >
      <form method="post">
        <Button type="submit" variant="primary">
          {t("community.confirm.send")}
        </Button>
      </form>
    </PlainPage>
  );
}

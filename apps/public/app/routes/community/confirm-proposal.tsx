import { readMailLink } from "@essaim/directory/community/mail-link.schema";
import { confirmProposal } from "@essaim/directory/community/proposal.commands";
import { findProposal } from "@essaim/directory/community/proposal.queries";
import { Button } from "@essaim/ui/button";
import { typo } from "@essaim/ui/format";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { PlainPage } from "~/components/community/plain-page";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { noStore } from "~/no-store";
import { secretMeta } from "~/page-meta";

export const headers = noStore;

export const meta: MetaFunction = ({ location }) =>
  secretMeta(location, i18nAt(location.pathname).t("community.confirm.title"));

export async function loader({ params, context }: LoaderFunctionArgs) {
  const link = readMailLink(params.link);
  return { proposal: link ? await context.execute(context.actor, findProposal, link) : null };
}

/** Opening the link changes nothing, since mail programmes open links by themselves: the button does. */
export async function action({ params, context }: ActionFunctionArgs) {
  const link = readMailLink(params.link);
  const outcome = link && (await context.execute(context.actor, confirmProposal, link));
  const isDone = outcome?.ok ?? false;
  return data({ isDone }, { status: isDone ? 200 : 409 });
}

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
      text={t("community.confirm.ask", { title: typo(proposal.title) })}
    >
      <form method="post">
        <Button type="submit" variant="primary">
          {t("community.confirm.send")}
        </Button>
      </form>
    </PlainPage>
  );
}

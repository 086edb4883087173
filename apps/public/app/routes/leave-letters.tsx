import { findLetter, refuseLetters } from "@essaim/outreach/newsletter/leave.commands";
import { Button } from "@essaim/ui/button";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { PlainPage } from "~/components/community/plain-page";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { confirmByLink, findByLink } from "~/mail-link.server";
import { noStore } from "~/no-store";
import { secretMeta } from "~/page-meta";

export const headers = noStore;

export const meta: MetaFunction = ({ location }) =>
  secretMeta(location, i18nAt(location.pathname).t("letter.title"));

export const loader = async (args: LoaderFunctionArgs) => ({
  letter: await findByLink(args, findLetter),
});

/** Sent by the button of the page, or by a programme of mail for its reader (RFC 8058): what it carries is not read. */
export const action = (args: ActionFunctionArgs) => confirmByLink(args, refuseLetters);

/** No more letters from an organisation, by the link of one of them. */
export default function LeaveLetters() {
  const { letter } = useLoaderData<typeof loader>();
  const isDone = useActionData<typeof action>()?.isDone;
  const { t } = useI18n();
  if (!letter) return <PlainPage title={t("letter.unknownTitle")} text={t("letter.unknown")} />;
  if (isDone || letter.isRefused) {
    return <PlainPage title={t("letter.doneTitle")} text={t("letter.done")} />;
  }
  return (
    <PlainPage
      title={t("letter.title")}
      text={t("letter.ask", { organisation: letter.organisation })}
    >
      <form method="post">
        <Button type="submit" variant="primary">
          {t("letter.send")}
        </Button>
      </form>
    </PlainPage>
  );
}

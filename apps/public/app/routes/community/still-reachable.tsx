import { keepPractitioner } from "@essaim/directory/community/relay.commands";
import { findPractitioner } from "@essaim/directory/community/relay.queries";
import { readMailLink } from "@essaim/identity/mail-link.schema";
import { Button } from "@essaim/ui/button";
import { typo } from "@essaim/ui/format";
import { readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { PlainPage } from "~/components/community/plain-page";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { findByLink } from "~/mail-link.server";
import { noStore } from "~/no-store";
import { secretMeta } from "~/page-meta";

export const headers = noStore;

export const meta: MetaFunction = ({ location }) =>
  secretMeta(location, i18nAt(location.pathname).t("community.reachable.title"));

export const loader = async (args: LoaderFunctionArgs) => ({
  practitioner: await findByLink(args, findPractitioner),
});

export async function action({ request, params, context }: ActionFunctionArgs) {
  const link = readMailLink(params.link);
  const isKept = (await readForm(request)).get("answer") !== "no";
  const outcome =
    link && (await context.execute(context.actor, keepPractitioner, { ...link, isKept }));
  const isDone = outcome?.ok ?? false;
  return data({ isDone, isKept }, { status: isDone ? 200 : 409 });
}

/** May people still write to the author of an experience? */
export default function StillReachable() {
  const { practitioner } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useI18n();
  if (answer?.isDone) {
    const said = answer.isKept ? "yes" : "no";
    return (
      <PlainPage
        title={t(`community.reachable.${said}Title`)}
        text={t(`community.reachable.${said}Text`)}
      />
    );
  }
  if (!practitioner) {
    return (
      <PlainPage
        title={t("community.contact.unknownTitle")}
        text={t("community.contact.unknown")}
      />
    );
  }
  return (
    <PlainPage
      title={t("community.reachable.title")}
      text={t("community.reachable.ask", {
        title: typo(practitioner.activityTitle),
        author: practitioner.author,
      })}
    >
      <form method="post" className="flex flex-wrap gap-3">
        <Button type="submit" name="answer" value="yes" variant="primary">
          {t("community.reachable.yes")}
        </Button>
        <Button type="submit" name="answer" value="no">
          {t("community.reachable.no")}
        </Button>
      </form>
    </PlainPage>
  );
}

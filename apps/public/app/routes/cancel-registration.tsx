import { findRegistration } from "@essaim/accompaniment/workshop/published-workshop.queries";
import { cancelRegistration } from "@essaim/accompaniment/workshop/registration.commands";
import { Button } from "@essaim/ui/button";
import { formatClock, formatDate, typo } from "@essaim/ui/format";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { confirmByLink, findByLink } from "~/mail-link.server";
import { noStore } from "~/no-store";
import { secretMeta } from "~/page-meta";

export const headers = noStore;

export const meta: MetaFunction = ({ location }) =>
  secretMeta(location, i18nAt(location.pathname).t("meetings.cancel.title"));

export const loader = async (args: LoaderFunctionArgs) => ({
  registration: await findByLink(args, findRegistration),
});

export const action = (args: ActionFunctionArgs) => confirmByLink(args, cancelRegistration);

export default function CancelRegistration() {
  const { registration } = useLoaderData<typeof loader>();
  const isDone = useActionData<typeof action>()?.isDone;
  const { t, paths, locale } = useI18n();
  const others = (
    <p>
      <a href={paths.meetings}>{t("meetings.others")}</a>
    </p>
  );
  const page = (title: string, text: string, end = others) => (
    <div className="flex flex-col gap-4">
      <h1>{title}</h1>
      <p className="max-w-measure text-lg">{text}</p>
      {end}
    </div>
  );
  if (isDone) return page(t("meetings.cancel.doneTitle"), t("meetings.cancel.done"));
  if (!registration) return page(t("meetings.cancel.unknownTitle"), t("meetings.cancel.unknown"));
  if (registration.isOver) return page(t("meetings.cancel.overTitle"), t("meetings.cancel.over"));
  // Still to come, and not cancelled: somebody noted already who comes and who does not.
  if (isDone === false) return page(t("meetings.cancel.toldTitle"), t("meetings.cancel.told"));
  return page(
    t("meetings.cancel.title"),
    t("meetings.cancel.ask", {
      title: typo(registration.title),
      day: formatDate(registration.heldOn, locale),
      time: formatClock(registration.startTime, locale),
    }),
    <form method="post">
      <Button type="submit" variant="danger">
        {t("meetings.cancel.send")}
      </Button>
    </form>,
  );
}

import { writeAgenda } from "@essaim/accompaniment/workshop/public-agenda.rules";
import type { AgendaSession } from "@essaim/accompaniment/workshop/published-workshop.queries";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { answerText } from "~/data/answer.server";
import { i18nIn } from "~/i18n/i18n";

/** Sessions as a file for calendars, French as they are. `holder`: the cooperative that alone holds them. */
export function answerAgenda(
  { request, context: { publicUrl } }: LoaderFunctionArgs,
  sessions: readonly AgendaSession[],
  fileName: string,
  holder?: string,
): Response {
  const { t, paths } = i18nIn("fr");
  const name = [t("meetings.title"), holder ?? t("site.name")].join(" – ");
  return answerText(writeAgenda(sessions, name, publicUrl, paths.meeting), {
    request,
    type: "text/calendar; charset=utf-8",
    headers: { "content-disposition": `inline; filename="${fileName}"` },
  });
}

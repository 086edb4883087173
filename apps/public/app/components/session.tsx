import type { PublishedWorkshop } from "@essaim/accompaniment/workshop/published-workshop.queries";
import { formatClock, formatDate, typo } from "@essaim/ui/format";
import { useI18n } from "~/i18n/i18n";
import { useContentLang } from "./french";

/** « Le 3 mars 2026 à 14 h 30 » */
export function SessionTime({
  session,
}: {
  session: Pick<PublishedWorkshop, "heldOn" | "startTime">;
}) {
  const { t, locale } = useI18n();
  return (
    <time className="whitespace-normal" dateTime={`${session.heldOn}T${session.startTime}`}>
      {t("meetings.when", {
        day: formatDate(session.heldOn, locale),
        time: formatClock(session.startTime, locale),
      })}
    </time>
  );
}

/** Where a session takes place: the kind of place, then how to find it. */
export function SessionPlace({
  session,
}: {
  session: Pick<PublishedWorkshop, "place" | "placeDetail">;
}) {
  const { t } = useI18n();
  const lang = useContentLang();
  return (
    <>
      {t(`meetings.${session.place}`)}
      {session.placeDetail && (
        <>
          {", "}
          <span lang={lang} className="wrap-anywhere">
            {typo(session.placeDetail)}
          </span>
        </>
      )}
    </>
  );
}

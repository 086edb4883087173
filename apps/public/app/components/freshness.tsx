import { formatDate } from "@essaim/ui/format";
import { useI18n } from "~/i18n/i18n";

/** When somebody who knows last said that a record is true; and a warning when that was long ago. */
export function Freshness({ confirmedOn, isStale }: { confirmedOn: string; isStale: boolean }) {
  const { t, locale } = useI18n();
  return (
    <p className="text-sm text-muted">
      <time dateTime={confirmedOn}>
        {t("record.confirmed", { date: formatDate(confirmedOn, locale) })}
      </time>
      .{isStale && <strong className="block text-ink">{t("record.stale")}</strong>}
    </p>
  );
}

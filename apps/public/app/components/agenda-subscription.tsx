import { useI18n } from "~/i18n/i18n";
import { agendaFeed } from "~/paths";

/**
 * How a calendar follows the meetings: a link that opens it, and the address to copy where nothing opens.
 * @param of the cooperative whose meetings alone are shown
 */
export function AgendaSubscription({
  publicUrl,
  of,
}: {
  publicUrl: string;
  of?: { slug: string; name: string };
}) {
  const { t } = useI18n();
  const address = publicUrl + agendaFeed(of?.slug);
  return (
    <div className="flex max-w-3xl flex-col gap-1 print:hidden">
      <p>
        <a href={address.replace(/^https?:/, "webcal:")}>
          {of ? t("meetings.subscribeTo", { name: of.name }) : t("meetings.subscribe")}
        </a>
      </p>
      <p className="text-sm text-muted">
        {t("meetings.subscribeHint")}{" "}
        <a href={address} className="wrap-anywhere">
          {address}
        </a>
      </p>
    </div>
  );
}

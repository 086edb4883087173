import { useI18n } from "~/i18n/i18n";
import { TRAP } from "~/trap";

/** A field hidden from people: robots fill every field. */
export function Trap() {
  const { t } = useI18n();
  return (
    <div className="hidden" aria-hidden="true">
      <label htmlFor={TRAP}>{t("community.proposer.trap")}</label>
      <input id={TRAP} name={TRAP} tabIndex={-1} autoComplete="off" />
    </div>
  );
}

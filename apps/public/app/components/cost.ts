import { formatCents } from "@essaim/ui/format";
import type { I18n } from "~/i18n/i18n";

/** A range of euros given in cents: « 500 € à 2 000 € », « jusqu’à 300 € », « non renseigné ». */
export function costText({ locale, t }: I18n, least: number | null, most: number | null): string {
  if (least === null || most === null) return t("cost.unknown");
  const euros = (cents: number) => formatCents(cents, locale, { cents: "auto" });
  if (most === 0) return t("cost.nothing");
  if (least === most) return t("cost.exact", { amount: euros(most) });
  if (least === 0) return t("cost.upTo", { to: euros(most) });
  return t("cost.range", { from: euros(least), to: euros(most) });
}

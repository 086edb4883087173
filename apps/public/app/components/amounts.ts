import { formatNumber } from "@essaim/ui/format";
import type { I18n } from "~/i18n/i18n";

/** « 2 à 5 »; one number when both ends are the same. */
const ends = ({ locale, t }: I18n, least: number, most: number) =>
  least === most
    ? formatNumber(most, locale)
    : t("cost.range", { from: formatNumber(least, locale), to: formatNumber(most, locale) });

/** How many people it takes: « 1 personne », « 2 à 5 personnes ». Null when unknown. */
export function peopleText(i18n: I18n, least: number | null, most: number | null): string | null {
  if (least === null || most === null) return null;
  return i18n.t("activity.people", { count: most, range: ends(i18n, least, most) });
}

/** How long before a first income: « dès le départ », « 3 à 6 mois ». Null when unknown. */
export function monthsText(i18n: I18n, least: number | null, most: number | null): string | null {
  if (least === null || most === null) return null;
  if (most === 0) return i18n.t("activity.atOnce");
  return i18n.t("activity.months", { count: most, range: ends(i18n, least, most) });
}

/** Days up to which nobody counts in months. */
const mostDays = 60;

/** How long something takes, given in days: « 0,5 jour », « 3 semaines », « environ 4 mois ». */
export function daysText({ locale, t }: I18n, days: number): string {
  const say = (unit: "days" | "weeks" | "aboutMonths", count: number) =>
    t(`activity.${unit}`, { count, number: formatNumber(count, locale) });
  if (days > mostDays) return say("aboutMonths", Math.round(days / 30.44));
  return days >= 14 && days % 7 === 0 ? say("weeks", days / 7) : say("days", days);
}

/** How long all the steps take; null when nobody said of any. */
export function totalText(i18n: I18n, steps: readonly { days: number | null }[]): string | null {
  const known = steps.flatMap(({ days }) => (days === null ? [] : [days]));
  if (known.length === 0) return null;
  const duration = daysText(
    i18n,
    known.reduce((sum, days) => sum + days, 0),
  );
  const isWhole = known.length === steps.length;
  return i18n.t(isWhole ? "activity.total" : "activity.totalAtLeast", { duration });
}

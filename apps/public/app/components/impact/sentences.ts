import type { IndicatorKey } from "@essaim/impact/registry/indicator.schema";
import { promiseWords } from "@essaim/impact/release/promise.words";
import type { ReleaseContent, ReleasedFigure } from "@essaim/impact/release/release.schema";
import { formatCounted, formatDate, formatFigure, plural, typo } from "@essaim/ui/format";
import type { Locale } from "@essaim/ui/locale";
import type { I18n } from "~/i18n/i18n";

export type Promised = ReleasedFigure & { target: number };

export const isPromised = (figure: ReleasedFigure): figure is Promised => figure.target !== null;

/** What an indicator is called: those of the organisation's own are in French alone. */
export const nameOf = ({ name }: Pick<ReleasedFigure, "name">, locale: Locale): string =>
  locale === "fr" ? typo(name.fr) : name.en;

/** A value where its unit is said elsewhere. */
export function writeValue({ counted }: ReleasedFigure, value: number, locale: Locale): string {
  return formatCounted(counted, value, locale);
}

/** « 25 personnes », « 1 240,00 € ». */
export function writeCount(figure: ReleasedFigure, value: number, locale: Locale): string {
  return formatFigure(figure.counted, value, figure.unit[locale], locale);
}

/** « 25 personnes », or why there is no figure. */
export function writeDone(figure: ReleasedFigure, { t, locale }: I18n): string {
  if (figure.withheld) return t(`impact.withheld.${figure.withheld}`);
  return figure.value === null ? t("impact.noFigure") : writeCount(figure, figure.value, locale);
}

/** « 25 personnes promises, 25 accompagnées. », and its day where it is not the one of all the others. */
export function promiseSentence(figure: Promised, cutOffOn: string, { t, locale }: I18n): string {
  const words = promiseWords[figure.key as IndicatorKey];
  const say = (count: number, [one, many]: readonly [string, string]) =>
    plural(Math.round(count), one, many, locale);
  const name = nameOf(figure, locale);
  const aim = writeCount(figure, figure.target, locale);
  const promised = words
    ? say(figure.target, words.promised[locale])
    : t("impact.aimAlone", { name, promised: aim });
  if (figure.withheld) {
    return t("impact.unsaid", { promised, why: t(`impact.withheld.${figure.withheld}`) });
  }
  if (figure.value === null) return t("impact.unknown", { promised });
  const { asOf } = figure;
  const byDay =
    asOf === null || asOf === cutOffOn
      ? ""
      : ` ${t("impact.byDay", { day: formatDate(asOf, locale) })}`;
  return words
    ? t("impact.reached", { promised, done: say(figure.value, words.done[locale]), byDay })
    : t("impact.aim", {
        ...{ name, promised: aim, byDay },
        done: writeCount(figure, figure.value, locale),
      });
}

/** How many targets are reached, how many cannot be told, and whether there is time left. */
export function keptSentence(
  { header, cutOffOn }: ReleaseContent,
  promised: readonly Promised[],
  { t, locale }: I18n,
): string {
  const all = promised.length;
  const kept = promised.filter(({ value, target }) => (value ?? 0) >= target).length;
  const withheld = promised.filter((one) => one.withheld !== null).length;
  const unknown = promised.filter((one) => one.value === null && one.withheld === null).length;
  const isOnlyOne = all === 1 && withheld + unknown === 0;
  const results = [
    isOnlyOne
      ? t(`impact.only${kept === 1 ? "Kept" : "Missed"}`)
      : t("impact.kept", { count: kept, all }),
    withheld > 0 && t("impact.withheldAims", { count: withheld }),
    unknown > 0 && t("impact.unknownAims", { count: unknown }),
  ];
  const day = formatDate(header.endsOn, locale);
  return [
    `${results.filter(Boolean).join(", ")}.`,
    kept < all && t(cutOffOn < header.endsOn ? "impact.running" : "impact.over", { day }),
  ]
    .filter(Boolean)
    .join(" ");
}

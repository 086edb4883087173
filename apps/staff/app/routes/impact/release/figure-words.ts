import type { ReleasedFigure } from "@essaim/impact/release/release.schema";
import { withheldSentences } from "@essaim/impact/release/release.words";
import { formatCounted, formatFigure } from "@essaim/ui/format";
import type { Locale } from "@essaim/ui/locale";

type Counted = Pick<ReleasedFigure, "counted">;

/** A value of an indicator without its unit, where a heading says it. */
export function writeValue({ counted }: Counted, value: number, locale: Locale = "fr"): string {
  return formatCounted(counted, value, locale);
}

/** « 25 personnes », « 1 240,00 € », « 52 % », or why there is no figure. */
export function writeFigure(figure: ReleasedFigure, locale: Locale = "fr"): string {
  if (figure.withheld) return withheldSentences[figure.withheld][locale];
  if (figure.value === null) return locale === "fr" ? "pas encore de chiffre" : "no figure yet";
  return formatFigure(figure.counted, figure.value, figure.unit[locale], locale);
}

import { describeFigure, writeFigure } from "@essaim/territory/indicators/compare.rules";
import type { TerritoryIndicator } from "@essaim/territory/indicators/indicator.schema";
import type { MapTone, Shade, ValueClass } from "@essaim/territory/map/classes.rules";
import { formatNumber, plural } from "@essaim/ui/format";

/** What the map shows. */
export type Measure =
  | { kind: "people"; key: "personnes" }
  | { kind: "contributions"; key: "contributions"; year: number }
  | { kind: "indicator"; key: string; indicator: TerritoryIndicator }
  /** The neighbourhoods themselves, when nothing is known of them. */
  | { kind: "none"; key: "quartiers" };

export const SUPPRESSED = "masqué (secret statistique)";

/** A figure as one reads it beside a place: « 7 personnes », « 40,2 % », « masqué (secret statistique) ». */
export function writeShade(measure: Measure, shade: Shade): string {
  if (measure.kind === "none") return "";
  if (shade === "secret") return measure.kind === "indicator" ? "secret statistique" : SUPPRESSED;
  if (shade === "unknown") return "non disponible";
  return writeValue(measure, shade.value);
}

function writeValue(measure: Measure, value: number): string {
  switch (measure.kind) {
    case "people":
      return value === 0 ? "aucune personne" : plural(value, "personne", "personnes");
    case "contributions":
      return value === 0 ? "aucune contribution" : plural(value, "contribution", "contributions");
    case "indicator":
      return writeFigure(measure.indicator, { value });
    case "none":
      return "";
  }
}

/** The figure alone, for a column whose header says what it is. */
export function writeCell(measure: Measure, shade: Shade): string {
  if (typeof shade !== "object" || measure.kind === "indicator") return writeShade(measure, shade);
  return formatNumber(shade.value);
}

/** « Personnes accompagnées », « Contributions de 2026 », « Taux de pauvreté, 2021 ». */
export function measureTitle(measure: Measure): string {
  switch (measure.kind) {
    case "people":
      return "Personnes accompagnées";
    case "contributions":
      return `Contributions aux communs en ${measure.year}`;
    case "indicator":
      return `${measure.indicator.label}, ${measure.indicator.year}`;
    case "none":
      return "Quartiers prioritaires";
  }
}

/** The words of one line of the legend. */
export function classWords(measure: Measure, one: ValueClass): string {
  const to = writeValue(measure, one.to);
  if (one.from === one.to) return to;
  const from =
    measure.kind === "indicator"
      ? writeFigure(measure.indicator, { value: one.from })
      : formatNumber(one.from);
  return `de ${from} à ${to}`;
}

/** The legend of what is no quantity. */
export function toneWords(measure: Measure, tone: Exclude<MapTone, number>): string {
  if (measure.kind === "none") return "Quartier prioritaire";
  if (tone === "secret") {
    return measure.kind === "indicator"
      ? "Secret statistique de la source"
      : "Masqué (secret statistique)";
  }
  if (tone === "unknown") return "Non disponible";
  const zero = writeValue(measure, 0);
  return zero.charAt(0).toUpperCase() + zero.slice(1);
}

/** The lowest and the highest figure of the map, and where. */
export function extremesSentence(
  indicator: TerritoryIndicator,
  rows: readonly { name: string; shade: Shade }[],
): string {
  const known = rows
    .flatMap(({ name, shade }) => (typeof shade === "object" ? [{ name, value: shade.value }] : []))
    .sort((a, b) => a.value - b.value);
  const [lowest, highest] = [known[0], known.at(-1)];
  if (!lowest || !highest) return `${describeFigure(indicator, null)}.`;
  const write = (value: number) => writeFigure(indicator, { value });
  if (known.length === 1) {
    const where = rows.length > 1 ? `, seul quartier où c’est connu` : "";
    return `${write(lowest.value)} (${lowest.name})${where}.`;
  }
  if (lowest.value === highest.value) {
    const where = known.length < rows.length ? "partout où c’est connu" : "partout";
    return `${write(lowest.value)} ${where}.`;
  }
  return `De ${write(lowest.value)} (${lowest.name}) à ${write(highest.value)} (${highest.name}).`;
}

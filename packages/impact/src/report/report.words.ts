import { money } from "@essaim/funding/spending/spending.words";
import { withheldSentences } from "../release/release.words.ts";
import type { Cell, MapPart, Part, Unit } from "./sealed-report.ts";

const whole = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat("fr-FR", { style: "percent", maximumFractionDigits: 1 });
const shareOf = new Intl.NumberFormat("fr-FR", { style: "percent" });

/** A value in words, wherever it is written. */
export function writeValue(value: number, unit: Unit): string {
  switch (unit) {
    case "cents":
      return money(value);
    case "share":
      return percent.format(value);
    case "minutes":
      return `${whole.format(value / 60)}\u00a0h`;
    default:
      return whole.format(value);
  }
}

export const writeCell = (cell: Cell, unit: Unit): string =>
  cell === null ? "" : typeof cell === "string" ? cell : writeValue(cell, unit);

type Bars = Extract<Part, { kind: "bars" }>;

/** What is to be seen in a drawing, in one sentence; empty when its bars say it all. */
export function barsSentence({ points, isAgainstTargets }: Bars): string {
  const known = points.filter((point) => point.value !== null);
  if (isAgainstTargets) {
    const reached = known.filter(({ value, target }) => (value ?? 0) >= (target ?? 0)).length;
    if (reached === 0) return "Aucun de ces objectifs n’est encore atteint.";
    return reached > 1
      ? `${reached} objectifs sur ${points.length} sont atteints.`
      : `${reached} objectif sur ${points.length} est atteint.`;
  }
  const sum = known.reduce((all, { value }) => all + (value ?? 0), 0);
  const [most, next] = [...known].sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  // What the bars do not say already.
  return most?.value && next && most.value > (next.value ?? 0)
    ? `«\u202f${most.label}\u202f» fait ${shareOf.format(most.value / sum)} de ce qui est montré.`
    : "";
}

/** All that a drawing shows, for whoever does not see it. */
export const barsInWords = ({ title, points, unit }: Bars): string =>
  `${title}. ${points
    .map(({ label, value, target }) => {
      const said = value === null ? withheldSentences.small.fr : writeValue(value, unit);
      return `${label}\u202f: ${said}${target === null ? "" : ` sur ${writeValue(target, unit)}`}`;
    })
    .join("\u202f; ")}.`;

export function mapSentence({ shapes }: MapPart): string {
  const shown = shapes.filter(({ value }) => value !== null).length;
  return `Le nombre est montré dans ${shown} des ${shapes.length} quartiers dessinés\u202f: les autres, hachurés, sont vides ou masqués.`;
}

/** « Secteur Sud : 12 personnes ». */
export const shapeInWords = (name: string, value: number) =>
  `${name}\u202f: ${writeValue(value, "number")} ${value > 1 ? "personnes" : "personne"}`;

/** All that a map shows, for whoever does not see it. */
export function mapInWords(map: MapPart): string {
  const shown = map.shapes
    .flatMap(({ name, value }) => (name === null || value === null ? [] : [{ name, value }]))
    .sort((a, b) => b.value - a.value || a.name.localeCompare(b.name, "fr"));
  const said = shown.map(({ name, value }) => shapeInWords(name, value)).join("\u202f; ");
  return `${map.title}. ${said}. ${mapSentence(map)}`;
}

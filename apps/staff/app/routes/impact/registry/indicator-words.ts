import type { Formula } from "@essaim/impact/registry/formula.schema";
import type { Audience, IndicatorDefinition } from "@essaim/impact/registry/indicator.schema";
import { indicators } from "@essaim/impact/registry/indicator.schema";
import type { Way } from "@essaim/impact/registry/own-indicator.schema";
import { type SourceKey, sourceOf } from "@essaim/impact/registry/source.schema";
import { formatFigure } from "@essaim/ui/format";

export const audienceLabels: Record<Audience, string> = {
  team: "L’équipe seule",
  funder: "L’équipe et les financeurs",
  public: "Tout le monde",
};

/** « 25 personnes », « 1 240,00 € », « 52 % ». */
export function writeFigure(
  { counted, unit }: Pick<IndicatorDefinition, "counted" | "unit">,
  value: number,
): string {
  return formatFigure(counted, value, unit.fr);
}

/** Within a sentence; what follows keeps its capitals, as « CAPE » does. */
export const lowerFirst = (text: string) => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

export const wayLabels: Record<Way, (source: SourceKey) => string> = {
  records: (source) => `Leur nombre (${sourceOf(source).record.fr[1]})`,
  people: () => "Les personnes différentes, chacune comptée une fois",
  "sum:cents": () => "Leurs montants additionnés, en euros",
  "sum:minutes": () => "Leurs durées additionnées, en heures",
  "median:days": () => "Le nombre médian de jours d’attente",
};

/** Where the figure comes from, in a few words. */
export function sourceWords(definition: IndicatorDefinition): string {
  if (definition.source === "declared") return "Déclaré chaque mois, avec sa preuve";
  if (definition.source === "ratio") {
    const nameOf = (key: string) => indicators[key as keyof typeof indicators]?.name.fr ?? key;
    return `${nameOf(definition.numerator)}, sur ${lowerFirst(nameOf(definition.denominator))}`;
  }
  return `Compté dans nos dossiers\u202f: ${lowerFirst(sourceOf(definition.formula.source).name.fr)}`;
}

const measureWords: Record<Formula["measure"], string> = {
  records: "chaque enregistrement compte pour un",
  people: "chaque personne est comptée une fois",
  sum: "les quantités sont additionnées",
  median: "la moitié est en dessous, la moitié au-dessus",
};

export function methodWords(definition: IndicatorDefinition): string {
  if (definition.source === "declared") return "Les mois sont additionnés.";
  if (definition.source === "ratio") return "Le premier nombre est divisé par le second.";
  const words = measureWords[definition.formula.measure];
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

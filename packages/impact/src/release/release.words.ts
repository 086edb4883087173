import { type Breakdown, breakdowns, tables } from "../disclosure/breakdown.rules.ts";
import type { PeopleClass } from "../disclosure/release.schema.ts";
import { type Bilingual, dimensions } from "../registry/dimension.schema.ts";
import { wholeOf } from "../target/target.schema.ts";
import type { ReleaseContent, ReleasedFigure, Withheld } from "./release.schema.ts";

type Words<B extends Breakdown> = {
  /** A question, as the title of its table. */
  title: Bilingual;
  cells: Record<(typeof tables)[B]["cuts"][0][number][number], Bilingual>;
};

/** How a release names its tables of people and the classes of each. */
const words: { [B in Breakdown]: Words<B> } = {
  residence: {
    title: { fr: "Où vivent ces personnes\u202f?", en: "Where do they live?" },
    cells: dimensions.residence.values,
  },
  outcome: {
    title: { fr: "Où en sont-elles\u202f?", en: "Where are they now?" },
    cells: {
      sustainable: { fr: "Sorties vers une activité durable", en: "Left for a lasting activity" },
      other_exit: { fr: "Autres sorties", en: "Other exits" },
      supported: { fr: "Encore accompagnées", en: "Still supported" },
    },
  },
  kind: {
    title: { fr: "Comment travaillent-elles\u202f?", en: "How do they work?" },
    cells: dimensions.kind.values,
  },
  gender: {
    title: { fr: "Femmes et hommes", en: "Women and men" },
    cells: {
      woman: { fr: "Femmes", en: "Women" },
      man: { fr: "Hommes", en: "Men" },
      other: { fr: "Autre réponse ou non renseigné", en: "Another answer or not known" },
    },
  },
  age: {
    title: { fr: "Quel âge ont-elles\u202f?", en: "How old are they?" },
    cells: dimensions.age.values,
  },
  education: {
    title: { fr: "Quel est leur niveau d’études\u202f?", en: "What education do they have?" },
    cells: {
      other: { fr: "Autre diplôme ou non renseigné", en: "Another diploma or not known" },
      none: { fr: "Sans diplôme", en: "No diploma" },
      level_3: { fr: "CAP, BEP", en: "Vocational certificate" },
      level_4: { fr: "Baccalauréat", en: "Baccalauréat" },
      level_5: { fr: "Bac + 2", en: "Two years after it" },
      level_6: { fr: "Bac + 3 ou 4", en: "Three or four years" },
      level_7: { fr: "Bac + 5 et plus", en: "Five years and more" },
    },
  },
  mentoring: {
    title: { fr: "Sont-elles dans un parrainage\u202f?", en: "Are they in a mentoring pair?" },
    cells: dimensions.mentoring.values,
  },
};

type Language = keyof Bilingual;

export const tableTitle = (breakdown: Breakdown, language: Language = "fr") =>
  words[breakdown].title[language];

/** The words of a class, several cells together with « ou » before the last: what is not known comes last. */
export function classLabel(
  breakdown: Breakdown,
  cells: readonly string[],
  language: Language = "fr",
): string {
  const labels = words[breakdown].cells as Record<string, Bilingual>;
  const isRest = (cell: string) => cell === "other" || cell === "unknown";
  const [first = "", ...others] = [
    ...cells.filter((cell) => !isRest(cell)),
    ...cells.filter(isRest),
  ].map((cell) => labels[cell]?.[language] ?? cell);
  const list = new Intl.ListFormat(language, { type: "disjunction" });
  return list.format([first, ...others.map(lowerFirst)]);
}

const lowerFirst = (text: string) =>
  /^(CAP|Bac)/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);

/** The rows of a table of people; null people are withheld. */
export type PeopleRow = { label: string; people: number | null; isUnknown: boolean };

/** The tables of a release in their order. One that is withheld has its classes without a figure. */
export function peopleTables({ people }: ReleaseContent, language: Language = "fr") {
  return breakdowns.map((breakdown) => {
    const shown = people.tables[breakdown] ?? null;
    const classes: readonly (Omit<PeopleClass, "people"> & { people: number | null })[] =
      shown?.classes ?? tables[breakdown].cuts[0].map((cells) => ({ cells, people: null }));
    return {
      breakdown,
      title: tableTitle(breakdown, language),
      asOf: shown?.asOf ?? null,
      rows: classes.map(({ cells, people: number }): PeopleRow & { cells: readonly string[] } => ({
        cells,
        label: classLabel(breakdown, cells, language),
        people: number,
        isUnknown: cells.length === 1 && cells[0] === "unknown",
      })),
    };
  });
}

export const withheldSentences: Record<Withheld, Bilingual> = {
  small: { fr: "masqué (secret statistique)", en: "withheld (statistical confidentiality)" },
  overlap: { fr: "montré par un autre financement", en: "shown by another grant" },
  not_released: {
    fr: "compté pour l’équipe, sans être diffusé",
    en: "counted for the team, not released",
  },
};

/** How much of a target is reached, in whole percents: rounded down, since nothing is reached before it is. */
export const reachedPercent = (value: number, target: number): number =>
  Math.floor((100 * value) / target);

/** A value as the unit of its indicator counts it: in euros, hours or percents. */
export const inUnits = ({ counted }: Pick<ReleasedFigure, "counted">, value: number): number =>
  Math.round((counted === "share" ? 100 * value : value / wholeOf(counted)) * 100) / 100;

const unitNames: Partial<Record<ReleasedFigure["counted"], string>> = {
  euros: "euros",
  minutes: "heures",
  share: "%",
};

/** What `inUnits` counts. Whatever an organisation calls them, a sum of money is in euros. */
export const unitName = ({ counted, unit }: Pick<ReleasedFigure, "counted" | "unit">): string =>
  unitNames[counted] ?? unit.fr[1];

/** Figures of a release by action of its programme, those of no action last. */
export function figuresByAction(content: ReleaseContent, figures: readonly ReleasedFigure[]) {
  return [...content.actions, null]
    .map((action) => ({
      action,
      figures: figures.filter((one) => one.actionId === (action?.id ?? null)),
    }))
    .filter((group) => group.figures.length > 0);
}

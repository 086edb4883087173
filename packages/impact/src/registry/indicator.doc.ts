import { forecastMethod } from "../target/forecast.words.ts";
import { type Dimension, dimensionOf, dimensions, personDimensions } from "./dimension.schema.ts";
import {
  dimensionsOf,
  findIndicator,
  type IndicatorDefinition,
  periodRuleOf,
  registry,
} from "./indicator.schema.ts";
import { conditionsOf } from "./own-indicator.schema.ts";
import { sourceKeys, sourceOf } from "./source.schema.ts";

const counted: Record<IndicatorDefinition["counted"], string> = {
  people: "personnes",
  events: "faits",
  views: "vues ou visites",
  euros: "euros",
  minutes: "temps",
  days: "jours",
  share: "part",
};

const audiences: Record<IndicatorDefinition["audience"], string> = {
  team: "l’équipe seule",
  funder: "l’équipe et les financeurs",
  public: "tout le monde",
};

const measures = {
  records: "le nombre d’enregistrements",
  people: "les personnes différentes",
  sum: "la somme",
  median: "la médiane",
} as const;

const OF_PERSON = "ce qui est su de la personne";

function list(keys: readonly Dimension[]): string {
  const persons: readonly Dimension[] = personDimensions;
  const isOfPerson = keys.includes("residence");
  const words = keys
    .filter((key) => !isOfPerson || !persons.includes(key))
    .map((key) => dimensions[key].name.fr.toLowerCase());
  return [...words, ...(isOfPerson ? [OF_PERSON] : [])].join(", ") || "rien";
}

function method(one: IndicatorDefinition): string {
  if (one.source === "declared")
    return "déclaré chaque mois avec sa preuve\u202f; les mois sont additionnés";
  if (one.source === "ratio") {
    const name = (key: string) => `«\u202f${findIndicator(key)?.name.fr}\u202f»`;
    return `${name(one.numerator)} sur ${name(one.denominator)}, les deux nombres dits avec lui`;
  }
  const { source, measure, where } = one.formula;
  const conditions = Object.entries(where ?? {}).map(([key, values]) => {
    const { name, values: known } = dimensionOf(key as Dimension);
    const words = values.map((value) => known?.[value]?.fr ?? value).join(" ou ");
    return `${name.fr.toLowerCase()}\u202f: ${words}`;
  });
  return [
    `${measures[measure]}, dans «\u202f${sourceOf(source).name.fr}\u202f»`,
    ...conditions,
  ].join("\u202f; ");
}

const told = (one: IndicatorDefinition): string => `### ${one.name.fr} (\`${one.key}\`)

${one.definition.fr}

*${one.name.en}. ${one.definition.en}*

- Calcul\u202f: ${method(one)}.
- Unité\u202f: ${one.unit.fr[1]} (${counted[one.counted]}).
- Période\u202f: ${periodRuleOf(one).fr}
- Se divise selon\u202f: ${list(dimensionsOf(one))}.
- Lu par ${audiences[one.audience]}${one.countsPeople ? ", sous secret statistique hors de l’équipe" : ""}.
- Ce qui peut le fausser\u202f: ${one.quality.fr}
`;

/** docs/INDICATORS.md: the registry, for whoever reads no code. */
export function indicatorsDocument(): string {
  const sources = sourceKeys.map((key) => {
    const { name, period } = sourceOf(key);
    return `- **${name.fr}** (\`${key}\`). ${period.fr} Conditions possibles\u202f: ${list(conditionsOf(key))}.`;
  });
  return `# Les indicateurs

Écrit à partir de \`packages/impact/src/registry\`\u202f; un test vérifie qu’il est à jour
(\`npx vitest run --project unit indicator.doc -u\` le réécrit). Les écrans, les exports, les rapports et la
page publique lisent les mêmes définitions. Ce qui n’est pas renseigné est compté à part et montré\u202f; une personne
est comptée une fois\u202f; un rapport entre deux nombres est dit avec ses deux nombres. Ce qui est su d’une personne\u202f:
${personDimensions.map((key) => dimensions[key].name.fr.toLowerCase()).join(", ")}.

## Ceux du programme

${registry.map(told).join("\n")}
## Ce qu’une coopérative peut compter elle-même

Un indicateur de la coopérative se compose sans programmer\u202f: ce qui est compté, comment (le nombre, les personnes
différentes, une somme, une médiane), à quelles conditions. Il peut aussi se déclarer à la main.

${sources.join("\n")}

## Objectif, trajectoire et prévision

Se promet ce qui s’additionne mois après mois\u202f: ni une part, ni une médiane, ni un coût.

${forecastMethod.map((sentence) => `- ${sentence}`).join("\n")}

Le rythme est la moyenne *m* des *n* derniers mois entiers, leur variance *v* celle de l’échantillon, jamais moins que *m*
(ce qui se compte un par un varie au moins comme le hasard). À *R* mois de là, la prévision est ce qui est fait plus
*m R*, et la fourchette *t √(v (R + R² / n))* de part et d’autre, *t* étant le quantile à 90 % de la loi de Student à *n* − 1
degrés de liberté\u202f: le hasard des mois à venir, et celui d’un rythme lu sur peu de mois.
`;
}

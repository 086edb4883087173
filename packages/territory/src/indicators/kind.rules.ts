import { INDEX_UNIT, type IndicatorKind } from "./indicator.schema.ts";

type Told = { kind: IndicatorKind | "text"; unit: string };

/** By unit, as a dictionary writes it. */
const units: readonly [RegExp, Told][] = [
  [/^(%|pour ?cent(age)?|pourcentages?|part|taux)$/i, { kind: "rate", unit: "%" }],
  [/^(€|euros?|eur|en euros)$/i, { kind: "euros", unit: "€" }],
  [/^(texte|libellé|cha[iî]ne de caractères)$/i, { kind: "text", unit: "" }],
  [/^(indices?|ratio|rapport)$/i, { kind: "count", unit: INDEX_UNIT }],
  [/^(nombres?|effectifs?|entier)$/i, { kind: "count", unit: "nombre" }],
];

/** By label, the first that fits: « Part des ménages dont le revenu… » is a share before it is euros. */
const labels: readonly [RegExp, Told][] = [
  [/^(part|taux|proportion|pourcentage)\b|\ben %|\(%\)/i, { kind: "rate", unit: "%" }],
  [/^(indice|rapport|ratio)\b/i, { kind: "count", unit: INDEX_UNIT }],
  [/^population\b/i, { kind: "count", unit: "habitants" }],
  [/^cumul de la population\b/i, { kind: "count", unit: "habitants" }],
  [/^(nombre|effectif|total|cumul)\b/i, { kind: "count", unit: "nombre" }],
  [/€|\beuros?\b|\b(revenus?|niveau de vie|salaires?)\b/i, { kind: "euros", unit: "€" }],
  [/^(code|libellé|nom)(?!\p{L})/iu, { kind: "text", unit: "" }],
];

/**
 * What an indicator measures. Its unit says it; failing that its type or its label, in the words of INSEE.
 * @param type as some dictionaries have it: « entier », « nombre rationnel », « chaîne de caractères »
 * @returns null when nothing tells a share from an amount
 */
export function kindOf({
  unit,
  type,
  label,
}: {
  unit: string;
  type: string;
  label: string;
}): Told | null {
  if (/^(cha[iî]ne|texte|char|string)/i.test(type)) return { kind: "text", unit: "" };
  if (unit) return first(units, unit) ?? { kind: "count", unit };
  const guessed = first(labels, label);
  if (guessed) return guessed;
  return /^(entier|integer|int)\b/i.test(type) ? { kind: "count", unit: "nombre" } : null;
}

/** The year at the end of a label: « Taux de pauvreté en 2021 », « Population (2021) ». */
export function yearOfLabel(label: string): number | null {
  const [, year] = /(?:\(|\b(?:en|fin|au 1er janvier) )((?:19|20)\d{2})\)?$/i.exec(label) ?? [];
  return year ? Number(year) : null;
}

const first = (rules: readonly [RegExp, Told][], text: string): Told | null =>
  rules.find(([pattern]) => pattern.test(text))?.[1] ?? null;

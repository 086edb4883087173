import { textFromCents } from "@essaim/database/money.schema";
import type { ActivityRecord } from "@essaim/directory/activity.queries";
import { type ActivityInput, sectorLabels } from "@essaim/directory/activity.schema";

export function communeLabel(commune: { name: string; departmentCode: string }): string {
  return `${commune.name} (${commune.departmentCode})`;
}

/** A saved activity as its form would send it. */
export function activityValues(activity: ActivityRecord): Record<string, string> {
  const values: Record<string, string> = {
    title: activity.title,
    summary: activity.summary,
    sector: activity.sector,
    description: activity.description,
    requirements: activity.requirements,
    steps: activity.steps,
    advantages: activity.advantages,
    limits: activity.limits,
    startupCostMinCents: amountText(activity.startupCostMinCents),
    startupCostMaxCents: amountText(activity.startupCostMaxCents),
  };
  activity.resources.forEach(({ openResourceId, usage }, index) => {
    values[`resources.${index}.openResourceId`] = openResourceId;
    values[`resources.${index}.usage`] = usage;
  });
  inputOf(activity).locations.forEach((location, index) => {
    values[`locations.${index}.commune`] = location.commune;
    values[`locations.${index}.sinceYear`] = location.sinceYear?.toString() ?? "";
    values[`locations.${index}.transferredFrom`] = location.transferredFrom ?? "";
    values[`locations.${index}.description`] = location.description;
  });
  return values;
}

const amountText = (cents: number | null) => (cents === null ? "" : textFromCents(cents));

/** A saved activity as the command that made it would take it. */
export function inputOf(activity: ActivityRecord): ActivityInput {
  return {
    ...activity,
    locations: activity.locations.map((location) => ({
      commune: communeLabel({ ...location, name: location.communeName }),
      sinceYear: location.sinceYear,
      transferredFrom: location.transferredFrom && communeLabel(location.transferredFrom),
      description: location.description,
    })),
  };
}

/**
 * Every field of an activity in words, to compare two versions of it.
 * @param names of resources, by id
 */
export function activityInWords(
  input: ActivityInput,
  names: ReadonlyMap<string, string>,
): [label: string, text: string][] {
  const resources = input.resources.map(({ openResourceId, usage }) =>
    [names.get(openResourceId) ?? "?", usage].filter(Boolean).join("\u202f: "),
  );
  const places = input.locations.map(({ commune, sinceYear, transferredFrom, description }) =>
    [
      commune,
      sinceYear && `depuis ${sinceYear}`,
      transferredFrom && `venue de ${transferredFrom}`,
      description,
    ]
      .filter(Boolean)
      .join(", "),
  );
  const french = new Intl.Collator("fr");
  return [
    ["Titre", input.title],
    ["Résumé", input.summary],
    ["Secteur", sectorLabels[input.sector].fr],
    ["Description", input.description],
    ["Ce qu’il faut", input.requirements],
    ["Étape par étape", input.steps],
    ["Coût de démarrage le plus bas, en euros", amountText(input.startupCostMinCents)],
    ["Coût de démarrage le plus haut, en euros", amountText(input.startupCostMaxCents)],
    ["Ce qui plaide pour", input.advantages],
    ["Ce qu’il faut savoir avant", input.limits],
    ["Ressources", resources.sort(french.compare).join("\n")],
    ["Lieux", places.sort(french.compare).join("\n")],
  ];
}

import { neighbourhoodChoice } from "@essaim/accompaniment/worker/worker.rules";
import { residenceLabels } from "@essaim/accompaniment/worker/worker.schema";
import { communeLabel } from "@essaim/accompaniment/worker/worker.words";
import type { Commune, Neighbourhood } from "@essaim/territory/neighbourhood.schema";
import type { Option, OptionGroup } from "@essaim/ui/select";

export { communeLabel };

const french = new Intl.Collator("fr");

/**
 * The one list that says where a person lives: not known, outside, or a neighbourhood under its commune.
 * A neighbourhood that spans several communes is under each, so that the commune comes with the choice.
 * @param kept a neighbourhood no longer in force that the record already names
 */
export function neighbourhoodOptions(
  neighbourhoods: readonly Neighbourhood[],
  kept?: Neighbourhood,
): (Option | OptionGroup)[] {
  const missing = kept && !neighbourhoods.some((one) => one.code === kept.code);
  const groups = new Map<string, OptionGroup & { options: Option[] }>();
  for (const neighbourhood of missing ? [...neighbourhoods, kept] : neighbourhoods) {
    for (const commune of neighbourhood.communes) {
      const group = groups.get(commune.code) ?? { label: communeLabel(commune), options: [] };
      group.options.push({
        value: neighbourhoodChoice(neighbourhood.code, commune.code),
        // A closed list shows the option alone: four cities have a « Secteur Sud ».
        label: `${neighbourhood.name}, ${commune.name}`,
      });
      groups.set(commune.code, group);
    }
  }
  return [
    { value: "unknown", label: residenceLabels.unknown },
    { value: "outside", label: residenceLabels.outside },
    ...[...groups.values()].sort((a, b) => french.compare(a.label, b.label)),
  ];
}

/** Communes to propose while typing: those of the neighbourhoods and those where people already live. */
export function communeSuggestions(
  neighbourhoods: readonly Neighbourhood[],
  communes: readonly Commune[],
): string[] {
  const all = [...neighbourhoods.flatMap((one) => one.communes), ...communes];
  return [...new Set(all.map(communeLabel))].sort(french.compare);
}

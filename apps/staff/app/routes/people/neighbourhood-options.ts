import { neighbourhoodChoice } from "@essaim/accompaniment/worker/worker.rules";
import { residenceLabels } from "@essaim/accompaniment/worker/worker.schema";
import { communeLabel } from "@essaim/accompaniment/worker/worker.words";
import type { Commune, Neighbourhood } from "@essaim/territory/neighbourhood.schema";
import type { Option, OptionGroup } from "@essaim/ui/select";

export { communeLabel };

const french = new Intl.Collator("fr", { sensitivity: "base", ignorePunctuation: true });

/** The answer that the address gives by itself. */
export const residenceByAddress = "D’après l’adresse";

/**
 * What somebody answers by hand to where a person lives: not known, outside, or a neighbourhood under its commune.
 * A neighbourhood that spans several communes is under each, so that the commune comes with the choice.
 * @param kept a neighbourhood no longer in force that the record already names
 */
export function answersByHand(
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
        label: `${neighbourhood.name}, ${commune.name}${untilWords(neighbourhood)}`,
      });
      groups.set(commune.code, group);
    }
  }
  return [
    { value: "outside", label: residenceLabels.outside },
    { value: "unknown", label: residenceLabels.unknown },
    ...[...groups.values()].sort((a, b) => french.compare(a.label, b.label)),
  ];
}

/** Both generations have neighbourhoods of the same name. */
const untilWords = ({ validUntil }: Neighbourhood) =>
  validUntil ? ` (jusqu’en ${validUntil.slice(0, 4)})` : "";

/** The list of a person's form: as the address says, or one of the answers by hand. */
export function neighbourhoodOptions(
  neighbourhoods: readonly Neighbourhood[],
  kept?: Neighbourhood,
): (Option | OptionGroup)[] {
  return [{ value: "auto", label: residenceByAddress }, ...answersByHand(neighbourhoods, kept)];
}

/**
 * The same list with the neighbourhoods of one commune alone, when it has any.
 * @param commune as it is typed: « lille », « Lille (59) »
 * @param chosen the choice that stays in any case
 */
export function optionsNear(
  options: readonly (Option | OptionGroup)[],
  commune: string,
  chosen: string,
): readonly (Option | OptionGroup)[] {
  const typed = bare(commune);
  const isNear = (entry: Option | OptionGroup) =>
    "options" in entry && french.compare(bare(entry.label), typed) === 0;
  if (!typed || !options.some(isNear)) return options;
  return options.filter(
    (entry) =>
      !("options" in entry) ||
      isNear(entry) ||
      entry.options.some((option) => option.value === chosen),
  );
}

/**
 * The neighbourhoods of the commune that a file names, under it alone: another one would be refused. All of them when
 * it names none.
 */
export function inCommune(
  neighbourhoods: readonly Neighbourhood[],
  communeCode: string | null,
): readonly Neighbourhood[] {
  if (communeCode === null) return neighbourhoods;
  return neighbourhoods.flatMap((one) => {
    const communes = one.communes.filter(({ code }) => code === communeCode);
    return communes.length > 0 ? [{ ...one, communes }] : [];
  });
}

/** A commune without its département, which people do not always write. */
export function bare(commune: string): string {
  return commune.replace(/\s*\(.*\)$/, "").trim();
}

/** Communes to propose while typing: those of the neighbourhoods and those where people already live. */
export function communeSuggestions(
  neighbourhoods: readonly Neighbourhood[],
  communes: readonly Commune[],
): string[] {
  const all = [...neighbourhoods.flatMap((one) => one.communes), ...communes];
  return [...new Set(all.map(communeLabel))].sort(french.compare);
}

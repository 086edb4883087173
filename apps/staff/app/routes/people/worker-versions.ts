import type { Coach, WorkerRecord } from "@essaim/accompaniment/worker/worker.queries";
import {
  formatPhone,
  neighbourhoodChoice,
  readNeighbourhoodChoice,
} from "@essaim/accompaniment/worker/worker.rules";
import {
  residenceLabels,
  type WorkerInput,
  workerKindLabels,
} from "@essaim/accompaniment/worker/worker.schema";
import type { Neighbourhood } from "@essaim/territory/neighbourhood.schema";
import { type Difference, differing } from "../../answer";
import { communeLabel } from "./neighbourhood-options";

/** The names behind the codes of a form. */
export type Names = {
  coaches: readonly Coach[];
  resources: readonly { id: string; name: string }[];
  neighbourhoods: readonly Neighbourhood[];
};

const french = new Intl.Collator("fr", { sensitivity: "base", ignorePunctuation: true });

/** The saved record as its form would send it. */
export function asTyped(worker: WorkerRecord): WorkerInput {
  const { communeName, departmentCode, neighbourhoodCode } = worker;
  return {
    ...worker,
    commune:
      communeName && departmentCode ? communeLabel({ name: communeName, departmentCode }) : null,
    neighbourhood: neighbourhoodCode
      ? neighbourhoodChoice(neighbourhoodCode, worker.communeCode)
      : worker.residence === "outside"
        ? "outside"
        : "unknown",
    resourceIds: worker.resources.map((resource) => resource.id).sort(),
  };
}

/** Every field of a person's file in words. */
function inWords(input: WorkerInput, names: Names): [label: string, text: string][] {
  const chosen = readNeighbourhoodChoice(input.neighbourhood);
  const neighbourhood = names.neighbourhoods.find((one) => one.code === chosen?.code);
  const commune = neighbourhood?.communes.find((one) => one.code === chosen?.communeCode);
  const nameOf = (list: readonly { id: string; name: string }[], id: string | null) =>
    list.find((one) => one.id === id)?.name ?? "";
  return [
    ["Prénom", input.givenName],
    ["Nom", input.familyName],
    ["Année de naissance", input.birthYear?.toString() ?? ""],
    ["Téléphone", input.phone ? formatPhone(input.phone) : ""],
    ["Adresse électronique", input.email ?? ""],
    ["Adresse", input.addressLine ?? ""],
    ["Code postal", input.postcode ?? ""],
    ["Commune", input.commune ?? (commune ? communeLabel(commune) : "")],
    [
      "Quartier",
      input.neighbourhood === "outside" || input.neighbourhood === "unknown"
        ? residenceLabels[input.neighbourhood]
        : (neighbourhood?.name ?? chosen?.code ?? ""),
    ],
    ["Type d’activité", workerKindLabels[input.kind]],
    [
      "Communs",
      input.resourceIds
        .map((id) => nameOf(names.resources, id))
        .sort(french.compare)
        .join(", "),
    ],
    ["Accompagnement par", nameOf(names.coaches, input.coachId)],
  ];
}

/** The fields in which two versions of a person's file differ, in words. */
export function differingFields(
  mine: WorkerInput,
  theirs: WorkerInput,
  names: Names,
): Difference[] {
  return differing(inWords(mine, names), inWords(theirs, names)).filter(
    ({ label, mine, theirs }) =>
      label !== "Commune" || french.compare(bare(mine), bare(theirs)) !== 0,
  );
}

/** A commune without its département, which people do not always write. */
function bare(commune: string): string {
  return commune.replace(/\s*\(.*\)$/, "");
}

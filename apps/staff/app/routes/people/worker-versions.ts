import type { Coach, WorkerRecord } from "@essaim/accompaniment/worker/worker.queries";
import { readNeighbourhoodChoice, savedChoice } from "@essaim/accompaniment/worker/worker.rules";
import { residenceLabels, type WorkerInput } from "@essaim/accompaniment/worker/worker.schema";
import { birthOf, communeLabel, identityInWords } from "@essaim/accompaniment/worker/worker.words";
import type { Neighbourhood } from "@essaim/territory/neighbourhood.schema";
import { type Difference, differing, type Words } from "../../answer";
import { bare, residenceByAddress } from "./neighbourhood-options";

/** The names behind the codes of a form. */
export type Names = {
  coaches: readonly Coach[];
  neighbourhoods: readonly Neighbourhood[];
};

const french = new Intl.Collator("fr", { sensitivity: "base", ignorePunctuation: true });

/** The saved record as its form would send it: what nobody answered by hand is left to the address. */
export function asTyped(worker: WorkerRecord): WorkerInput {
  const { communeName, departmentCode } = worker;
  return {
    ...worker,
    birth: birthOf(worker),
    commune:
      communeName && departmentCode ? communeLabel({ name: communeName, departmentCode }) : null,
    neighbourhood: savedChoice(worker),
  };
}

/** Every field of a person's form in words. */
function inWords(input: WorkerInput, names: Names): Words {
  const chosen = readNeighbourhoodChoice(input.neighbourhood);
  const neighbourhood = names.neighbourhoods.find((one) => one.code === chosen?.code);
  const commune = neighbourhood?.communes.find((one) => one.code === chosen?.communeCode);
  return identityInWords({
    ...input,
    commune: input.commune ?? (commune ? communeLabel(commune) : null),
    neighbourhood:
      input.neighbourhood === "auto"
        ? residenceByAddress
        : input.neighbourhood === "outside" || input.neighbourhood === "unknown"
          ? residenceLabels[input.neighbourhood]
          : (neighbourhood?.name ?? chosen?.code ?? ""),
    coach: names.coaches.find((coach) => coach.id === input.coachId)?.name ?? null,
  });
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

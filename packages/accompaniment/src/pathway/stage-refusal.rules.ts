import { daysAfter } from "@essaim/database/today";
import { dayInWords } from "./day.rules.ts";
import {
  currentPassage,
  type Fault,
  inOrder,
  isCape,
  named,
  type PathwayRefusal,
  type Stage,
} from "./stage.rules.ts";
import { type StageKind, theStages } from "./stage.schema.ts";

const dayFault = (message: string): Fault => ({ field: "startsOn", message });

/**
 * The same refusal, told to somebody who enters or corrects one stage: what is wrong with it, even when it is another
 * that would no longer fit.
 * @param entered as it would be
 * @param stages the pathway as it would be, that stage included
 */
export function refusalOfEntry(
  refusal: PathwayRefusal,
  entered: Stage,
  stages: readonly Stage[],
): Fault {
  const { stageId, field, message } = refusal;
  const order = inOrder(stages);
  const isBefore = (other: Stage) => order.indexOf(entered) < order.indexOf(other);
  if (stageId === entered.id) {
    return faultOfEntry(entered, order) ?? { field, message };
  }
  const other = order.find((stage) => stage.id === stageId);
  if (!other) return dayFault(message);
  if (other.kind === "cape_renewal" && isCape(entered.kind) && isBefore(other)) {
    const lastDay = daysAfter(other.startsOn, -1);
    return field === "startsOn"
      ? {
          field: "termOn",
          message: `Ce contrat doit finir le ${dayInWords(lastDay)}, la veille de son renouvellement.`,
        }
      : dayFault(message);
  }
  if (other.kind === entered.kind) {
    return dayFault(`${alreadyNoted[entered.kind]} le ${dayInWords(other.startsOn)}.`);
  }
  if (isBefore(other)) return tooEarly(entered, other);
  return dayFault(`${subjectOf(entered)} après ${named(other)}.`);
}

/** A stage that does not fit because of what comes on its day or after it, which the rules read later. */
function faultOfEntry(entered: Stage, order: readonly Stage[]): Fault | null {
  const at = order.indexOf(entered);
  const isExitThatDay = order.some(
    ({ kind, startsOn }) => kind === "exit" && startsOn === entered.startsOn,
  );
  if (isExitThatDay && openings.includes(entered.kind)) {
    return dayFault(
      `Un retour se note au plus tôt le lendemain de la sortie, le ${dayInWords(daysAfter(entered.startsOn, 1))}.`,
    );
  }
  const isNeeded = needs[entered.kind];
  if (!isNeeded || currentPassage(order.slice(0, at)).some(({ kind }) => isNeeded(kind)))
    return null;
  const later = order.slice(at + 1).find(({ kind }) => isNeeded(kind));
  return later ? tooEarly(entered, later) : null;
}

const openings: readonly StageKind[] = ["candidate", "diagnosis", "cape"];

/** Why a stage cannot be taken back: another one would no longer fit. */
export function refusalOfRemoval({ stageId, message }: PathwayRefusal, rest: readonly Stage[]) {
  const other = rest.find((stage) => stage.id === stageId);
  return dayFault(
    other ? `Retirez d’abord ${named(other)}, qui ne tient pas sans cette étape.` : message,
  );
}

/** What some stages need before them, in their passage. */
const needs: Partial<Record<StageKind, (kind: StageKind) => boolean>> = {
  cape_renewal: (kind) => kind === "cape",
  amendment: (kind) => kind === "cesa",
  associate: (kind) => kind === "cesa",
  exit: () => true,
};

function tooEarly(entered: Stage, other: Stage): Fault {
  return dayFault(
    entered.startsOn === other.startsOn
      ? `${subjectOf(entered)} le même jour que ${theStages[other.kind]}.`
      : `${subjectOf(entered)} avant ${named(other)}.`,
  );
}

/** « Le CAPE ne peut pas commencer », « La sortie ne peut pas venir ». */
function subjectOf({ kind }: Stage): string {
  const name = theStages[kind];
  const verb = isCape(kind) || kind === "cesa" ? "commencer" : "venir";
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} ne peut pas ${verb}`;
}

const alreadyNoted: Record<StageKind, string> = {
  candidate: "Une candidature est déjà notée",
  diagnosis: "Un diagnostic est déjà noté",
  cape: "Un CAPE est déjà noté",
  cape_renewal: "Un renouvellement est déjà noté",
  cesa: "Un CESA est déjà noté",
  amendment: "Un avenant est déjà noté",
  associate: "L’entrée au sociétariat est déjà notée",
  exit: "Une sortie est déjà notée",
};

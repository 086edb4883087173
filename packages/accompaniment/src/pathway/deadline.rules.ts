import { daysAfter } from "@essaim/database/today";
import { dayInWords, daysBetween, monthsAfter } from "./day.rules.ts";
import { currentPassage, type Dated, isCape, renewalsLeft, type Stage } from "./stage.rules.ts";

/** Days ahead from which a deadline is said, then said louder. */
export const DEADLINE_DAYS = { said: 90, near: 30 } as const;
/** Code du travail, article L7331-3: « dans un délai maximal de trois ans ». */
const ASSOCIATE_WITHIN_MONTHS = 36;

export type DeadlineKind = "cape_renewal" | "cape_end" | "associate";

export type Deadline = {
  kind: DeadlineKind;
  /** The stage that it comes from. */
  stageId: string;
  /** The last day, `YYYY-MM-DD`. */
  on: string;
  /** Plain French, that stands by itself. */
  sentence: string;
};

/**
 * What must be done by a day, soonest first: a CAPE to renew or to follow with something else, an associate to
 * become. Those gone by stay until something is done about them; how far ahead to show them is the reader's
 * choice (`urgencyOf`).
 * @param stages as `decidePathway` gives them: in order, with the last days of contracts
 * @param day the day it is
 */
export function deadlinesOf(stages: readonly Dated<Stage>[], day: string): Deadline[] {
  const passage = currentPassage(stages);
  const deadlines = [capeDeadline(passage, day), associateDeadline(stages, passage, day)];
  return deadlines.filter((deadline) => deadline !== null).sort((a, b) => a.on.localeCompare(b.on));
}

/** A CAPE comes to its term, and nothing follows it yet. */
function capeDeadline(passage: readonly Dated<Stage>[], day: string): Deadline | null {
  const contract = passage.findLast(({ kind }) => isCape(kind) || kind === "cesa");
  if (!contract?.termOn) return null;
  const { id: stageId, termOn: on } = contract;
  const left = renewalsLeft(passage);
  const when = dayInWords(on);
  if (on < day) {
    const what = `Le CAPE s’est terminé le ${when}, et rien ne l’a suivi.`;
    return { kind: "cape_end", stageId, on, sentence: `${what} Notez la suite ou la sortie.` };
  }
  if (left <= 0) {
    const sentence = `Le CAPE se termine le ${when} et ne peut plus être renouvelé. Préparez le CESA ou la sortie.`;
    return { kind: "cape_end", stageId, on, sentence };
  }
  const times = left === 1 ? "une dernière fois" : "deux fois";
  const sentence = `Le CAPE se termine le ${when}. Il peut être renouvelé ${times}, à partir du ${dayInWords(daysAfter(on, 1))}.`;
  return { kind: "cape_renewal", stageId, on, sentence };
}

/**
 * The last day to become an associate: three years from the CESA, less what earlier contracts lasted (code du
 * travail, article L7331-3). The contract ends if it passes.
 */
function associateDeadline(
  stages: readonly Dated<Stage>[],
  passage: readonly Dated<Stage>[],
  day: string,
): Deadline | null {
  const cesa = passage.find((stage) => stage.kind === "cesa");
  if (!cesa || passage.some((stage) => stage.kind === "associate")) return null;
  const on = lastDayToAssociate(cesa, stages);
  // A no-break hyphen: the number of an article is one word.
  const law = "(code du travail, article L7331\u20113)";
  const sentence =
    on < day
      ? `Le délai pour devenir sociétaire est passé depuis le ${dayInWords(on)}\u202f: le CESA prend fin ${law}.`
      : `Devenir sociétaire au plus tard le ${dayInWords(on)}, sans quoi le CESA prend fin ${law}.`;
  return { kind: "associate", stageId: cesa.id, on, sentence };
}

/** Never before the CESA itself: three years of CAPE leave no delay, but one must first sign. */
function lastDayToAssociate(cesa: Dated<Stage>, stages: readonly Dated<Stage>[]): string {
  const spent = stages
    .filter(({ kind, endsOn, startsOn }) => {
      const isContract = isCape(kind) || kind === "cesa";
      return isContract && endsOn !== null && startsOn < cesa.startsOn;
    })
    .reduce(
      (days, { startsOn, endsOn }) => days + daysBetween(startsOn, endsOn ?? startsOn) + 1,
      0,
    );
  const full = daysAfter(monthsAfter(cesa.startsOn, ASSOCIATE_WITHIN_MONTHS), -1);
  const on = daysAfter(full, -spent);
  if (on < cesa.startsOn) return cesa.startsOn;
  return on;
}

/** `over` once gone by, `near` and `said` as DEADLINE_DAYS says, `far` beyond. */
export type Urgency = "over" | "near" | "said" | "far";

export function urgencyOf(on: string, day: string): Urgency {
  const days = daysBetween(day, on);
  if (days < 0) return "over";
  if (days <= DEADLINE_DAYS.near) return "near";
  return days <= DEADLINE_DAYS.said ? "said" : "far";
}

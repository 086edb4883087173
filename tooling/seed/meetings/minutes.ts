import type { Day } from "../day.ts";
import type { PersonaName } from "../personas.ts";
import { commonsContributors } from "./commons-contributors.ts";
import { contributingPlatformWorkers } from "./contributing-platform-workers.ts";
import type { MinutesByPerson, Place } from "./line.ts";
import { newcomers } from "./newcomers.ts";
import { platformWorkers } from "./platform-workers.ts";
import { unplacedPlatformWorkers } from "./unplaced-platform-workers.ts";

/**
 * Minutes of meetings: short, useful to the next coach, without a word about health. Those of people
 * still accompanied count from the day of seeding, so that some next steps are late, due or soon.
 */
export type MeetingSeed = {
  worker: PersonaName;
  heldOn: Day;
  durationMinutes: number;
  place: Place;
  summary: string;
  nextStep: string;
  nextStepOn: Day | null;
};

const minutes: MinutesByPerson = {
  ...platformWorkers,
  ...contributingPlatformWorkers,
  ...commonsContributors,
  ...unplacedPlatformWorkers,
  ...newcomers,
};

export const meetings: readonly MeetingSeed[] = Object.entries(minutes).flatMap(([worker, lines]) =>
  lines.map(([heldOn, durationMinutes, place, summary, nextStep = "", nextStepOn = null]) => ({
    worker: worker as PersonaName,
    heldOn,
    durationMinutes,
    place,
    summary,
    nextStep,
    nextStepOn,
  })),
);

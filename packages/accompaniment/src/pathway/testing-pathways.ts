import { daysAfter } from "@essaim/database/today";
import * as fc from "fast-check";
import { decidePathway, isCape, nextStages, type Stage } from "./stage.rules.ts";
import { stageKinds } from "./stage.schema.ts";

/** The day it is in tests of pathways. */
export const testDay = "2026-11-24";
const FIRST_DAY = "2012-01-01";

/** Any stages at all, most of which do not go together. */
export const anyStages: fc.Arbitrary<Stage[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...stageKinds),
      day: fc.integer({ min: 0, max: 2000 }),
      length: fc.integer({ min: 1, max: 380 }),
    }),
    { maxLength: 8 },
  )
  .map((drawn) =>
    drawn.map(({ kind, day, length }, index) => {
      const startsOn = daysAfter("2021-06-01", day);
      return {
        id: `stage-${index}`,
        kind,
        startsOn,
        termOn: isCape(kind) ? daysAfter(startsOn, length - 1) : null,
      };
    }),
  );

/** Pathways that the rules accept, some with several passages, some with contracts cut short. */
export const anyPathway: fc.Arbitrary<Stage[]> = fc
  .array(
    fc.record({
      pick: fc.nat(7),
      wait: fc.integer({ min: 0, max: 500 }),
      shorter: fc.integer({ min: 0, max: 300 }),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((steps) => {
    const pathway: Stage[] = [];
    let day = FIRST_DAY;
    for (const { pick, wait, shorter } of steps) {
      const offered = nextStages(pathway, day);
      const next = offered[pick % Math.max(1, offered.length)];
      if (!next) continue;
      const termOn = next.termOn && daysAfter(next.termOn, -shorter);
      pathway.push({ id: `stage-${pathway.length}`, ...next, termOn });
      if (next.startsOn > day) day = next.startsOn;
      day = daysAfter(day, wait);
    }
    return pathway;
  })
  .filter((pathway) => decidePathway(pathway, testDay).ok);

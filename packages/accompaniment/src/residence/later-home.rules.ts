import {
  type AnswerChanges,
  type AnswerRow,
  type HeldAnswer,
  type Home,
  homesOf,
  isSettled,
} from "./residence.rules.ts";

/**
 * The homes that changes would put out of force besides the one they tell first: each begins after the day that somebody
 * gave. What says nothing (an address taken away, a neighbourhood that ended) is no home.
 * @param from the day that was given, `YYYY-MM-DD`
 * @returns the first one first
 */
export function laterHomes(
  inForce: readonly HeldAnswer[],
  { supersede, insert }: AnswerChanges,
  from: string,
): Home[] {
  const isTold = ({ answers }: Home) => isSameHome(insert[0], answers[0]);
  const homes = homesOf(inForce);
  // A home that was there already and begins earlier takes the place of what began on that very day, too.
  const isKnown = homes.some(isTold);
  return homes.filter(
    (home) =>
      (home.startsOn > from || (isKnown && home.startsOn === from)) &&
      home.answers.some(({ id }) => supersede.includes(id)) &&
      home.answers.some(isSaid) &&
      !isTold(home),
  );
}

/** The same changes, for the days before a home that stays. */
export function untilHome(
  inForce: readonly HeldAnswer[],
  { supersede, insert }: AnswerChanges,
  { startsOn }: Home,
): AnswerChanges {
  const earlier = inForce.filter(({ holdsFrom }) => holdsFrom < startsOn).map(({ id }) => id);
  return {
    supersede: supersede.filter((id) => earlier.includes(id)),
    insert: insert.filter(({ holdsFrom }) => holdsFrom < startsOn),
  };
}

const isSaid = (answer: AnswerRow) =>
  isSettled(answer) ||
  answer.askedAddress !== "" ||
  (answer.source !== "address" && !answer.doubts.includes("neighbourhood_ended"));

/** Did somebody agree to every one of these homes being replaced, by the day from which they were shown? */
export function isAgreed(later: readonly Home[], replaceFrom: string | undefined): boolean {
  return later.every(({ startsOn }) => replaceFrom !== undefined && startsOn >= replaceFrom);
}

function isSameHome(told: AnswerRow | undefined, held: AnswerRow | undefined): boolean {
  if (!told || !held || told.source !== held.source) return false;
  if (told.source === "address") return told.askedAddress === held.askedAddress;
  return told.answer === held.answer && told.neighbourhoodCode === held.neighbourhoodCode;
}

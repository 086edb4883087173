import { departmentOf } from "@essaim/territory/communes/department.rules";
import type { Contours } from "@essaim/territory/contours/contours.queries";
import type { Generation } from "@essaim/territory/contours/contours.schema";
import {
  firstDayOf,
  generationOf,
  generationOn,
  generations,
} from "@essaim/territory/contours/generation.rules";
import { departmentOfNeighbourhood } from "@essaim/territory/contours/properties.rules";
import type { Geocoded } from "@essaim/territory/geocoding/place.schema";
import { weigh } from "@essaim/territory/geocoding/score.rules";
import type { Residence } from "../worker/worker.schema.ts";
import type { ResidenceAnswer, ResidenceDoubt } from "./residence.schema.ts";

/** What an answer says, without when it was given. */
export type AnswerRow = Omit<
  ResidenceAnswer,
  | "id"
  | "neighbourhoodName"
  | "communeName"
  | "checkedByName"
  | "answeredByName"
  | "answeredAt"
  | "supersededAt"
> & {
  /** The membership of whoever looked at it and agreed; null when nobody did. */
  checkedBy: string | null;
};

/** An answer in force, as the database holds it. */
export type HeldAnswer = AnswerRow & { id: string };

/** Nobody looked at it, nor said why. */
const unsaid = { checkedBy: null, checkedAt: null, reason: "" } as const;

/** Where a geocoder put an address, and what is doubtful about it whatever the contours say. */
export type Located = Pick<
  AnswerRow,
  "askedAddress" | "foundAddress" | "lon" | "lat" | "score" | "communeCode"
> & { doubts: ResidenceDoubt[] };

/** An address as it is kept beside its answer: « 12 rue de l’Épeule, 59100 Roubaix »; "" without a street. */
export function addressInWords(address: {
  addressLine: string | null;
  postcode: string | null;
  communeName: string | null;
}): string {
  const line = address.addressLine?.trim();
  if (!line) return "";
  const place = [address.postcode, address.communeName].filter(Boolean).join(" ");
  return [line, place].filter(Boolean).join(", ").slice(0, 400);
}

/** What is known of an address before anybody has looked for it. */
export function pending(askedAddress: string, communeCode: string | null): Located {
  return {
    ...{ askedAddress, communeCode, foundAddress: "", lon: null, lat: null, score: null },
    doubts: ["unavailable"],
  };
}

/** What a geocoder's answer says of an address. */
export function locatedFrom(
  geocoded: Geocoded,
  askedAddress: string,
  { communeCode, postcode }: Pick<FileAddress, "communeCode" | "postcode">,
): Located {
  if (!geocoded.ok) {
    return { ...pending(askedAddress, communeCode), doubts: [geocoded.reason] };
  }
  const { lon, lat, score, label } = geocoded;
  return {
    ...{ askedAddress, foundAddress: label, lon, lat, score, communeCode: geocoded.communeCode },
    doubts: weigh(geocoded, { communeCode, postcode }).doubts,
  };
}

const doubtsOfContours: readonly ResidenceDoubt[] = ["not_covered", "approximate_contours"];

/** What a held answer says of its address, whatever the contours were then. */
export function locatedIn(answer: AnswerRow): Located {
  const { askedAddress, foundAddress, lon, lat, score, communeCode } = answer;
  return {
    ...{ askedAddress, foundAddress, lon, lat, score, communeCode },
    doubts: answer.doubts.filter((doubt) => !doubtsOfContours.includes(doubt)),
  };
}

/**
 * The answers of one home, by its address: one for each generation in force at some day of it. Where the generation of
 * its first days has no contours, the next one answers for them too; where a later one has none, nobody knows.
 * @param startsOn its first day
 * @param endsBefore the first day of the next home; null for the one lived in
 */
export function answersOf(
  located: Located,
  startsOn: string,
  endsBefore: string | null,
  contours: Contours,
): AnswerRow[] {
  const departmentCode = located.communeCode ? departmentOf(located.communeCode) : "";
  const begins = (generation: Generation) => firstDayOf(generation, departmentCode);
  const atFirst = generationOn(startsOn, departmentCode);
  const inForce = generations.filter(
    (generation) =>
      generation === atFirst ||
      (begins(generation) > startsOn && (endsBefore === null || begins(generation) < endsBefore)),
  );
  const answers = inForce.map((generation) => answerIn(located, generation, contours));
  const first = answers.findIndex((one) => one.answer !== "unknown");
  return answers.slice(first).map((answer, index) => ({
    ...answer,
    holdsFrom: index === 0 ? startsOn : begins(answer.generation),
  }));
}

function answerIn(
  { doubts, ...located }: Located,
  generation: Generation,
  contours: Contours,
): Omit<AnswerRow, "holdsFrom"> {
  const { lon, lat, communeCode } = located;
  const unknown = {
    ...located,
    ...{ generation, source: "address" as const, neighbourhoodCode: null },
    ...{ answer: "unknown" as const, isToCheck: false, doubts, ...unsaid },
  };
  if (lon === null || lat === null || communeCode === null || doubts.includes("coarse")) {
    return unknown;
  }
  const there = contours[generation];
  const found = there.locate(lon, lat);
  if (!found && !there.covers(communeCode)) {
    return { ...unknown, doubts: [...doubts, "not_covered"] };
  }
  const isApproximate = found ? found.isApproximate : there.isApproximate(communeCode);
  const said = { ...unknown, isToCheck: doubts.length > 0 };
  if (isApproximate) said.doubts = [...doubts, "approximate_contours"];
  if (!found) return { ...said, answer: "outside" };
  const { code, communeCodes } = found;
  const priority = { ...said, answer: "priority" as const, neighbourhoodCode: code };
  if (communeCodes.includes(communeCode)) return priority;
  // A contour may pass a street beyond the communes that the register says the neighbourhood is of: somebody looks.
  const [home = null] = communeCodes;
  if (home === null) return { ...unknown, doubts: [...doubts, "not_covered"] };
  const doubted = new Set<ResidenceDoubt>([...said.doubts, "other_commune"]);
  return { ...priority, communeCode: home, doubts: [...doubted], isToCheck: true };
}

/** A home, by the answers in force about it. */
export type Home = { startsOn: string; endsBefore: string | null; answers: HeldAnswer[] };

/** The homes that answers in force tell, the first one first: an answer of the same address is of the same home. */
export function homesOf(inForce: readonly HeldAnswer[]): Home[] {
  const homes: Home[] = [];
  for (const answer of inForce.toSorted((a, b) => a.holdsFrom.localeCompare(b.holdsFrom))) {
    const known = homes.at(-1);
    const last = known?.answers.at(-1);
    if (
      known &&
      last?.source === "address" &&
      answer.source === "address" &&
      last.askedAddress === answer.askedAddress
    ) {
      known.answers.push(answer);
      continue;
    }
    if (known) known.endsBefore = answer.holdsFrom;
    homes.push({ startsOn: answer.holdsFrom, endsBefore: null, answers: [answer] });
  }
  return homes;
}

/** The home that an answer in force is about. */
export function homeOf(inForce: readonly HeldAnswer[], answerId: string): Home | undefined {
  return homesOf(inForce).find(({ answers }) => answers.some(({ id }) => id === answerId));
}

/** What to write so that answers in force become those wanted: nothing when they say the same. */
export type AnswerChanges = { supersede: string[]; insert: AnswerRow[] };

/** @param wanted of the same days; what somebody has looked at is not to be looked at again */
export function changesTo(
  held: readonly HeldAnswer[],
  wanted: readonly AnswerRow[],
): AnswerChanges {
  const kept = new Set<string>();
  const confirmed = wanted.map((answer) => stillConfirmed(answer, held));
  const insert = confirmed.filter((answer) => {
    const same = held.find((one) => isSame(one, answer));
    if (same) kept.add(same.id);
    return !same;
  });
  return { supersede: held.filter(({ id }) => !kept.has(id)).map(({ id }) => id), insert };
}

/** The answer with the confirmation of the same one, of the same place; whatever is doubtful about it now. */
function stillConfirmed(answer: AnswerRow, held: readonly HeldAnswer[]): AnswerRow {
  const same = held.find(
    (one) =>
      one.checkedAt !== null &&
      one.answer === answer.answer &&
      one.neighbourhoodCode === answer.neighbourhoodCode &&
      isSamePlace(one, answer),
  );
  if (!same) return answer;
  return { ...answer, isToCheck: false, checkedBy: same.checkedBy, checkedAt: same.checkedAt };
}

type Position = Pick<AnswerRow, "lon" | "lat">;

/** About ten metres: a geocoder's next version may put the same door a little further. */
const SAME_DEGREES = 1e-4;

function isSamePlace(one: Position, other: Position): boolean {
  if (one.lon === null || one.lat === null || other.lon === null || other.lat === null) {
    return one.lon === other.lon && one.lat === other.lat;
  }
  const isNear = (a: number, b: number) => Math.abs(a - b) <= SAME_DEGREES;
  return isNear(one.lon, other.lon) && isNear(one.lat, other.lat);
}

function isSame(held: HeldAnswer, wanted: AnswerRow): boolean {
  return (
    held.holdsFrom === wanted.holdsFrom &&
    held.generation === wanted.generation &&
    held.answer === wanted.answer &&
    held.neighbourhoodCode === wanted.neighbourhoodCode &&
    held.communeCode === wanted.communeCode &&
    held.source === wanted.source &&
    held.askedAddress === wanted.askedAddress &&
    held.foundAddress === wanted.foundAddress &&
    isSamePlace(held, wanted) &&
    held.isToCheck === wanted.isToCheck &&
    held.doubts.join() === wanted.doubts.join()
  );
}

/**
 * What a new answer of where somebody lives from a day on does: it takes the place of every one that would begin on
 * that day or after. Earlier days keep theirs.
 */
export function replacedFrom(inForce: readonly HeldAnswer[], holdsFrom: string): string[] {
  return inForce.filter((answer) => answer.holdsFrom >= holdsFrom).map(({ id }) => id);
}

/** The answer in force on a day, as `residence_on` of the database says it: before the first one, the first holds. */
export function answerOn<A extends Pick<AnswerRow, "holdsFrom">>(
  inForce: readonly A[],
  day: string,
): A | null {
  const ordered = inForce.toSorted((a, b) => a.holdsFrom.localeCompare(b.holdsFrom));
  return ordered.findLast((answer) => answer.holdsFrom <= day) ?? ordered[0] ?? null;
}

/** Does the answer say something that counts? */
export function isSettled(answer: Pick<AnswerRow, "answer" | "isToCheck">): boolean {
  return answer.answer !== "unknown" && !answer.isToCheck;
}

/**
 * The answers of a home that has some. A place found once keeps what its contours said when they are no longer there to
 * say otherwise: a neighbourhood that left the national list stays where it was written.
 */
function answersOfHome(home: Home, located: Located, contours: Contours): AnswerRow[] {
  const isSpoken = ({ generation, answer, neighbourhoodCode }: AnswerRow) =>
    answer === "unknown" ||
    (neighbourhoodCode
      ? contours[generation].has(neighbourhoodCode)
      : contours[generation].size > 0);
  const kept = home.answers.filter((held) => isSamePlace(held, located) && !isSpoken(held));
  const wanted = answersOf(located, home.startsOn, home.endsBefore, contours);
  return wanted.map((answer) => {
    const held = kept.find(
      ({ holdsFrom, generation }) =>
        holdsFrom === answer.holdsFrom && generation === answer.generation,
    );
    if (!held) return answer;
    const { id: _, ...same } = held;
    return same;
  });
}

function recomputedHome(home: Home, first: HeldAnswer, contours: Contours): AnswerChanges {
  if (first.lon === null) return { supersede: [], insert: [] };
  return changesTo(home.answers, answersOfHome(home, locatedIn(first), contours));
}

/** What the end of its generation changes of a home that somebody said to be in a neighbourhood. */
function endedIn({ endsBefore }: Home, held: HeldAnswer): AnswerChanges {
  const { id, ...answer } = held;
  const after = afterEnd(answer);
  if (!after || (endsBefore !== null && after.holdsFrom >= endsBefore)) {
    return { supersede: [], insert: [] };
  }
  return { supersede: after.holdsFrom === held.holdsFrom ? [id] : [], insert: [after] };
}

/**
 * What the contours in memory change of the answers that addresses gave. Those by hand stay, until the generation of
 * their neighbourhood ends.
 */
export function recomputed(inForce: readonly HeldAnswer[], contours: Contours): AnswerChanges {
  const all: AnswerChanges = { supersede: [], insert: [] };
  for (const home of homesOf(inForce)) {
    const [first] = home.answers;
    if (!first) continue;
    const { supersede, insert } =
      first.source === "address" ? recomputedHome(home, first, contours) : endedIn(home, first);
    all.supersede.push(...supersede);
    all.insert.push(...insert);
  }
  return all;
}

/** An address of a file, with the commune that it is in. */
export type FileAddress = Parameters<typeof addressInWords>[0] & { communeCode: string | null };

/** Is it another address, and not the same one with what it lacked? */
export function isOtherAddress(
  before: Omit<FileAddress, "communeName">,
  after: Omit<FileAddress, "communeName">,
): boolean {
  return (["addressLine", "postcode", "communeCode"] as const).some(
    (part) => before[part] !== null && after[part] !== null && before[part] !== after[part],
  );
}

/** Was this answer asked of that address? Its commune may be the one that the answer itself brought to the file. */
export function isAskedOf(
  answer: Pick<AnswerRow, "source" | "askedAddress" | "communeCode">,
  address: FileAddress,
): boolean {
  if (answer.source !== "address") return false;
  if (answer.askedAddress === addressInWords(address)) return true;
  const bare = addressInWords({ ...address, communeName: null });
  const isBefore = answer.askedAddress.startsWith(`${bare}${address.postcode ? " " : ", "}`);
  return (
    bare !== "" &&
    (answer.askedAddress === bare || isBefore) &&
    answer.communeCode === address.communeCode
  );
}

/** An answer that somebody chose. */
export type Chosen = { answer: Residence; neighbourhoodCode: string | null };

/** What a form says of where somebody lives. */
export type ToldHome = {
  /** null: as the address says. */
  chosen: Chosen | null;
  address: FileAddress;
  /** Is it the address that the file had before? */
  isAddressKept: boolean;
  /** The first day of the home, if it is told. */
  since: string | null;
  /** The first day of the support: a first answer holds from it. */
  supportedFrom: string;
};

/**
 * What to write of what a form says: nothing when it is what is known. A home that takes another's place begins today
 * unless it is told since when, so that earlier days keep their answer; one that takes the place of no answer that
 * counts begins with it.
 */
export function decideTold(
  inForce: readonly HeldAnswer[],
  told: ToldHome,
  today: string,
): AnswerChanges {
  const now = answerOn(inForce, today);
  const home = now && homeOf(inForce, now.id);
  const nothing: AnswerChanges = { supersede: [], insert: [] };
  if (now && home && isKnown(now, told)) {
    const since = told.since && firstDayAs(now, told.since);
    return since === null || since === home.startsOn ? nothing : beginning(inForce, home, since);
  }
  const address = addressInWords(told.address);
  if (told.chosen === null && address === "" && (now === null || now.answer === "unknown")) {
    return nothing;
  }
  const isMove = now !== null && isSettled(now) && !(told.chosen === null && told.isAddressKept);
  const holdsFrom = told.since ?? (isMove ? today : (home?.startsOn ?? told.supportedFrom));
  const insert = told.chosen
    ? byHand(told.chosen, told.address, holdsFrom)
    : [waiting(told.address, holdsFrom)];
  return { supersede: replacedFrom(inForce, insert[0]?.holdsFrom ?? holdsFrom), insert };
}

/** The same home, from another day on: what was looked at is not to be looked at again. */
function beginning(inForce: readonly HeldAnswer[], home: Home, since: string): AnswerChanges {
  const first = answerOn(home.answers, since);
  if (!first) return { supersede: [], insert: [] };
  const { id: _, ...answer } = first;
  const [from = since] = [since, home.startsOn].sort();
  const isKept = (id: string) =>
    home.answers.some((one) => one.id === id && one.id !== first.id && one.holdsFrom > since);
  return {
    supersede: replacedFrom(inForce, from).filter((id) => !isKept(id)),
    insert: [{ ...answer, holdsFrom: since }],
  };
}

function isKnown(now: HeldAnswer, { chosen, address }: ToldHome): boolean {
  if (chosen === null) return isAskedOf(now, address);
  return (
    now.source !== "address" &&
    now.answer === chosen.answer &&
    now.neighbourhoodCode === chosen.neighbourhoodCode &&
    (chosen.answer !== "priority" || now.communeCode === address.communeCode)
  );
}

const departmentOfCommune = (communeCode: string | null) =>
  communeCode ? departmentOf(communeCode) : "";

/** The day from which an answer by hand may hold: a neighbourhood is none before its generation begins. */
function firstDayAs(
  { source, neighbourhoodCode: code }: Pick<AnswerRow, "source" | "neighbourhoodCode">,
  day: string,
): string {
  if (source === "address" || !code) return day;
  const begins = firstDayOf(generationOf(code), departmentOfNeighbourhood(code));
  return later(day, begins);
}

const later = (one: string, other: string) => (one < other ? other : one);

/** What is known once the generation of the neighbourhood that somebody chose has ended; null when it has not. */
function afterEnd(answer: AnswerRow): AnswerRow | null {
  const { neighbourhoodCode: code } = answer;
  if (!code || generationOf(code) !== 2015) return null;
  const ends = firstDayOf(2024, departmentOfNeighbourhood(code));
  return {
    ...{ ...answer, ...unsaid, generation: 2024, answer: "unknown", neighbourhoodCode: null },
    holdsFrom: later(answer.holdsFrom, ends),
    doubts: ["neighbourhood_ended"],
  };
}

/**
 * What somebody chose. A neighbourhood answers for the days of its generation: it begins with it at the earliest
 * (before, the first answer of all holds), and from its end somebody has to look.
 * @returns the first day first
 */
export function byHand(chosen: Chosen, address: Commune, from: string): AnswerRow[] {
  const holdsFrom = firstDayAs({ source: "hand", ...chosen }, from);
  const answer = chosenAnswer(chosen, address, holdsFrom);
  const after = afterEnd(answer);
  if (!after) return [answer];
  return after.holdsFrom === holdsFrom ? [after] : [answer, after];
}

type Commune = Pick<FileAddress, "communeCode">;

function chosenAnswer(
  { answer, neighbourhoodCode }: Chosen,
  { communeCode }: Commune,
  holdsFrom: string,
): AnswerRow {
  return {
    ...{ answer, neighbourhoodCode, communeCode, holdsFrom, source: "hand", doubts: [] },
    ...{ askedAddress: "", foundAddress: "", lon: null, lat: null, score: null, isToCheck: false },
    ...unsaid,
    generation: neighbourhoodCode
      ? generationOf(neighbourhoodCode)
      : generationOn(holdsFrom, departmentOfCommune(communeCode)),
  };
}

/** The answer of an address until it is located; without a street there is nothing to wait for. */
export function waiting(address: FileAddress, holdsFrom: string): AnswerRow {
  const { communeCode } = address;
  const askedAddress = addressInWords(address);
  return {
    ...pending(askedAddress, communeCode),
    ...{
      holdsFrom,
      source: "address",
      answer: "unknown",
      neighbourhoodCode: null,
      isToCheck: false,
    },
    ...unsaid,
    generation: generationOn(holdsFrom, departmentOfCommune(communeCode)),
    doubts: askedAddress === "" ? [] : ["unavailable"],
  };
}

/**
 * What a geocoder's answer changes of the home lived in: nothing when somebody answered by hand, when the service was
 * away and something is known, or when it finds nothing of what somebody confirmed.
 * @param supportedFrom a home that no answer tells yet begins then
 */
export function decideLocated(
  inForce: readonly HeldAnswer[],
  address: FileAddress,
  geocoded: Geocoded,
  contours: Contours,
  { today, supportedFrom }: { today: string; supportedFrom: string },
): AnswerChanges {
  const now = answerOn(inForce, today);
  const nothing: AnswerChanges = { supersede: [], insert: [] };
  if ((now && now.source !== "address") || addressInWords(address) === "") return nothing;
  const isSameHome = now !== null && isAskedOf(now, address);
  if (isSameHome && !geocoded.ok && geocoded.reason === "unavailable") return nothing;
  const asked = isSameHome ? now.askedAddress : addressInWords(address);
  const located = locatedFrom(geocoded, asked, address);
  if (isSameHome) {
    const home = homeOf(inForce, now.id);
    if (!home) return nothing;
    const isFound = located.lon !== null && !located.doubts.includes("coarse");
    if (!isFound && home.answers.some(({ checkedAt }) => checkedAt !== null)) return nothing;
    return changesTo(home.answers, answersOfHome(home, located, contours));
  }
  const holdsFrom = now === null ? supportedFrom : isSettled(now) ? today : now.holdsFrom;
  return {
    supersede: replacedFrom(inForce, holdsFrom),
    insert: answersOf(located, holdsFrom, null, contours),
  };
}

/** The answers in force once changes are made. */
export function applied(
  inForce: readonly HeldAnswer[],
  { supersede, insert }: AnswerChanges,
): HeldAnswer[] {
  return [
    ...inForce.filter(({ id }) => !supersede.includes(id)),
    ...insert.map((answer, index) => ({ ...answer, id: `new ${index}` })),
  ];
}

/** One set of changes and the one decided once it was made, together. */
export function together(first: AnswerChanges, second: AnswerChanges): AnswerChanges {
  const isKept = (_: AnswerRow, index: number) => !second.supersede.includes(`new ${index}`);
  return {
    supersede: [...first.supersede, ...second.supersede.filter((id) => !id.startsWith("new "))],
    insert: [...first.insert.filter(isKept), ...second.insert],
  };
}

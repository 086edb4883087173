import { today } from "@essaim/database/today";
import { defineHouseCommand, type Tx } from "@essaim/identity/operation";
import { loadContours } from "@essaim/territory/contours/contours.queries";
import type { Geocoded } from "@essaim/territory/geocoding/place.schema";
import { sql } from "kysely";
import { z } from "zod";
import type { HomeToLocate } from "./locate-house.queries.ts";
import { answersInForce } from "./residence.queries.ts";
import {
  type AnswerRow,
  answerOn,
  applied,
  decideLocated,
  type FileAddress,
  recomputed,
  together,
} from "./residence.rules.ts";
import { type NewAnswer, replaceAnswers } from "./write-answers.commands.ts";

/** Somebody's home, and what the geocoder said of their address; null when it was not asked. */
export type LocatedHome = { home: HomeToLocate; geocoded: Geocoded | null };

/** What the answers of today say of people, where it is for their address to say. */
export type LocationCounts = {
  /** In a neighbourhood, outside, or to be checked. */
  located: number;
  priority: number;
  outside: number;
  toCheck: number;
  /** The address is not found, or not well enough. */
  notFound: number;
  /** It is found, where no contours are known. */
  notCovered: number;
  /** The service was away: it is asked again the next night. */
  unavailable: number;
};

type Written = { ok: true; id: null; changed: number; counts: LocationCounts };

/** Nobody yet. */
export const noLocation: Readonly<LocationCounts> = {
  ...{ located: 0, priority: 0, outside: 0, toCheck: 0 },
  ...{ notFound: 0, notCovered: 0, unavailable: 0 },
};

/**
 * Writes where some people live, by what the geocoder found and the contours of this moment. Only what changes is
 * written. Answers by hand stay, and so does whatever was written since the addresses were read: an address that is no
 * longer theirs, an erased file.
 * @returns how many answers are new, and what today's say
 */
export const locateHomes = defineHouseCommand({
  name: "locateHomes",
  permission: "house:keep",
  subject: "territory",
  isRecorded: (outcome: Written) => outcome.changed > 0,
  isRunAgain: true,
  input: z.object({ homes: z.custom<LocatedHome[]>() }),
  run: async ({ db, actor, input: { homes } }): Promise<Written> => {
    const ids = homes.map(({ home }) => home.workerId);
    const people = await holdPeople(db, ids);
    const answers = await answersInForce(db, ids);
    const contours = await loadContours(db);
    const supersede: string[] = [];
    const insert: NewAnswer[] = [];
    const counts = { ...noLocation };
    for (const { home, geocoded } of homes) {
      const person = people.get(home.workerId);
      if (!person) continue;
      const inForce = answers.get(home.workerId) ?? [];
      let changes = recomputed(inForce, contours);
      if (geocoded && isTheirs(home, person)) {
        const since = { today: today(), supportedFrom: person.supportedFrom };
        const known = applied(inForce, changes);
        changes = together(changes, decideLocated(known, person, geocoded, contours, since));
      }
      supersede.push(...changes.supersede);
      insert.push(...changes.insert.map((answer) => ({ ...answer, workerId: home.workerId })));
      if (person.addressLine) countIn(counts, answerOn(applied(inForce, changes), today()));
    }
    await replaceAnswers(db, actor, supersede, insert);
    return { ok: true, id: null, changed: insert.length, counts };
  },
});

type Person = FileAddress & { supportedFrom: string };

/** Holds the files of those who are there and not erased, in one order. */
async function holdPeople(db: Tx, ids: readonly string[]): Promise<Map<string, Person>> {
  const { rows } = await sql<Person & { id: string }>`
    select w.id, w.address_line as "addressLine", w.postcode, w.commune_code as "communeCode",
      w.supported_from as "supportedFrom",
      (select c.name from commune c where c.code = w.commune_code) as "communeName"
    from worker w where w.id = any (${ids}::uuid[]) and w.anonymised_at is null
    order by w.id for no key update of w`.execute(db);
  return new Map(rows.map(({ id, ...person }) => [id, person]));
}

const isTheirs = (home: HomeToLocate, person: Person) =>
  person.addressLine === home.line &&
  person.postcode === home.postcode &&
  person.communeCode === home.communeCode;

function countIn(counts: LocationCounts, now: AnswerRow | null): void {
  if (now?.source !== "address") return;
  if (now.answer !== "unknown") counts.located += 1;
  if (now.isToCheck) counts.toCheck += 1;
  else if (now.answer !== "unknown") counts[now.answer] += 1;
  else if (now.doubts.includes("unavailable")) counts.unavailable += 1;
  else if (now.doubts.includes("not_covered")) counts.notCovered += 1;
  else counts.notFound += 1;
}

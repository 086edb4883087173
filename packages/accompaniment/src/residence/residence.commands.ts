import { enqueueJob } from "@essaim/database/job";
import { today } from "@essaim/database/today";
import { defineCommand, NotFound, type Refusal, type Tx } from "@essaim/identity/operation";
import { loadContours } from "@essaim/territory/contours/contours.queries";
import type { Geocoded, WrittenAddress } from "@essaim/territory/geocoding/place.schema";
import { hasStreet } from "@essaim/territory/geocoding/query.rules";
import { isInForce } from "@essaim/territory/neighbourhood.queries";
import { sql } from "kysely";
import { z } from "zod";
import { residenceOf } from "../worker/place.queries.ts";
import { loadWorker, type WorkerRecord } from "../worker/worker.queries.ts";
import type { WorkerRefusal } from "../worker/worker.schema.ts";
import { workerInWords } from "../worker/worker.words.ts";
import { writeWorkerChange } from "../worker/worker-change.commands.ts";
import { changesBetween } from "../worker/worker-change.rules.ts";
import { isAgreed, laterHomes, untilHome } from "./later-home.rules.ts";
import { answersAbout, answersOf, asAsked, asLaterHomes } from "./residence.queries.ts";
import {
  type AnswerRow,
  answerOn,
  byHand,
  decideLocated,
  homeOf,
  replacedFrom,
  waiting,
} from "./residence.rules.ts";
import {
  confirmResidenceSchema,
  type LaterHomes,
  overrideResidenceSchema,
  type ResidenceAnswer,
} from "./residence.schema.ts";
import { replaceAnswers } from "./write-answers.commands.ts";

const geocodedSchema = z.custom<Geocoded>();
const writtenAddressSchema = z.custom<WrittenAddress>();

/**
 * Says where a person lives, by what the geocoder found of their address and the contours of each generation. Nothing
 * changes when somebody answered by hand meanwhile, when the service was away and something is known, or when the file
 * says another address by now.
 * @param input.address the one that was looked for
 * @returns the answer of today, and whether anything was written
 * @throws NotFound when the organisation has no such person, or their file is erased
 */
export const recordLocation = defineCommand({
  name: "recordLocation",
  permission: "worker:write",
  subject: "worker",
  isRunAgain: true,
  input: z.object({
    workerId: z.uuid(),
    geocoded: geocodedSchema,
    address: writtenAddressSchema.optional(),
  }),
  run: async ({
    db,
    actor,
    input: { workerId, geocoded, address },
  }): Promise<{ ok: true; id: string; answer: ResidenceAnswer | null; isNew: boolean }> => {
    const worker = await holdHome(db, workerId);
    const inForce = await answersOf(db, workerId);
    const asked = await asAsked(db, worker, answerOn(inForce, today()));
    const isTheirs =
      !address ||
      (address.line === asked.addressLine &&
        address.postcode === asked.postcode &&
        address.communeCode === asked.communeCode);
    let isNew = false;
    if (isTheirs && hasStreet({ ...asked, line: asked.addressLine })) {
      const { supportedFrom } = worker;
      const changes = decideLocated(inForce, asked, geocoded, await loadContours(db), {
        today: today(),
        supportedFrom,
      });
      const insert = changes.insert.map((answer) => ({ ...answer, workerId }));
      // The house computed it: whoever saved the address did not answer.
      await replaceAnswers(db, { ...actor, membershipId: null }, changes.supersede, insert);
      isNew = insert.length > 0;
    }
    const answers = await answersAbout(
      db,
      sql`r.worker_id = ${workerId} and r.superseded_at is null`,
    );
    return { ok: true, id: workerId, answer: answerOn(answers, today()), isNew };
  },
});

/**
 * Says that an answer found with a doubt is right: from then on it counts, with those of other generations of the same
 * place, and the trail of the file says so. Done twice, the first stays.
 * @throws NotFound when the organisation has no such answer
 */
export const confirmResidence = defineCommand({
  name: "confirmResidence",
  permission: "worker:write",
  subject: "worker",
  isRunAgain: true,
  input: confirmResidenceSchema,
  run: async ({
    db,
    actor,
    input: { id },
  }): Promise<{ ok: true; id: string; workerId: string } | Refusal<"answered_since">> => {
    const found = await db
      .selectFrom("residence")
      .where("id", "=", id)
      .select("worker_id as workerId")
      .executeTakeFirst();
    if (!found) throw new NotFound("No such answer");
    const { workerId } = found;
    const worker = await holdHome(db, workerId);
    const inForce = await answersOf(db, workerId);
    const home = homeOf(inForce, id);
    const held = home?.answers.find((one) => one.id === id);
    // Another answer took its place meanwhile: it is that one which is to be looked at.
    if (!home || !held || !(held.isToCheck || held.checkedAt)) {
      return { ok: false, reason: "answered_since" };
    }
    const sameIds = home.answers
      .filter((one) => one.foundAddress === held.foundAddress)
      .map((one) => one.id);
    await db
      .updateTable("residence")
      .set({ to_check: false, checked_by: actor.membershipId, checked_at: sql`now()` })
      .where("id", "in", sameIds)
      .where("to_check", "=", true)
      .execute();
    await writeTrail(db, actor, worker);
    return { ok: true, id: workerId, workerId };
  },
});

/**
 * Answers otherwise than the address does, from a day on, with the reason. Earlier days keep their answer; the trail of
 * the file says what changed. Asks once more when homes begin after that day: they stay, and the answer holds until the
 * first of them, or it takes their place.
 * @throws NotFound when the organisation has no such person, or their file is erased
 */
export const overrideResidence = defineCommand({
  name: "overrideResidence",
  permission: "worker:write",
  subject: "worker",
  isRunAgain: true,
  input: overrideResidenceSchema,
  run: async ({
    db,
    actor,
    input,
  }): Promise<
    | { ok: true; id: string; workerId: string }
    | Refusal<WorkerRefusal | "not_in_force">
    | LaterHomes
  > => {
    const { workerId } = input;
    const worker = await holdHome(db, workerId);
    const inForce = await answersOf(db, workerId);
    const now = answerOn(inForce, today());
    const holdsFrom = input.holdsFrom ?? now?.holdsFrom ?? worker.supportedFrom;
    const everything = { supersede: replacedFrom(inForce, holdsFrom), insert: [] };
    const later = laterHomes(inForce, everything, holdsFrom);
    const kept = input.laterHomes === "keep" ? later[0] : undefined;
    const agreedFrom = input.laterHomes === "replace" ? input.replaceFrom : undefined;
    if (!kept && !isAgreed(later, agreedFrom)) return asLaterHomes(db, later);
    const decided = await residenceOf(db, {
      neighbourhood: input.neighbourhood,
      // A home of before may be anywhere: the file says the one of today.
      commune: kept ? null : worker.communeCode,
      postcode: kept ? null : worker.postcode,
    });
    if (!decided.ok) return decided;
    const chosen = { ...decided, answer: decided.residence };
    const answers = byHand(chosen, decided, holdsFrom);
    const all = {
      supersede: replacedFrom(inForce, answers[0]?.holdsFrom ?? holdsFrom),
      insert: answers,
    };
    const { supersede, insert } = kept ? untilHome(inForce, all, kept) : all;
    const isOffered = await isOnceInForce(db, chosen.neighbourhoodCode, holdsFrom);
    if (!isOffered || insert.length === 0) return { ok: false, reason: "not_in_force" };
    await replaceAnswers(
      db,
      actor,
      supersede,
      insert.map((answer) => ({ ...answer, workerId, reason: reasonOf(answer, input.reason) })),
    );
    await writeTrail(db, actor, worker);
    return { ok: true, id: workerId, workerId };
  },
});

/**
 * Drops the answer that somebody gave by hand, and goes back to the address, which waits to be located. Nothing changes
 * when no answer by hand is in force.
 * @throws NotFound when the organisation has no such person, or their file is erased
 */
export const useAddressAgain = defineCommand({
  name: "useAddressAgain",
  permission: "worker:write",
  subject: "worker",
  input: z.object({ workerId: z.uuid() }),
  run: async ({
    db,
    actor,
    input: { workerId },
  }): Promise<{ ok: true; id: string } | Refusal<"no_street">> => {
    const worker = await holdHome(db, workerId);
    if (!hasStreet({ ...worker, line: worker.addressLine })) {
      return { ok: false, reason: "no_street" };
    }
    const inForce = await answersOf(db, workerId);
    const now = answerOn(inForce, today());
    if (now?.source === "address") return { ok: true, id: workerId };
    const holdsFrom = now?.holdsFrom ?? worker.supportedFrom;
    const answer = waiting(worker, holdsFrom);
    await replaceAnswers(db, actor, replacedFrom(inForce, holdsFrom), [{ ...answer, workerId }]);
    await writeTrail(db, actor, worker);
    return { ok: true, id: workerId };
  },
});

/** Asks for every address to be located; the work that waits already is the answer. */
export const askLocation = defineCommand({
  name: "askLocation",
  permission: "territory:locate",
  subject: "territory",
  input: z.object({}),
  run: async ({ db, actor }): Promise<{ ok: true; id: string; jobId: string }> => {
    const waiting = await db
      .selectFrom("job")
      .where("kind", "=", "locate_addresses")
      .where("status", "=", "queued")
      .select("id")
      .executeTakeFirst();
    const jobId = waiting?.id ?? (await enqueueJob(db, actor, "locate_addresses"));
    return { ok: true, id: jobId, jobId };
  },
});

/** What somebody says explains what they chose, not that it ended. */
const reasonOf = ({ doubts }: AnswerRow, reason: string) =>
  doubts.includes("neighbourhood_ended") ? "" : reason;

/** Is the neighbourhood in force on some day from that one to today? */
async function isOnceInForce(db: Tx, code: string | null, from: string): Promise<boolean> {
  if (code === null) return true;
  const found = await db
    .selectFrom("neighbourhood as n")
    .where("n.code", "=", code)
    .where(isInForce(from, today()))
    .select("n.code")
    .executeTakeFirst();
  return found !== undefined;
}

/** Holds a living person's file until the transaction ends: one answer at a time. */
async function holdHome(db: Tx, id: string): Promise<WorkerRecord> {
  await db.selectFrom("worker").where("id", "=", id).select("id").forUpdate().execute();
  const worker = await loadWorker(db, id);
  if (worker.isAnonymised) throw new NotFound("An anonymised file is not edited");
  return worker;
}

async function writeTrail(
  db: Tx,
  actor: { organisationId: string; membershipId: string },
  before: WorkerRecord,
): Promise<void> {
  const after = await loadWorker(db, before.id);
  const changes = changesBetween(workerInWords(before), workerInWords(after));
  await writeWorkerChange(db, actor, before.id, changes);
}

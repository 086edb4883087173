import { today } from "@essaim/database/today";
import type { Tx } from "@essaim/identity/operation";
import { findCommune } from "@essaim/territory/commune.queries";
import type { WorkerRecord } from "../worker/worker.queries.ts";
import {
  type ResidenceDecision,
  readNeighbourhoodChoice,
  savedChoice,
} from "../worker/worker.rules.ts";
import type { WorkerInput } from "../worker/worker.schema.ts";
import { isAgreed, laterHomes } from "./later-home.rules.ts";
import { answersOf, asLaterHomes } from "./residence.queries.ts";
import { addressInWords, answerOn, decideTold, isOtherAddress } from "./residence.rules.ts";
import type { LaterHomes } from "./residence.schema.ts";
import { replaceAnswers } from "./write-answers.commands.ts";

/**
 * The choice that a form really makes. A list that still shows what somebody answered by hand says nothing of another
 * address: the home is then for that address to tell. Where a street is only added to what the file said, the answer
 * stays.
 */
export async function choiceOf(db: Tx, input: WorkerInput, before: WorkerRecord): Promise<string> {
  const { neighbourhood } = input;
  if (input.addressLine === null || !isSavedChoice(neighbourhood, before)) return neighbourhood;
  const commune = input.commune ? await findCommune(db, input.commune, input.postcode) : null;
  const communeCode = commune?.ok ? commune.code : null;
  const isOther = isOtherAddress(before, { ...input, communeCode });
  return isOther ? "auto" : neighbourhood;
}

function isSavedChoice(choice: string, before: WorkerRecord): boolean {
  const saved = savedChoice(before);
  // A neighbourhood may be told without its commune.
  return choice === saved || choice === readNeighbourhoodChoice(saved)?.code;
}

/**
 * Writes where a person lives, as their form says it: nothing when that is known. An address waits to be located.
 * Whoever calls holds the file.
 * @param before the file as it was; null for one that begins
 * @returns whether the answer of today is, or was, somebody's choice; or the homes that it would put out of force, which
 * nobody agreed to
 */
export async function tellHome(
  db: Tx,
  actor: { organisationId: string; membershipId: string },
  workerId: string,
  input: WorkerInput & { homeSince?: string; replaceFrom?: string; supportedFrom?: string },
  decided: Extract<ResidenceDecision, { ok: true }>,
  before: WorkerRecord | null,
): Promise<{ ok: true; isByHand: boolean } | LaterHomes> {
  const { communeCode } = decided;
  const commune = communeCode
    ? await db
        .selectFrom("commune")
        .where("code", "=", communeCode)
        .select("name")
        .executeTakeFirstOrThrow()
    : null;
  const { addressLine, postcode } = input;
  const address = { addressLine, postcode, communeCode, communeName: commune?.name ?? null };
  const inForce = await answersOf(db, workerId);
  const now = answerOn(inForce, today());
  const told = {
    chosen: input.neighbourhood === "auto" ? null : { ...decided, answer: decided.residence },
    address,
    isAddressKept: before !== null && addressInWords(before) === addressInWords(address),
    since: input.homeSince ?? null,
    supportedFrom: before?.supportedFrom ?? input.supportedFrom ?? today(),
  };
  const changes = decideTold(inForce, told, today());
  const later = told.since ? laterHomes(inForce, changes, told.since) : [];
  if (!isAgreed(later, input.replaceFrom)) return asLaterHomes(db, later);
  const { supersede, insert } = changes;
  await replaceAnswers(
    db,
    actor,
    supersede,
    insert.map((answer) => ({ ...answer, workerId })),
  );
  return { ok: true, isByHand: told.chosen !== null || (now !== null && now.source !== "address") };
}

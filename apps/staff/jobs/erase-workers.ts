import { eraseWorkers, recordFailedErasure } from "@essaim/accompaniment/privacy/erasure.commands";
import {
  ERASED_AT_ONCE,
  type EraseWorkersInput,
} from "@essaim/accompaniment/privacy/erasure.schema";
import {
  erasureRegisterKey,
  readRegister,
  writeRegister,
} from "@essaim/accompaniment/privacy/erasure-register.rules";
import { listErasedWorkers } from "@essaim/accompaniment/privacy/retention.queries";
import { can } from "@essaim/identity/actor";
import { z } from "zod";
import { type JobHandler, JobRefusal, type JobWork } from "./work.ts";

const input = z.object({ workerIds: z.array(z.uuid()).min(1) });

/** Erases people at a manager's request. */
export const eraseWorkersJob: JobHandler = async (work) => {
  const { workerIds } = input.parse(work.input);
  if (!work.actor || !can(work.actor, "privacy:write")) {
    throw new JobRefusal("Votre rôle ne permet plus d’effacer une fiche.");
  }
  const requestedBy = work.actor.membershipId;
  const { erased, failed } = await eraseInTurn(work, workerIds, { ground: "request", requestedBy });
  await keepRegister(work);
  if (failed.length > 0) {
    throw new JobRefusal(
      "Le nom de cette personne reste quelque part après l’effacement. Rien n’a été effacé\u202f: la page Vie privée dit où, et la personne qui s’occupe de votre installation doit regarder.",
    );
  }
  return { erased, workerIds };
};

/**
 * Erases people a few at a time, each few in one transaction. Whoever leaves traces is tried alone, so that the
 * others are erased all the same.
 * @returns how many were erased, and the ids of those who leave traces
 */
export async function eraseInTurn(
  work: Pick<JobWork, "execute" | "house" | "logger" | "progress">,
  workerIds: readonly string[],
  why: Pick<EraseWorkersInput, "ground" | "requestedBy">,
): Promise<{ erased: number; failed: string[] }> {
  const failed: string[] = [];
  let erased = 0;
  const turns: string[][] = [];
  for (let at = 0; at < workerIds.length; at += ERASED_AT_ONCE) {
    turns.push(workerIds.slice(at, at + ERASED_AT_ONCE));
  }
  for (let turn = turns.shift(); turn; turn = turns.shift()) {
    const outcome = await work.execute(work.house, eraseWorkers, { workerIds: turn, ...why });
    if (outcome.ok) {
      erased += outcome.erasedIds.length;
      work.logger.info({ workerIds: outcome.erasedIds, ground: why.ground }, "people erased");
      await work.progress(erased, workerIds.length);
      continue;
    }
    if (outcome.reason !== "traces_left") throw new Error("A house command carries no form");
    if (turn.length > 1) {
      turns.unshift(...turn.map((id) => [id]));
      continue;
    }
    const { traces } = outcome;
    work.logger.error({ workerIds: turn, traces }, "an erasure left traces, and was undone");
    await work.execute(work.house, recordFailedErasure, { workerIds: turn, ...why, traces });
    failed.push(...turn);
  }
  return { erased, failed };
}

/** The ids in the register of the storage; none when it has never been written. */
export async function loadRegister({
  storage,
  organisationId,
}: Pick<JobWork, "storage" | "organisationId">): Promise<string[]> {
  try {
    return readRegister(await storage.read(erasureRegisterKey(organisationId)));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "not_found") return [];
    throw error;
  }
}

/** Adds to the register whoever the database knows to be erased; nobody ever leaves it. */
export async function keepRegister(
  work: Pick<JobWork, "execute" | "house" | "storage" | "organisationId">,
): Promise<void> {
  const known = await loadRegister(work);
  const ids = new Set([...known, ...(await work.execute(work.house, listErasedWorkers, {}))]);
  if (ids.size === known.length) return;
  await work.storage.put(erasureRegisterKey(work.organisationId), writeRegister(ids));
}

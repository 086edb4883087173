import { recordLocation } from "@essaim/accompaniment/residence/residence.commands";
import { getHomeToLocate } from "@essaim/accompaniment/residence/residence.queries";
import type { ResidenceAnswer } from "@essaim/accompaniment/residence/residence.schema";
import type { MemberActor } from "@essaim/identity/actor";
import type { AppLoadContext } from "@remix-run/node";
import type { LocationTold } from "~/flash-location";

/**
 * Looks for the address of a file that was just saved, and keeps the answer. The file is saved already: whatever
 * happens here, its page opens, and what is not located now is looked for at night.
 * @param options.askAgain somebody asks again for an address that the service answered
 * @returns what is said of it; null when there was nothing to look for, or nothing new
 */
export async function locateHome(
  context: AppLoadContext,
  actor: MemberActor,
  workerId: string,
  { askAgain = false } = {},
): Promise<LocationTold | null> {
  try {
    const address = await context.execute(actor, getHomeToLocate, { workerId, askAgain });
    if (!address) return null;
    const geocoded = await context.geocoder.find(address);
    const outcome = await context.execute(actor, recordLocation, { workerId, geocoded, address });
    if (!outcome.ok || !outcome.answer) return null;
    return toldOf(outcome.answer, outcome.isNew);
  } catch (fault) {
    if (!(fault instanceof Response)) {
      // Its name alone: what it says may repeat the address.
      const name = fault instanceof Error ? fault.name : typeof fault;
      context.logger.error({ fault: name, workerId }, "an address just saved is not located");
    }
    return "plus-tard";
  }
}

function toldOf(answer: ResidenceAnswer, isNew: boolean): LocationTold | null {
  if (answer.doubts.includes("unavailable")) return "plus-tard";
  // The same address was answered before: there is nothing to tell.
  if (!isNew) return null;
  if (answer.isToCheck) return "a-verifier";
  if (answer.answer === "unknown") return "non-localisee";
  return answer.answer === "priority" ? "prioritaire" : "hors-quartier";
}

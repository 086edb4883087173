import type { Tx } from "@essaim/identity/operation";
import type { Generation } from "@essaim/territory/contours/contours.schema";
import type { ResidenceDecision } from "../worker/worker.rules.ts";
import type { ToldHome } from "./residence.rules.ts";

/** An answer that a form chose, with the generation of its neighbourhood. */
export async function chosenOf(
  db: Tx,
  { residence, neighbourhoodCode }: Extract<ResidenceDecision, { ok: true }>,
): Promise<NonNullable<ToldHome["chosen"]>> {
  const chosen = { answer: residence, neighbourhoodCode, generation: null };
  if (neighbourhoodCode === null) return chosen;
  const { generation } = await db
    .selectFrom("neighbourhood")
    .where("code", "=", neighbourhoodCode)
    .select("generation")
    .$castTo<{ generation: Generation }>()
    .executeTakeFirstOrThrow();
  return { ...chosen, generation };
}

import { largestRemainders } from "@essaim/funding/spending/apportion.rules";
export type PotAnswer = "consent" | "objection" | "aside";
export type PotStatus = "open" | "discussing" | "agreed" | "paid" | "cancelled";

/**
 * What a round came to. Consent is that nobody objects: whoever stands aside lets it pass, but a proposal that nobody
 * consents to is nobody's.
 * @param answers of everybody concerned; null: not yet
 */
export function decideRound(
  answers: readonly (PotAnswer | null)[],
): "objected" | "consented" | "unanswered" | "nobody_consents" {
  if (answers.includes("objection")) return "objected";
  if (answers.includes(null)) return "unanswered";
  return answers.includes("consent") ? "consented" : "nobody_consents";
}

/** What stops a proposal of how to share. Amounts in cents, by claim. */
export function refuseProposal(
  potCents: number,
  claimIds: readonly string[],
  shares: ReadonlyMap<string, number>,
): "no_claims" | "claims_changed" | "nothing_shared" | "beyond_pot" | null {
  if (claimIds.length === 0) return "no_claims";
  if (shares.size !== claimIds.length || claimIds.some((id) => !shares.has(id))) {
    return "claims_changed";
  }
  const total = [...shares.values()].reduce((sum, cents) => sum + cents, 0);
  if (total > potCents) return "beyond_pot";
  return total === 0 ? "nothing_shared" : null;
}

/**
 * A first proposal: what each wishes where the pot holds it, otherwise the pot in proportion to the wishes. Cents that a
 * division leaves go to the largest remainders, so that none is lost.
 * @returns cents in the order of the wishes; their sum is the smaller of the pot and of the wishes
 */
export function suggestShares(potCents: number, wishes: readonly number[]): number[] {
  const total = wishes.reduce((sum, cents) => sum + cents, 0);
  if (total <= potCents) return [...wishes];
  const exact = wishes.map((cents) => BigInt(potCents) * BigInt(cents));
  return largestRemainders(exact, { unit: BigInt(total), whole: BigInt(potCents) }).map(Number);
}

/** Where a pot that was cancelled by mistake goes back to. */
export function statusAfterReopening(outcomes: readonly (string | null)[]): PotStatus {
  if (outcomes.length === 0) return "open";
  return outcomes.at(-1) === "consented" ? "agreed" : "discussing";
}

import type { CompleteGrant, Missing, PublishableGrant, Recipient } from "./publication.schema.ts";

/** In money and in kind together, as the arrêté of 17 November 2017 asks for; zero when neither is known. */
const totalOf = ({ awardedCents, inKindCents }: PublishableGrant) =>
  (awardedCents ?? 0) + (inKindCents ?? 0);

/** What a grant lacks to be published; nothing when it may be. */
export function missingOf(grant: PublishableGrant, recipient: Recipient): Missing[] {
  const missing: [Missing, boolean][] = [
    ["funder_siret", grant.funderSiret === null],
    ["legal_name", recipient.legalName === ""],
    ["siret", recipient.siret === null],
    ["signed_on", grant.signedOn === null],
    ["amount", totalOf(grant) === 0],
    ["payment_days", grant.paymentDays.length === 0],
  ];
  return missing.filter(([, isMissing]) => isMissing).map(([what]) => what);
}

/** The grants that lack nothing, by the day of their agreement. */
export function completeGrants(
  grants: readonly PublishableGrant[],
  recipient: Recipient,
): CompleteGrant[] {
  const complete = grants.flatMap((grant) => {
    const { signedOn, funderSiret, paymentDays } = grant;
    const { legalName, siret } = recipient;
    const totalCents = totalOf(grant);
    if (!signedOn || !funderSiret || !siret || legalName === "") return [];
    if (totalCents === 0 || paymentDays.length === 0) return [];
    return [{ ...grant, signedOn, funderSiret, totalCents, recipient: { legalName, siret } }];
  });
  return complete.sort((a, b) => a.signedOn.localeCompare(b.signedOn) || a.id.localeCompare(b.id));
}

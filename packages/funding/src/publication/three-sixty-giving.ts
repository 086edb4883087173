import type { CompleteGrant } from "./publication.schema.ts";

/**
 * How org-id.guide names an organisation by its SIREN. Its list FR-RCS is preferred to FR-INSEE, but does not hold
 * associations nor public bodies, which most funders are.
 */
const organisationId = (siret: string) => `FR-INSEE-${siret.slice(0, 9)}`;

const money = (cents: number) => cents / 100;

/**
 * Grants as a package of the 360Giving Data Standard 1.4. Their ids begin with the cooperative's own identifier: a
 * prefix `360G-…` is given by 360Giving to those who register as publishers.
 * @param about.issuedAt the moment of the file
 * @param about.licenceUrl under which it is published
 */
export function threeSixtyGivingPackage(
  grants: readonly CompleteGrant[],
  about: { publisher: { legalName: string; siret: string }; issuedAt: Date; licenceUrl: string },
) {
  const { publisher, issuedAt, licenceUrl } = about;
  return {
    version: "1.4",
    title: `Subventions reçues par ${publisher.legalName}`,
    issued: issuedAt.toISOString(),
    publisher: { name: publisher.legalName, identifier: organisationId(publisher.siret) },
    license: licenceUrl,
    grants: grants.map(grantOf),
  };
}

function grantOf(grant: CompleteGrant) {
  const { recipient } = grant;
  return {
    id: `${organisationId(recipient.siret)}-${grant.id}`,
    title: grant.title.slice(0, 140),
    description: `${grant.title}. Programme «\u202f${grant.programmeName}\u202f».`,
    currency: "EUR",
    ...(grant.askedCents !== null && { amountAppliedFor: money(grant.askedCents) }),
    amountAwarded: money(grant.totalCents),
    amountDisbursed: money(grant.receivedCents),
    awardDate: grant.decidedOn ?? grant.signedOn,
    plannedDates: [{ startDate: grant.startsOn, endDate: grant.endsOn }],
    recipientOrganization: [{ id: organisationId(recipient.siret), name: recipient.legalName }],
    fundingOrganization: [
      {
        id: organisationId(grant.funderSiret),
        name: grant.funderName,
        ...(grant.funderUrl !== null && { url: grant.funderUrl }),
      },
    ],
    ...(grant.callName !== "" && {
      grantProgramme: [{ title: grant.callName }],
      fromOpenCall: "Yes",
    }),
    dateModified: grant.updatedAt.toISOString(),
  };
}

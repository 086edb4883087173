/** What the records say of a grant that could be published. Whole cents; days as ISO dates; nothing about people. */
export type PublishableGrant = {
  id: string;
  title: string;
  reference: string;
  programmeName: string;
  callName: string;
  startsOn: string;
  endsOn: string;
  decidedOn: string | null;
  signedOn: string | null;
  askedCents: number | null;
  awardedCents: number | null;
  inKindCents: number | null;
  receivedCents: number;
  isDeMinimis: boolean;
  raeReference: string;
  updatedAt: Date;
  funderId: string;
  funderName: string;
  funderSiret: string | null;
  funderUrl: string | null;
  /** The days of the instalments, or where there is none, of what was received when all of it was. */
  paymentDays: string[];
};

/** The cooperative, as the grants name it. */
export type Recipient = { legalName: string; siret: string | null };

/** What keeps a grant from being published. */
export type Missing =
  | "funder_siret"
  | "legal_name"
  | "siret"
  | "signed_on"
  | "amount"
  | "payment_days";

export const missingLabels: Record<Missing, string> = {
  funder_siret: "Le SIRET du financeur",
  legal_name: "Le nom légal de la coopérative",
  siret: "Le SIRET de la coopérative",
  signed_on: "Le jour de la signature de la convention",
  amount: "Le montant accordé",
  payment_days: "Les versements prévus par la convention",
};

/** A grant with all that the standards ask for. */
export type CompleteGrant = PublishableGrant & {
  signedOn: string;
  funderSiret: string;
  totalCents: number;
  recipient: { legalName: string; siret: string };
};

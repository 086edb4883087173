import { stringify } from "csv-stringify/sync";
import type { CompleteGrant } from "./publication.schema.ts";

/** Euros with a point, to the cent: what the schema calls a number. */
const euros = (cents: number) => (cents / 100).toFixed(2);

const natureOf = ({ awardedCents, inKindCents }: CompleteGrant) =>
  [awardedCents && "aide en numéraire", inKindCents && "aide en nature"].filter(Boolean).join(";");

/** One day, or the first and the last. */
function paymentPeriod({ paymentDays }: CompleteGrant): string {
  const days = [...paymentDays].sort();
  const [first = "", last = first] = [days[0], days.at(-1)];
  return first === last ? first : `${first}/${last}`;
}

/**
 * The columns of the schema « subventions » of the Socle commun des données locales, version 2.0.2. Version 2.1.1 adds
 * two that are optional, `rnaBeneficiaire` and `dispositifAide`, and asks for no SIRET where an RNA number is given: a
 * file of these fourteen columns, every SIRET there, is valid by both.
 */
const columns: Record<string, (grant: CompleteGrant) => string> = {
  nomAttribuant: ({ funderName }) => funderName,
  idAttribuant: ({ funderSiret }) => funderSiret,
  dateConvention: ({ signedOn }) => signedOn,
  referenceDecision: ({ reference }) => reference,
  nomBeneficiaire: ({ recipient }) => recipient.legalName,
  idBeneficiaire: ({ recipient }) => recipient.siret,
  objet: ({ title }) => title.slice(0, 256),
  montant: ({ totalCents }) => euros(totalCents),
  nature: natureOf,
  conditionsVersement: ({ paymentDays }) => (paymentDays.length === 1 ? "unique" : "échelonné"),
  datesPeriodeVersement: paymentPeriod,
  idRAE: ({ raeReference }) => raeReference,
  notificationUE: ({ isDeMinimis }) => (isDeMinimis ? "oui" : "non"),
  // One recipient, who has the whole of it.
  pourcentageSubvention: () => "1.00",
};

/** Grants as the CSV that SCDL wants: UTF-8, commas, a header. Nothing in it is a formula for a spreadsheet. */
export function scdlCsv(grants: readonly CompleteGrant[]): string {
  const rows = grants.map((grant) => Object.values(columns).map((read) => read(grant)));
  return stringify([Object.keys(columns), ...rows], {
    record_delimiter: "windows",
    escape_formulas: true,
  });
}

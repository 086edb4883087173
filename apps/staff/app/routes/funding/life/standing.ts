import type { Grant } from "@essaim/funding/grant/grant.queries";
import { grantStatusLabels } from "@essaim/funding/grant/grant.schema";
import { formatCents, formatDate } from "@essaim/ui/format";
import type { Words } from "~/answer";

/** What the steps of a grant say of it. */
export type Standing = Pick<
  Grant,
  | "status"
  | "askedCents"
  | "appliedOn"
  | "amountCents"
  | "decidedOn"
  | "decisionNote"
  | "reference"
  | "signedOn"
  | "conditions"
  | "inKindCents"
  | "isDeMinimis"
  | "raeReference"
  | "closedOn"
  | "endsOn"
>;

const cents = (amount: number | null) => (amount === null ? "" : formatCents(amount));
const date = (day: string | null) => (day === null ? "" : formatDate(day));

/** Where a grant stands in words, to compare two versions. */
export function standingInWords(grant: Standing): Words {
  return [
    ["État", grantStatusLabels[grant.status]],
    ["Montant demandé", cents(grant.askedCents)],
    ["Demande déposée le", date(grant.appliedOn)],
    ["Montant accordé", cents(grant.amountCents)],
    ["Décision prise le", date(grant.decidedOn)],
    ["Ce que dit la décision", grant.decisionNote],
    ["Référence", grant.reference],
    ["Convention signée le", date(grant.signedOn)],
    ["Conditions", grant.conditions],
    ["Aide en nature", cents(grant.inKindCents)],
    ["Aide de minimis", grant.isDeMinimis ? "oui" : "non"],
    ["Numéro du RAE", grant.raeReference],
    ["Dernier jour", formatDate(grant.endsOn)],
    ["Soldé le", date(grant.closedOn)],
  ];
}

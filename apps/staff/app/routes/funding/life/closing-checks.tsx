import type { ClosingState } from "@essaim/funding/grant/grant.rules";
import { DescriptionList } from "@essaim/ui/description-list";
import { formatCents, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { paths } from "~/paths";

/** What the closing waits for, and where to do it. */
export function ClosingChecks({ grantId, closing }: { grantId: string; closing: ClosingState }) {
  const { amountCents, receivedCents, dividedCents, openReports } = closing;
  const isKnown = amountCents !== null;
  return (
    <DescriptionList
      items={[
        {
          term: "Comptes rendus",
          value:
            openReports > 0
              ? `${plural(openReports, "compte rendu n’est pas encore accepté", "comptes rendus ne sont pas encore acceptés")}.`
              : "Aucun n’est attendu.",
          action: openReports > 0 && <Link href={paths.reports(grantId)}>Comptes rendus</Link>,
        },
        {
          term: "Argent reçu",
          value: isKnown
            ? `${formatCents(receivedCents)} sur ${formatCents(amountCents)}.`
            : "Le montant accordé n’est pas noté.",
          action: isKnown && receivedCents < amountCents && (
            <Link href={paths.newReceipt(grantId)}>Noter un versement reçu</Link>
          ),
        },
        {
          term: "À répartir",
          value: !isKnown
            ? "Le montant accordé n’est pas noté."
            : dividedCents === amountCents
              ? "Tout est sur des lignes du budget."
              : `${formatCents(amountCents - dividedCents)} ne sont sur aucune ligne du budget.`,
          action: isKnown && dividedCents !== amountCents && (
            <Link href={paths.grantBudget(grantId)}>Budget</Link>
          ),
        },
      ]}
    />
  );
}

import type { Grant } from "@essaim/funding/grant/grant.queries";
import { isVisibleToFunder } from "@essaim/funding/grant/grant.rules";
import { DescriptionList } from "@essaim/ui/description-list";
import { formatCents, formatPeriod, typo } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { paths } from "~/paths";

/** Who pays for what, until when and on which conditions. */
export function AgreementTerms({ grant, hasReader }: { grant: Grant; hasReader: boolean }) {
  const text = (words: string) => words && <span className="whitespace-pre-line">{words}</span>;
  return (
    <DescriptionList
      items={[
        {
          term: "Financeur",
          value: <Link href={paths.funder(grant.funderId)}>{grant.funderName}</Link>,
        },
        { term: "Programme", value: grant.programmeName },
        { term: "Période", value: formatPeriod(grant.startsOn, grant.endsOn) },
        { term: "Conditions", value: text(grant.conditions) },
        ...(grant.inKindCents === null
          ? []
          : [{ term: "Aide en nature", value: formatCents(grant.inKindCents) }]),
        ...(grant.isDeMinimis
          ? [
              {
                term: "Aide de minimis",
                value: grant.raeReference ? `Oui, numéro ${grant.raeReference} du RAE` : "Oui",
              },
            ]
          : []),
        {
          term: "Vu par le financeur",
          value: !isVisibleToFunder(grant.status)
            ? "Non, tant que ce financement n’est pas acquis."
            : hasReader
              ? "Oui, par son portail\u202f: des chiffres arrêtés, rien sur une personne."
              : typo("Pas encore : aucun accès n’est ouvert pour ce financeur."),
        },
        { term: "Note", value: text(grant.note) },
      ]}
    />
  );
}

import type { Difference } from "@essaim/funding/report/report-differences.rules";
import { Alert } from "@essaim/ui/alert";
import { formatCents, formatDate, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Section } from "@essaim/ui/section";
import { Table } from "@essaim/ui/table";
import { paths } from "~/paths";
import { placeLabels } from "./report-words";

const amount = (cents: number | null) => (cents === null ? "Absent" : formatCents(cents));
const partLabels: Record<Difference["part"], string> = { planned: "prévu", realised: "réalisé" };

function expenseChange({ incurredOn, saidCents, nowCents }: Difference): string {
  const changed =
    nowCents === null ? "qui n’est plus comptée" : saidCents === null ? "ajoutée" : "modifiée";
  return `Dépense du ${formatDate(incurredOn ?? "")}, ${changed}`;
}

/** Of a report that was sent: what the records say otherwise since. */
export function Differences({
  report,
  differences,
}: {
  report: { sentOn: string | null };
  differences: readonly Difference[];
}) {
  const sent = `Envoyé le ${formatDate(report.sentOn ?? "")}`;
  if (differences.length === 0) {
    return (
      <Alert tone="success" title={sent}>
        Les données disent toujours ce que dit ce compte rendu.
      </Alert>
    );
  }
  return (
    <>
      <Alert tone="warning" title={sent}>
        Ce compte rendu reste tel qu’il est parti. Depuis,{" "}
        {plural(differences.length, "montant a", "montants ont")} changé dans les données&#8239;: si
        cela compte pour le financeur, prévoyez un compte rendu corrigé qui reprend ses réponses.
      </Alert>
      <Section title="Ce qui a changé depuis l’envoi">
        <Table
          caption="Montants qui ont changé depuis l’envoi"
          hideCaption
          rows={differences}
          rowKey={(one) => String(differences.indexOf(one))}
          columns={[
            {
              key: "what",
              header: "Quoi",
              lead: true,
              cell: (one) =>
                one.place !== "expense" ? (
                  one.label
                ) : one.nowCents === null ? (
                  expenseChange(one)
                ) : (
                  <Link href={paths.expense(one.key)}>{expenseChange(one)}</Link>
                ),
            },
            {
              key: "where",
              header: "Dans le compte rendu",
              cell: (one) =>
                one.place === "expense"
                  ? placeLabels.expense
                  : `${placeLabels[one.place]}, ${partLabels[one.part]}`,
            },
            { key: "said", header: "Envoyé", numeric: true, cell: (one) => amount(one.saidCents) },
            {
              key: "now",
              header: "Aujourd’hui",
              numeric: true,
              cell: (one) => amount(one.nowCents),
            },
          ]}
        />
      </Section>
    </>
  );
}

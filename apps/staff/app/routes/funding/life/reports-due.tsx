import type { listReportsDue } from "@essaim/funding/grant/grant-life.queries";
import { formatDate, formatPeriod } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Table } from "@essaim/ui/table";
import { paths } from "~/paths";

type ReportDue = Awaited<ReturnType<typeof listReportsDue.run>>[number];

/** What is to be told to the funder, and what became of it. */
export function ReportsDue({
  grantId,
  reports,
  today,
}: {
  grantId: string;
  reports: readonly ReportDue[];
  today: string;
}) {
  return (
    <Table
      caption="Comptes rendus, par échéance"
      hideCaption
      rows={reports}
      rowKey={(one) => one.id}
      stack="sm"
      columns={[
        {
          key: "label",
          header: "Compte rendu",
          lead: true,
          cell: (one) => <Link href={paths.grantReport(grantId, one.id)}>{one.label}</Link>,
        },
        {
          key: "period",
          header: "Période",
          cell: (one) => formatPeriod(one.coversFrom, one.coversTo),
        },
        { key: "due", header: "À rendre le", cell: (one) => formatDate(one.dueOn) },
        { key: "state", header: "État", cell: (one) => stateOf(one, today) },
      ]}
    />
  );
}

function stateOf({ acceptedOn, sentOn, dueOn }: ReportDue, today: string): string {
  if (acceptedOn) return `Accepté le ${formatDate(acceptedOn)}`;
  if (sentOn) return `Envoyé le ${formatDate(sentOn)}`;
  return dueOn < today ? "En retard" : "À écrire";
}

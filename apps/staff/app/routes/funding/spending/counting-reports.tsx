import type { listReportsCounting } from "@essaim/funding/report/report.queries";
import { Alert } from "@essaim/ui/alert";
import { formatCents, formatDate } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { type Column, Table } from "@essaim/ui/table";
import { paths } from "~/paths";

type Report = Awaited<ReturnType<(typeof listReportsCounting)["run"]>>[number];

const columns: Column<Report>[] = [
  {
    key: "report",
    header: "Compte rendu",
    lead: true,
    cell: (report) => (
      <Link href={paths.grantReport(report.grantId, report.id)}>{report.label}</Link>
    ),
  },
  {
    key: "grant",
    header: "Financement",
    cell: (report) => <Link href={paths.grant(report.grantId)}>{report.grantTitle}</Link>,
  },
  {
    key: "state",
    header: "État",
    cell: (report) =>
      report.acceptedOn
        ? `Accepté le ${formatDate(report.acceptedOn)}`
        : report.sentOn
          ? `Envoyé le ${formatDate(report.sentOn)}`
          : "En préparation",
  },
  {
    key: "cents",
    header: "Compté",
    numeric: true,
    className: "whitespace-nowrap",
    cell: (report) =>
      report.cents === null ? (
        <span className="text-muted">À l’envoi</span>
      ) : (
        formatCents(report.cents)
      ),
  },
];

/** The reports that count an expense, sent or being written. */
export function CountingReports({ reports }: { reports: readonly Report[] }) {
  return (
    <Table
      caption="Comptes rendus financiers qui comptent cette dépense"
      hideCaption
      rows={reports}
      rowKey={(report) => report.id}
      stack="sm"
      columns={columns}
      empty={
        <p className="text-muted">
          Aucun pour l’instant. Une dépense acquittée y entre d’elle-même quand un compte rendu
          couvre sa date.
        </p>
      }
    />
  );
}

/** What is to be known before an expense changes or goes: a report that was sent stays as its funder read it. */
export function SentReports({ reports }: { reports: readonly Report[] }) {
  const sent = reports.filter(({ sentOn }) => sentOn !== null);
  if (sent.length === 0) return null;
  return (
    <Alert tone="warning" title="Un financeur a déjà lu cette dépense">
      <ul className="flex flex-col gap-1">
        {sent.map(({ id, grantId, label, grantTitle, sentOn }) => (
          <li key={id}>
            <Link href={paths.grantReport(grantId, id)}>{label}</Link> de «&#8239;{grantTitle}
            &#8239;», envoyé le {formatDate(sentOn ?? "")}, compte cette dépense&#8239;: la
            différence y sera montrée.
          </li>
        ))}
      </ul>
    </Alert>
  );
}

import { today } from "@essaim/database/today";
import { listReports } from "@essaim/funding/report/report.queries";
import { reportStageLabels, reportState } from "@essaim/funding/report/report.schema";
import { can } from "@essaim/identity/actor";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDate, formatPeriod } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Section } from "@essaim/ui/section";
import { Table } from "@essaim/ui/table";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useOutletContext } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import type { GrantContext } from "../grant-shell";
import { ReportStateBadge } from "./report-words";

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const grantId = recordId(params.id);
  const reports = await context.execute(actor, listReports, { grantId });
  return {
    grantId,
    reports: reports.map((report) => ({ ...report, state: reportState(report, today()) })),
    canWrite: can(actor, "grant:write"),
  };
}

export default function Reports() {
  const { grantId, reports, canWrite } = useLoaderData<typeof loader>();
  const { isClosed } = useOutletContext<GrantContext>();
  const add = canWrite && !isClosed && (
    <ButtonLink href={paths.newReport(grantId)} icon="plus">
      Prévoir un compte rendu
    </ButtonLink>
  );
  return (
    <Section
      title="Comptes rendus au financeur"
      lead="Ses tableaux se remplissent avec le budget, les dépenses payées et les versements reçus."
      action={reports.length > 0 && add}
      rule={false}
    >
      <Table
        caption="Comptes rendus de ce financement"
        hideCaption
        rows={reports}
        rowKey={(report) => report.id}
        empty={
          <EmptyState title="Aucun compte rendu prévu" icon="document" level={3} action={add}>
            Notez ceux que la convention demande, avec leur échéance&#8239;: ils vous seront
            rappelés.
          </EmptyState>
        }
        columns={[
          {
            key: "label",
            header: "Compte rendu",
            lead: true,
            cell: (report) => (
              <Link href={paths.grantReport(grantId, report.id)}>{report.label}</Link>
            ),
          },
          { key: "stage", header: "Étape", cell: (report) => reportStageLabels[report.stage] },
          {
            key: "covers",
            header: "Période",
            cell: (report) => formatPeriod(report.coversFrom, report.coversTo),
          },
          { key: "due", header: "Attendu le", cell: (report) => formatDate(report.dueOn) },
          {
            key: "state",
            header: "État",
            cell: (report) => <ReportStateBadge state={report.state} />,
          },
        ]}
      />
    </Section>
  );
}

import { listSentReports } from "@essaim/funding/report/sent-report.queries";
import { getMyGrant } from "@essaim/impact/portal/portal.queries";
import { listMyReports } from "@essaim/impact/report/report.queries";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDate, formatDay } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Section } from "@essaim/ui/section";
import { Table } from "@essaim/ui/table";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const grantId = recordId(params.id);
  await context.execute(actor, getMyGrant, { id: grantId });
  const [reports, financial] = await Promise.all([
    context.execute(actor, listMyReports, { grantId }),
    context.execute(actor, listSentReports, { grantId }),
  ]);
  return { grantId, reports, financial };
}

/** What was handed over to a funder: sealed impact reports, and the financial reports that were sent. */
export default function PortalDocuments() {
  const { grantId, reports, financial } = useLoaderData<typeof loader>();
  return (
    <>
      <Section
        title="Rapports d’impact"
        rule={false}
        lead={
          "Approuvés et scellés par la coopérative\u202f: chacun peut vérifier qu’ils n’ont pas changé."
        }
      >
        <Table
          caption="Rapports d’impact"
          hideCaption
          rows={reports}
          rowKey={({ id }) => id}
          empty={
            <EmptyState title="Aucun rapport d’impact pour l’instant" icon="document" level={3}>
              Un rapport apparaîtra ici une fois approuvé par la coopérative.
            </EmptyState>
          }
          columns={[
            {
              key: "title",
              header: "Rapport",
              lead: true,
              cell: ({ id, title }) => <Link href={paths.portalReport(grantId, id)}>{title}</Link>,
            },
            { key: "day", header: "Chiffres au", cell: ({ cutOffOn }) => formatDate(cutOffOn) },
            {
              key: "approved",
              header: "Approuvé le",
              cell: ({ approvedAt }) => (approvedAt ? formatDay(new Date(approvedAt)) : ""),
            },
          ]}
        />
      </Section>
      <Section title="Comptes rendus financiers">
        <Table
          caption="Comptes rendus financiers"
          hideCaption
          rows={financial}
          rowKey={({ id }) => id}
          empty={
            <EmptyState title="Aucun compte rendu envoyé pour l’instant" icon="document" level={3}>
              Un compte rendu financier apparaîtra ici une fois envoyé.
            </EmptyState>
          }
          columns={[
            {
              key: "label",
              header: "Compte rendu",
              lead: true,
              cell: ({ id, label }) => (
                <a href={paths.portalFinancialReport(grantId, id)}>{label} (PDF)</a>
              ),
            },
            {
              key: "period",
              header: "Période",
              cell: ({ coversFrom, coversTo }) =>
                `du ${formatDate(coversFrom)} au ${formatDate(coversTo)}`,
            },
            {
              key: "sent",
              header: "Envoyé le",
              cell: ({ sentOn }) => (sentOn ? formatDate(sentOn) : ""),
            },
            {
              key: "accepted",
              header: "Accepté le",
              cell: ({ acceptedOn }) =>
                acceptedOn ? (
                  formatDate(acceptedOn)
                ) : (
                  <span className="text-muted">pas encore</span>
                ),
            },
          ]}
        />
      </Section>
    </>
  );
}

import { listImpactReports } from "@essaim/impact/report/report.queries";
import { Badge } from "@essaim/ui/badge";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDate } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Table } from "@essaim/ui/table";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";

export const meta: MetaFunction = () => pageTitle("Rapports d’impact");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const reports = await context.execute(actor, listImpactReports, {});
  return {
    reports: reports.map(({ approvedAt, ...report }) => ({
      ...report,
      isApproved: approvedAt !== null,
    })),
  };
}

export default function Reports() {
  const { reports } = useLoaderData<typeof loader>();
  const create = (
    <ButtonLink href={paths.newImpactReport()} variant="primary" icon="plus">
      Préparer un rapport
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Rapports d’impact"
        lead={
          "Un rapport réunit les chiffres d’un financement à un jour donné, et ce que vous en dites. Approuvé, il est scellé\u202f: il ne change plus, et chacun peut le vérifier."
        }
        action={reports.length > 0 && create}
      />
      <Table
        caption="Tous les rapports"
        hideCaption
        rows={reports}
        rowKey={(report) => report.id}
        stack="md"
        empty={
          <EmptyState title="Aucun rapport pour l’instant" action={create}>
            Choisissez un financement et un jour d’arrêté&#8239;: les chiffres, les tableaux et les
            dessins arrivent tout faits.
          </EmptyState>
        }
        columns={[
          {
            key: "title",
            header: "Rapport",
            lead: true,
            cell: (report) => <Link href={paths.impactReport(report.id)}>{report.title}</Link>,
          },
          { key: "grant", header: "Financement", cell: (report) => report.grantTitle },
          { key: "funder", header: "Financeur", cell: (report) => report.funderName },
          { key: "day", header: "Chiffres au", cell: (report) => formatDate(report.cutOffOn) },
          {
            key: "state",
            header: "État",
            cell: (report) =>
              report.isApproved ? (
                <Badge tone="success">{`Approuvé, ${report.code}`}</Badge>
              ) : (
                <Badge tone="neutral">Brouillon</Badge>
              ),
          },
        ]}
      />
    </>
  );
}

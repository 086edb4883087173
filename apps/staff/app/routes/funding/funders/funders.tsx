import { listFunderSums } from "@essaim/funding/grant/funder.queries";
import { funderKindLabels } from "@essaim/funding/grant/funder.schema";
import { can } from "@essaim/identity/actor";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatCents, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Table } from "@essaim/ui/table";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";

export const meta: MetaFunction = () => pageTitle("Financeurs");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const funders = await context.execute(actor, listFunderSums, {});
  return { funders, canWrite: can(actor, "grant:write") };
}

export default function Funders() {
  const { funders, canWrite } = useLoaderData<typeof loader>();
  const add = canWrite && (
    <ButtonLink href={paths.newFunder()} variant="primary" icon="plus">
      Nouveau financeur
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Financeurs"
        breadcrumb={[{ label: "Financements", href: paths.grants() }]}
        lead="Qui a été sollicité, ce qui a été accordé, et ce qui est arrivé."
        action={funders.length > 0 && add}
      />
      <Table
        caption="Financeurs, par nom"
        hideCaption
        rows={funders}
        rowKey={(funder) => funder.id}
        stack="md"
        empty={
          <EmptyState title="Aucun financeur pour l’instant" icon="grant" action={add}>
            Un financeur est une fondation, une collectivité ou une entreprise à qui la coopérative
            demande de l’argent.
          </EmptyState>
        }
        columns={[
          {
            key: "name",
            header: "Financeur",
            lead: true,
            cell: (funder) => <Link href={paths.funder(funder.id)}>{funder.name}</Link>,
          },
          { key: "kind", header: "Sorte", cell: (funder) => funderKindLabels[funder.kind] },
          {
            key: "grants",
            header: "Financements",
            numeric: true,
            cell: (funder) =>
              funder.grants > 0 ? (
                <Link href={paths.grants({ financeur: funder.id })}>
                  {funder.grants}
                  <span className="sr-only">
                    {" "}
                    {plural(funder.grants, "financement", "financements").replace(/^\S+\s/, "")} de{" "}
                    {funder.name}
                  </span>
                </Link>
              ) : (
                "0"
              ),
          },
          {
            key: "awarded",
            header: "Accordé",
            numeric: true,
            className: "whitespace-nowrap",
            cell: (funder) => formatCents(funder.awardedCents),
          },
          {
            key: "received",
            header: "Reçu",
            numeric: true,
            className: "whitespace-nowrap",
            cell: (funder) => formatCents(funder.receivedCents),
          },
        ]}
      />
    </>
  );
}

import { can } from "@essaim/identity/actor";
import { type CampaignRow, listCampaigns } from "@essaim/outreach/campaign/campaign.queries";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { type Column, Table } from "@essaim/ui/table";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { spanInWords } from "./campaign-words";

export const meta: MetaFunction = () => pageTitle("Communication");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  return {
    campaigns: await context.execute(actor, listCampaigns, {}),
    mayWrite: can(actor, "outreach:write"),
  };
}

/** What is told outside, to whom and when. */
export default function Campaigns() {
  const { campaigns, mayWrite } = useLoaderData<typeof loader>();
  const create = mayWrite && (
    <ButtonLink href={paths.newCampaign()} variant="primary" icon="plus">
      Campagne
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Communication"
        lead="Une campagne réunit des contenus et des événements autour d’un but, et montre ce qui a changé dans l’audience."
        action={campaigns.length > 0 && create}
      />
      <Table
        caption="Campagnes, les plus récentes d’abord"
        hideCaption
        columns={columns}
        rows={campaigns}
        rowKey={({ id }) => id}
        stack="sm"
        empty={
          <EmptyState icon="megaphone" title="Aucune campagne" action={create}>
            Préparez-en une&#8239;: son but, ses dates, les contenus qu’elle met en avant. Vous
            pourrez ensuite y prévoir des rencontres et des présentations.
          </EmptyState>
        }
      />
    </>
  );
}

const columns: readonly Column<CampaignRow>[] = [
  {
    key: "name",
    header: "Campagne",
    lead: true,
    cell: (row) => <Link href={paths.campaign(row.id)}>{row.name}</Link>,
  },
  { key: "when", header: "Quand", cell: spanInWords },
  { key: "pieces", header: "Contenus", numeric: true, cell: (row) => row.pieces },
  { key: "events", header: "Événements", numeric: true, cell: (row) => row.events },
  { key: "registered", header: "Inscrits", numeric: true, cell: (row) => row.registered },
];

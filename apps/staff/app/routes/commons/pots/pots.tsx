import { listPots } from "@essaim/commons/pot/pot.queries";
import { can } from "@essaim/identity/actor";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatCents, formatDate, formatNumber } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { type Column, Table } from "@essaim/ui/table";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { PotBadge } from "./pot-badge";

export const meta: MetaFunction = () => pageTitle("Cagnottes");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  return {
    pots: await context.execute(actor, listPots, {}),
    canOpen: can(actor, "commons:write"),
  };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["pots"][number];

export default function Pots() {
  const { pots, canOpen } = useLoaderData<typeof loader>();
  const open = canOpen && (
    <ButtonLink href={paths.newPot()} variant="primary" icon="plus">
      Nouvelle cagnotte
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Cagnottes"
        lead="Une somme que se partagent celles et ceux qui ont travaillé pour un commun&#8239;: chacun dit ce qu’il a fait et ce qu’il souhaite, le cercle consent, puis chacun est payé."
        action={pots.length > 0 && open}
      />
      <Table
        caption="Cagnottes"
        hideCaption
        columns={columns}
        rows={pots}
        rowKey={(pot) => pot.id}
        empty={
          <EmptyState icon="commons" title="Aucune cagnotte pour l’instant" action={open}>
            Ouvrez-en une quand une somme revient à plusieurs contributeurs d’un commun.
          </EmptyState>
        }
      />
    </>
  );
}

const columns: Column<Row>[] = [
  {
    key: "title",
    header: "Cagnotte",
    lead: true,
    cell: (pot) => (
      <>
        <Link href={paths.pot(pot.id)}>{pot.title}</Link>
        <span className="block text-sm font-normal text-muted">{pot.openResourceName}</span>
      </>
    ),
  },
  { key: "status", header: "État", cell: (pot) => <PotBadge status={pot.status} /> },
  { key: "until", header: "Demandes jusqu’au", cell: (pot) => formatDate(pot.claimsUntil) },
  { key: "claims", header: "Parts", numeric: true, cell: (pot) => formatNumber(pot.claims ?? 0) },
  {
    key: "amount",
    header: "Montant",
    numeric: true,
    className: "whitespace-nowrap",
    cell: (pot) => formatCents(pot.amountCents),
  },
];

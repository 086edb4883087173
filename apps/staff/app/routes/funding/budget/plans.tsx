import { listPlans } from "@essaim/funding/budget/plan.queries";
import { can } from "@essaim/identity/actor";
import { Badge } from "@essaim/ui/badge";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatCents, formatDate, formatPeriod } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Table } from "@essaim/ui/table";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { gapsIn } from "./gap";

export const meta: MetaFunction = () => pageTitle("Plans de financement");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const plans = await context.execute(actor, listPlans, {});
  return { plans, canWrite: can(actor, "grant:write") };
}

export default function Plans() {
  const { plans, canWrite } = useLoaderData<typeof loader>();
  const create = canWrite && (
    <ButtonLink href={paths.newFundingPlan()} variant="primary" icon="plus">
      Nouveau plan
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Plans de financement"
        breadcrumb={[{ label: "Financements", href: paths.grants() }]}
        lead={
          "Ce qu’un programme coûte et qui le paie, sur une période\u202f: les deux colonnes sont égales."
        }
        action={plans.length > 0 && create}
      />
      {plans.length === 0 ? (
        <EmptyState title="Aucun plan pour l’instant" icon="grant" action={create}>
          Un plan met les charges d’un programme en face de ses produits, financeurs compris. C’est
          le budget prévisionnel que demandent les appels à projets.
        </EmptyState>
      ) : (
        <Table
          caption="Plans de financement"
          hideCaption
          rows={plans}
          rowKey={(plan) => plan.id}
          stack="lg"
          columns={[
            {
              key: "title",
              header: "Plan",
              lead: true,
              cell: (plan) => (
                <>
                  <Link href={paths.fundingPlan(plan.id)}>{plan.title}</Link>
                  <span className="block text-sm font-normal text-muted">
                    {plan.programmeName} · {formatPeriod(plan.startsOn, plan.endsOn)}
                  </span>
                </>
              ),
            },
            {
              key: "state",
              header: "État",
              cell: (plan) => (
                <>
                  {plan.settledOn ? (
                    <Badge tone="success">Arrêté le {formatDate(plan.settledOn)}</Badge>
                  ) : (
                    <Badge>En préparation</Badge>
                  )}{" "}
                  {gapsIn(plan.totals).length > 0 && (
                    <Badge tone="warning">Pas à l’équilibre</Badge>
                  )}
                </>
              ),
            },
            {
              key: "charges",
              header: "Charges",
              numeric: true,
              className: "whitespace-nowrap",
              cell: (plan) => formatCents(plan.totals.chargeCents),
            },
            {
              key: "products",
              header: "Produits",
              numeric: true,
              className: "whitespace-nowrap",
              cell: (plan) => formatCents(plan.totals.productCents),
            },
          ]}
        />
      )}
    </>
  );
}

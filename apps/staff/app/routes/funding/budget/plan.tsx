import { removePlan, reopenPlan, settlePlan } from "@essaim/funding/budget/plan.commands";
import { getPlan, type Plan, type PlanEntry } from "@essaim/funding/budget/plan.queries";
import { chargesByAction, decideSettlement, planGroups } from "@essaim/funding/budget/plan.rules";
import { planTargetSchema, settlementRefusals } from "@essaim/funding/budget/plan.schema";
import { can } from "@essaim/identity/actor";
import { Alert } from "@essaim/ui/alert";
import { Badge } from "@essaim/ui/badge";
import { Button, ButtonLink } from "@essaim/ui/button";
import { Disclosure } from "@essaim/ui/disclosure";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatCents, formatDate, formatPeriod } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { Table } from "@essaim/ui/table";
import { parseForm, readForm, refuseForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { refuseTyped } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";
import { gapsIn } from "./gap";
import { PlanColumn } from "./plan-column";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `${page.plan.title} · Plans de financement`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const plan = await context.execute(actor, getPlan, { id: recordId(params.id) });
  return { plan, canWrite: can(actor, "grant:write") };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  form.set("id", id);
  const parsed = parseForm(planTargetSchema, form);
  if (!parsed.ok) throw new Response(null, { status: 400 });
  switch (form.get("step")) {
    case "settle": {
      const outcome = await context.execute(actor, settlePlan, parsed.value);
      if (outcome.ok) throw redirect(`${paths.fundingPlan(id)}?fait=plan-arrete`);
      if (outcome.reason === "form_already_used") throw new Response(null, { status: 409 });
      return refuseTyped(refuseForm(form, { formError: settlementRefusals[outcome.reason] }));
    }
    case "reopen": {
      const outcome = await context.execute(actor, reopenPlan, parsed.value);
      if (outcome.ok) throw redirect(`${paths.fundingPlan(id)}?fait=plan-rouvert`);
      return refuseTyped(refuseForm(form, { formError: settlementRefusals.not_so }));
    }
    case "remove": {
      const outcome = await context.execute(actor, removePlan, parsed.value);
      if (outcome.ok) throw redirect(`${paths.fundingPlans()}?fait=supprime`);
      return refuseTyped(refuseForm(form, { formError: settlementRefusals.not_so }));
    }
    default:
      throw new Response(null, { status: 400 });
  }
}

export default function PlanPage() {
  const { plan, canWrite } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const isEmpty = plan.entries.length === 0;
  const edit = canWrite && !plan.settledOn && (
    <ButtonLink href={paths.editFundingPlan(plan.id)} icon="edit">
      {isEmpty ? "Remplir le plan" : "Modifier"}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title={plan.title}
        breadcrumb={[
          { label: "Financements", href: paths.grants() },
          { label: "Plans de financement", href: paths.fundingPlans() },
        ]}
        meta={
          <>
            {plan.settledOn ? (
              <Badge tone="success">Arrêté le {formatDate(plan.settledOn)}</Badge>
            ) : (
              <Badge>En préparation</Badge>
            )}
            <span>{plan.programmeName}</span>
            <span>{formatPeriod(plan.startsOn, plan.endsOn)}</span>
          </>
        }
        action={!isEmpty && edit}
      />
      {answer?.state.formError && (
        <Alert tone="danger" role="alert" title="Le plan n’est pas arrêté">
          {answer.state.formError} {gapsIn(plan.totals).join(" ")}
        </Alert>
      )}
      {isEmpty ? (
        <EmptyState title="Ce plan est vide" icon="grant" action={edit}>
          Ajoutez ce que le programme coûte, les financements qui le paient et d’où vient le reste.
        </EmptyState>
      ) : (
        <Filled plan={plan} isRefused={answer !== undefined} />
      )}
      {canWrite && <Steps plan={plan} />}
    </>
  );
}

function Filled({ plan, isRefused }: { plan: Plan; isRefused: boolean }) {
  const columns = (inKind: boolean) => ({
    charges: planGroups<PlanEntry>(plan.entries, "charge", inKind),
    products: planGroups<PlanEntry>(plan.entries, "product", inKind),
  });
  const money = columns(false);
  const inKind = columns(true);
  const hasInKind = inKind.charges.length + inKind.products.length > 0;
  const byAction = chargesByAction(plan.entries, plan.actions);
  return (
    <>
      {!isRefused && <Balance plan={plan} />}
      <Section title="Charges et produits">
        <div className="grid gap-x-10 gap-y-8 lg:grid-cols-2 print:grid-cols-2">
          <PlanColumn title="Charges" groups={money.charges} cents={plan.totals.chargeCents} />
          <PlanColumn title="Produits" groups={money.products} cents={plan.totals.productCents} />
        </div>
      </Section>
      {hasInKind && (
        <Section title="Contributions volontaires en nature" lead="Valorisées à part de l’argent.">
          <div className="grid gap-x-10 gap-y-8 lg:grid-cols-2 print:grid-cols-2">
            <PlanColumn
              title="Emplois en nature"
              groups={inKind.charges}
              cents={plan.totals.inKindChargeCents}
            />
            <PlanColumn
              title="Contributions en nature"
              groups={inKind.products}
              cents={plan.totals.inKindProductCents}
            />
          </div>
        </Section>
      )}
      {byAction.length > 0 && (
        <Section title="Charges par action">
          <Table
            caption="Charges par action"
            hideCaption
            rows={byAction}
            rowKey={(row) => row.id ?? "none"}
            stack="never"
            columns={[
              {
                key: "action",
                header: "Action",
                lead: true,
                cell: (row) => row.name,
                footer: "Total",
              },
              {
                key: "cents",
                header: "Charges",
                numeric: true,
                cell: (row) => formatCents(row.cents),
                footer: formatCents(plan.totals.chargeCents),
              },
            ]}
          />
        </Section>
      )}
      {plan.note && (
        <Section title="Note">
          <p className="max-w-measure whitespace-pre-line">{plan.note}</p>
        </Section>
      )}
    </>
  );
}

/** Are both columns equal? After the plan was settled too, since a grant may have changed. */
function Balance({ plan }: { plan: Plan }) {
  const gaps = gapsIn(plan.totals);
  const unknown = plan.totals.unknownCount > 0 && (
    <p>
      Le montant d’un financement n’est pas connu&#8239;: il compte pour zéro.{" "}
      {plan.entries
        .flatMap(({ grant, cents }) => (grant && cents === null ? [grant] : []))
        .map((grant) => (
          <Link key={grant.id} href={paths.grant(grant.id)}>
            {grant.title}
          </Link>
        ))}
    </p>
  );
  if (gaps.length === 0 && !unknown) {
    return (
      <Alert tone="success" title="Le plan est à l’équilibre">
        Charges et produits sont égaux&#8239;: {formatCents(plan.totals.chargeCents)}.
      </Alert>
    );
  }
  return (
    <Alert
      tone="warning"
      title={
        plan.settledOn && gaps.length > 0
          ? "Ce plan, arrêté, n’est plus à l’équilibre"
          : "Le plan n’est pas encore à l’équilibre"
      }
    >
      {gaps.map((gap) => (
        <p key={gap}>{gap}</p>
      ))}
      {unknown}
      {plan.settledOn && gaps.length > 0 && (
        <p>Un financement a changé depuis. Rouvrez le plan pour le corriger.</p>
      )}
    </Alert>
  );
}

/** Settled, opened again, or removed. */
function Steps({ plan }: { plan: Plan }) {
  const maySettle = decideSettlement(plan.totals) !== "plan_empty";
  const target = <input type="hidden" name="version" value={plan.version} />;
  return (
    <div className="flex flex-col items-start gap-4 print:hidden">
      {!plan.settledOn && maySettle && (
        <Form method="post">
          {target}
          <Button type="submit" name="step" value="settle" variant="primary" icon="check">
            Arrêter le plan
          </Button>
        </Form>
      )}
      {plan.settledOn ? (
        <Form method="post">
          {target}
          <Button type="submit" name="step" value="reopen">
            Rouvrir le plan
          </Button>
        </Form>
      ) : (
        <Disclosure summary="Retirer ce plan">
          <Form method="post" className="flex flex-col items-start gap-3">
            {target}
            <p>Les financements qu’il compte restent comme ils sont.</p>
            <Button type="submit" name="step" value="remove" variant="danger">
              Oui, retirer ce plan
            </Button>
          </Form>
        </Disclosure>
      )}
    </div>
  );
}

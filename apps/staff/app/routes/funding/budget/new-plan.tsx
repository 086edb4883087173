import { today } from "@essaim/database/today";
import { createPlan } from "@essaim/funding/budget/plan.commands";
import { newPlanSchema, planRefusals } from "@essaim/funding/budget/plan.schema";
import { listProgrammes } from "@essaim/funding/grant/funder.queries";
import { can } from "@essaim/identity/actor";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { fieldProps } from "@essaim/ui/form-state";
import { PageHeader } from "@essaim/ui/page-header";
import { Select } from "@essaim/ui/select";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { PlanHeading } from "./plan-heading";

export const meta: MetaFunction = () => pageTitle("Nouveau plan de financement");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "grant:write")) throw new Response(null, { status: 403 });
  const programmes = await context.execute(actor, listProgrammes, {});
  const year = today().slice(0, 4);
  return {
    programmes: programmes.map(({ id, name }) => ({ id, name })),
    initial: { startsOn: `${year}-01-01`, endsOn: `${year}-12-31` },
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(newPlanSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, createPlan, parsed.value, { submissionId });
  if (outcome.ok) throw redirect(`${paths.editFundingPlan(outcome.id)}?fait=plan-commence`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, planRefusals[outcome.reason]);
}

export default function NewPlan() {
  const { programmes, initial, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const only = programmes.length === 1 ? programmes[0]?.id : undefined;
  return (
    <>
      <PageHeader
        title="Nouveau plan de financement"
        breadcrumb={[
          { label: "Financements", href: paths.grants() },
          { label: "Plans de financement", href: paths.fundingPlans() },
        ]}
        lead="Ses charges et ses produits viennent à l’étape suivante."
      />
      {programmes.length === 0 ? (
        <EmptyState
          title="Aucun programme pour l’instant"
          icon="grant"
          action={
            <ButtonLink href={paths.newProgramme()} icon="plus">
              Ajouter un programme
            </ButtonLink>
          }
        >
          Un plan dit ce que coûte un programme. Ajoutez d’abord le programme et ses actions.
        </EmptyState>
      ) : (
        <RecordForm
          state={answer?.state}
          submissionId={answer?.key ?? submissionId}
          submitLabel="Continuer"
          cancelHref={paths.fundingPlans()}
          resetKey={answer?.key}
        >
          <Select
            label="Programme"
            width="long"
            options={programmes.map(({ id, name }) => ({ value: id, label: name }))}
            {...fieldProps(answer?.state, "programmeId", only)}
          />
          <PlanHeading state={answer?.state} saved={initial} />
        </RecordForm>
      )}
    </>
  );
}
